-- Opportunities that are no notices of a buyer: EU call topics, entries by hand, requests of members and partners.

ALTER TABLE notice DROP CONSTRAINT notice_kind_check;
ALTER TABLE notice ADD CONSTRAINT notice_kind_check CHECK (kind IN
  ('planning', 'competition', 'result', 'modification', 'registration', 'other', 'eu-call', 'request'));

-- Who may apply together: it stands in the call document only, so staff write it down. It outlives new wordings.
CREATE TABLE notice_consortium (
  cluster_id uuid NOT NULL,
  notice_id uuid NOT NULL,
  version integer NOT NULL DEFAULT 1,
  min_entities integer CHECK (min_entities BETWEEN 1 AND 100),
  min_countries integer CHECK (min_countries BETWEEN 1 AND 50),
  -- So many of them may not be controlled by one another.
  min_independent integer CHECK (min_independent BETWEEN 1 AND 100),
  -- Where applicants must be established; empty: not stated.
  countries text[] NOT NULL DEFAULT '{}',
  note text,
  changed_by uuid REFERENCES account (id),
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (cluster_id, notice_id),
  FOREIGN KEY (cluster_id, notice_id) REFERENCES notice (cluster_id, id)
);
ALTER TABLE notice_consortium ENABLE ROW LEVEL SECURITY;
ALTER TABLE notice_consortium FORCE ROW LEVEL SECURITY;
CREATE POLICY notice_consortium_seen ON notice_consortium FOR SELECT
  USING (cluster_id = (SELECT current_cluster()) AND (SELECT sees_notices()));
CREATE POLICY notice_consortium_written ON notice_consortium
  USING (cluster_id = (SELECT current_cluster()) AND (SELECT acts_as_staff()));
GRANT SELECT, INSERT, UPDATE ON notice_consortium TO talgud_app;
