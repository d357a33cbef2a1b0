-- Files that go along with a mail; the bytes lie in the file store.
CREATE TABLE mail_attachment (
  cluster_id uuid NOT NULL,
  mail_id uuid NOT NULL,
  position smallint NOT NULL,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  name text NOT NULL,
  media_type text NOT NULL,
  bytes bigint NOT NULL,
  PRIMARY KEY (cluster_id, mail_id, position),
  FOREIGN KEY (cluster_id, mail_id) REFERENCES mail (cluster_id, id)
);
ALTER TABLE mail_attachment ENABLE ROW LEVEL SECURITY;
ALTER TABLE mail_attachment FORCE ROW LEVEL SECURITY;
CREATE POLICY mail_attachment_of_staff ON mail_attachment
  USING (cluster_id = (SELECT current_cluster()) AND runs_cluster());
GRANT SELECT, INSERT ON mail_attachment TO talgud_app;
