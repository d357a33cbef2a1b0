-- Both extensions are trusted: the owner of the database may create them without being a superuser.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

GRANT USAGE ON SCHEMA public TO talgud_app;

-- Words are found with or without their accents: "too" finds "töö". PostgreSQL knows Estonian from version 18 on.
DO $$
DECLARE
  base text := CASE WHEN EXISTS (SELECT FROM pg_ts_config WHERE cfgname = 'estonian' AND cfgnamespace = 'pg_catalog'::regnamespace)
                    THEN 'estonian' ELSE 'simple' END;
  stemmer text := CASE base WHEN 'estonian' THEN 'estonian_stem' ELSE 'simple' END;
  -- An operator may have put the extension into a schema of its own.
  accents text := (SELECT dictnamespace::regnamespace::text FROM pg_ts_dict WHERE dictname = 'unaccent' LIMIT 1);
BEGIN
  IF EXISTS (SELECT FROM pg_ts_config WHERE cfgname = 'talgud' AND cfgnamespace = 'public'::regnamespace) THEN
    RETURN;
  END IF;
  EXECUTE format('CREATE TEXT SEARCH CONFIGURATION public.talgud (COPY = pg_catalog.%I)', base);
  EXECUTE format('ALTER TEXT SEARCH CONFIGURATION public.talgud
    ALTER MAPPING FOR hword, hword_part, word WITH %s.unaccent, pg_catalog.%I', accents, stemmer);
END
$$;
