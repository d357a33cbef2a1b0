-- Searches of the notices list kept under a name, and the mails that tell what is new in them.

CREATE TABLE saved_search (
  cluster_id uuid NOT NULL REFERENCES cluster (id),
  id uuid NOT NULL,
  owner_id uuid NOT NULL REFERENCES account (id),
  -- The company for which the owner made it; null for those of the cluster itself.
  company_id uuid,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  -- The list's own address: the words, filters and order.
  address jsonb NOT NULL,
  -- `company`: everyone of the company; `staff`: everyone who runs the cluster.
  sharing text NOT NULL CHECK (sharing IN ('mine', 'company', 'staff')),
  created_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (cluster_id, id),
  CHECK ((sharing = 'company') <= (company_id IS NOT NULL)),
  CHECK ((sharing = 'staff') <= (company_id IS NULL)),
  FOREIGN KEY (cluster_id, company_id) REFERENCES company (cluster_id, id)
);
CREATE INDEX saved_search_of_owner ON saved_search (cluster_id, owner_id);

CREATE TABLE search_digest (
  cluster_id uuid NOT NULL,
  id uuid NOT NULL,
  search_id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES account (id),
  company_id uuid,
  rhythm text NOT NULL CHECK (rhythm IN ('daily', 'weekly')),
  -- On the cluster's clock. Monday is 1.
  hour smallint NOT NULL CHECK (hour BETWEEN 0 AND 23),
  weekday smallint NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  -- Notices that came in before are not news.
  since timestamptz NOT NULL,
  next_at timestamptz NOT NULL,
  last_sent_at timestamptz,
  PRIMARY KEY (cluster_id, id),
  FOREIGN KEY (cluster_id, search_id) REFERENCES saved_search (cluster_id, id) ON DELETE CASCADE,
  FOREIGN KEY (cluster_id, company_id) REFERENCES company (cluster_id, id)
);
CREATE UNIQUE INDEX search_digest_once ON search_digest (cluster_id, search_id, account_id, company_id) NULLS NOT DISTINCT;
CREATE INDEX search_digest_due ON search_digest (cluster_id, next_at);

-- What each digest has told, so that it tells nothing twice.
CREATE TABLE search_digest_told (
  cluster_id uuid NOT NULL,
  digest_id uuid NOT NULL,
  notice_id uuid NOT NULL,
  PRIMARY KEY (cluster_id, digest_id, notice_id),
  FOREIGN KEY (cluster_id, digest_id) REFERENCES search_digest (cluster_id, id) ON DELETE CASCADE,
  FOREIGN KEY (cluster_id, notice_id) REFERENCES notice (cluster_id, id)
);
CREATE INDEX notice_imported ON notice (cluster_id, imported_at);

-- A company's search is its own business, from staff as from rivals; the system works through them all by hat.
ALTER TABLE saved_search ENABLE ROW LEVEL SECURITY;
ALTER TABLE saved_search FORCE ROW LEVEL SECURITY;
CREATE POLICY saved_search_seen ON saved_search FOR SELECT
  USING (cluster_id = (SELECT current_cluster()) AND ((SELECT current_hat() = 'system')
    OR (owner_id = (SELECT current_account()) AND company_id IS NOT DISTINCT FROM (SELECT current_company()))
    OR (sharing = 'company' AND company_id = (SELECT worn_company()))
    OR (sharing = 'staff' AND (SELECT acts_as_staff()))));
CREATE POLICY saved_search_written ON saved_search
  USING (cluster_id = (SELECT current_cluster())
    AND owner_id = (SELECT current_account()) AND company_id IS NOT DISTINCT FROM (SELECT current_company()));

ALTER TABLE search_digest ENABLE ROW LEVEL SECURITY;
ALTER TABLE search_digest FORCE ROW LEVEL SECURITY;
CREATE POLICY search_digest_own ON search_digest
  USING (cluster_id = (SELECT current_cluster()) AND ((SELECT current_hat() = 'system')
    OR (account_id = (SELECT current_account()) AND company_id IS NOT DISTINCT FROM (SELECT current_company()))));
ALTER TABLE search_digest_told ENABLE ROW LEVEL SECURITY;
ALTER TABLE search_digest_told FORCE ROW LEVEL SECURITY;
CREATE POLICY search_digest_told_own ON search_digest_told
  USING (cluster_id = (SELECT current_cluster()) AND EXISTS (SELECT FROM search_digest d
    WHERE d.cluster_id = search_digest_told.cluster_id AND d.id = search_digest_told.digest_id));

GRANT SELECT, INSERT, UPDATE, DELETE ON saved_search, search_digest TO talgud_app;
GRANT SELECT, INSERT, DELETE ON search_digest_told TO talgud_app;
