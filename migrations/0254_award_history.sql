-- Winners are found by their names folded as the buyers' are (values/search-words.ts).
ALTER TABLE notice_award ADD COLUMN winner_keys text[] NOT NULL DEFAULT '{}';
UPDATE notice_award SET winner_keys = ARRAY(
  SELECT left(btrim(regexp_replace(lower(regexp_replace(normalize(name, NFKD), '[\u0300-\u036f]', '', 'g')), '\s+', ' ', 'g')), 200)
  FROM unnest(winners) name);
CREATE INDEX notice_award_of_winner ON notice_award USING gin (winner_keys);
CREATE INDEX notice_award_decided ON notice_award (cluster_id, decided_on);
