-- Addresses with a secret from which calendar programs read deadlines, until they are revoked.
CREATE TABLE calendar_feed (
  cluster_id uuid NOT NULL REFERENCES cluster (id),
  id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES account (id),
  company_id uuid,
  -- Null: what the person watches.
  search_id uuid,
  token_hash text NOT NULL,
  created_at timestamptz NOT NULL,
  revoked_at timestamptz,
  read_at timestamptz,
  PRIMARY KEY (cluster_id, id),
  FOREIGN KEY (cluster_id, search_id) REFERENCES saved_search (cluster_id, id) ON DELETE CASCADE,
  FOREIGN KEY (cluster_id, company_id) REFERENCES company (cluster_id, id)
);
CREATE INDEX calendar_feed_by_token ON calendar_feed (token_hash) WHERE revoked_at IS NULL;
CREATE INDEX calendar_feed_of_account ON calendar_feed (cluster_id, account_id);

ALTER TABLE calendar_feed ENABLE ROW LEVEL SECURITY;
ALTER TABLE calendar_feed FORCE ROW LEVEL SECURITY;
CREATE POLICY calendar_feed_at_gate ON calendar_feed USING (at_gate());
CREATE POLICY calendar_feed_own ON calendar_feed
  USING (cluster_id = (SELECT current_cluster()) AND account_id = (SELECT current_account())
    AND company_id IS NOT DISTINCT FROM (SELECT current_company()));
GRANT SELECT, INSERT, UPDATE, DELETE ON calendar_feed TO talgud_app;
