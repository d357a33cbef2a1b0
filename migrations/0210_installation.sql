-- What the installation knows about itself: one row. It belongs to the owner; the app has no right to it.
CREATE TABLE installation (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  mode text CHECK (mode IN ('demo', 'staging', 'production')),
  last_backup_at timestamptz,
  -- { bytes, rows, files } of that backup.
  last_backup jsonb,
  restored_at timestamptz,
  -- When the backup was made that this database was restored from.
  restored_from timestamptz
);
INSERT INTO installation DEFAULT VALUES;

-- What was erased for good, by id only: replayed after a restore, so that an older backup brings nothing back.
CREATE TABLE erasure (
  cluster_id uuid NOT NULL REFERENCES cluster (id),
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind ~ '^[a-z-]+/[a-z-]+$'),
  object_id text NOT NULL CHECK (length(object_id) BETWEEN 1 AND 100),
  erased_at timestamptz NOT NULL,
  PRIMARY KEY (cluster_id, id),
  UNIQUE (cluster_id, kind, object_id)
);
ALTER TABLE erasure ENABLE ROW LEVEL SECURITY;
ALTER TABLE erasure FORCE ROW LEVEL SECURITY;
CREATE POLICY erasure_seen ON erasure FOR SELECT USING (cluster_id = (SELECT current_cluster()));
CREATE POLICY erasure_noted ON erasure FOR INSERT WITH CHECK (cluster_id = (SELECT current_cluster()));
GRANT SELECT, INSERT ON erasure TO talgud_app;
