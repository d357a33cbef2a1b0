-- Tender notices: what is asked for, who of the members fits, and what they answered.

CREATE TABLE notice_import (
  cluster_id uuid NOT NULL REFERENCES cluster (id),
  id uuid NOT NULL,
  name text NOT NULL,
  source text NOT NULL DEFAULT 'file' CHECK (source IN ('file', 'demo', 'by-hand')),
  file_id uuid,
  started_by uuid REFERENCES account (id),
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'running', 'finished', 'failed')),
  -- Files of the upload already dealt with; the work goes on after them when it was cut off.
  entries_done integer NOT NULL DEFAULT 0,
  added integer NOT NULL DEFAULT 0,
  updated integer NOT NULL DEFAULT 0,
  unchanged integer NOT NULL DEFAULT 0,
  refused integer NOT NULL DEFAULT 0,
  -- [{ name, code, message }], the first 1,000.
  refusals jsonb NOT NULL DEFAULT '[]',
  PRIMARY KEY (cluster_id, id),
  FOREIGN KEY (cluster_id, file_id) REFERENCES file (cluster_id, id)
);
CREATE INDEX notice_import_newest ON notice_import (cluster_id, started_at DESC);

CREATE TABLE notice (
  cluster_id uuid NOT NULL REFERENCES cluster (id),
  id uuid NOT NULL,
  -- One notice, one key: the publication number, else notice id and version.
  key text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  source text NOT NULL DEFAULT 'file' CHECK (source IN ('file', 'demo', 'by-hand')),
  format text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('planning', 'competition', 'result', 'modification', 'registration', 'other')),
  subtype text,
  -- BT-701 and BT-757; TED notices have none.
  official_id text,
  official_version text,
  publication_id text,
  published_on date,
  dispatched_at timestamptz,
  procedure_id text,
  procedure_type text,
  legal_basis text,
  is_defence boolean NOT NULL,
  -- Language to text.
  title jsonb NOT NULL,
  summary jsonb NOT NULL,
  languages text[] NOT NULL,
  -- Codes stated by the buyer or confirmed by staff; predicted ones stand apart until then: [{ code, score }].
  cpv_main text,
  cpv text[] NOT NULL DEFAULT '{}',
  cpv_group text GENERATED ALWAYS AS (left(cpv_main, 3)) STORED,
  cpv_class text GENERATED ALWAYS AS (left(cpv_main, 4)) STORED,
  cpv_predicted jsonb,
  cpv_confirmed_by uuid REFERENCES account (id),
  cpv_confirmed_at timestamptz,
  -- Where the work is to be done.
  countries text[] NOT NULL DEFAULT '{}',
  nuts text[] NOT NULL DEFAULT '{}',
  buyer_names text[] NOT NULL DEFAULT '{}',
  -- The first buyer's name, folded: finds what the same buyer bought before.
  buyer_key text,
  buyer_country text,
  -- Hundredths of the currency's unit.
  value_cents bigint,
  currency text,
  -- A deadline stated without a time ends at 23:59:59 where the buyer is; where that is not known, where the cluster is.
  tender_deadline timestamptz,
  request_deadline timestamptz,
  -- The first hurdle for a newcomer: requests where the procedure takes them, else tenders.
  deadline timestamptz,
  -- The last lot's hurdle. A notice whose kind invites nobody has none.
  open_until timestamptz,
  is_eu_funded boolean NOT NULL DEFAULT false,
  needs_clearance boolean NOT NULL DEFAULT false,
  -- The whole notice as read (engines/notice-formats/notice.ts).
  document jsonb NOT NULL,
  sha256 text NOT NULL,
  import_id uuid,
  -- Lower case words without marks, cut to six letters (rules.ts): title A, buyer B, codes C, the rest D.
  search tsvector NOT NULL DEFAULT '',
  imported_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  -- Counts what calls for a new match: the notice or a member changed. Matched when `match_done` has caught up.
  match_wanted integer NOT NULL DEFAULT 1,
  match_done integer NOT NULL DEFAULT 0,
  matched_at timestamptz,
  PRIMARY KEY (cluster_id, id),
  UNIQUE (cluster_id, key),
  FOREIGN KEY (cluster_id, import_id) REFERENCES notice_import (cluster_id, id)
);
CREATE INDEX notice_open ON notice (cluster_id, open_until);
CREATE INDEX notice_published ON notice (cluster_id, published_on DESC);
CREATE INDEX notice_of_group ON notice (cluster_id, cpv_group, published_on DESC);
CREATE INDEX notice_unmatched ON notice (cluster_id, id) WHERE match_done < match_wanted;

-- Every name a notice goes by, so that a correction finds what it corrects, whichever arrives first.
CREATE TABLE notice_alias (
  cluster_id uuid NOT NULL,
  alias text NOT NULL,
  notice_id uuid NOT NULL,
  PRIMARY KEY (cluster_id, alias),
  FOREIGN KEY (cluster_id, notice_id) REFERENCES notice (cluster_id, id)
);
CREATE INDEX notice_alias_of_notice ON notice_alias (cluster_id, notice_id);

-- The notices a notice is about or follows, by the names it calls them; they need not be here.
CREATE TABLE notice_reference (
  cluster_id uuid NOT NULL,
  notice_id uuid NOT NULL,
  alias text NOT NULL,
  PRIMARY KEY (cluster_id, notice_id, alias),
  FOREIGN KEY (cluster_id, notice_id) REFERENCES notice (cluster_id, id)
);
CREATE INDEX notice_reference_by_alias ON notice_reference (cluster_id, alias);

-- What a notice said before. Numbered as they arrived, which need not be the order they were written in.
CREATE TABLE notice_version (
  cluster_id uuid NOT NULL,
  notice_id uuid NOT NULL,
  number integer NOT NULL,
  key text NOT NULL,
  sha256 text NOT NULL,
  dispatched_at timestamptz,
  published_on date,
  document jsonb NOT NULL,
  stored_at timestamptz NOT NULL,
  PRIMARY KEY (cluster_id, notice_id, number),
  FOREIGN KEY (cluster_id, notice_id) REFERENCES notice (cluster_id, id)
);

-- Who won what before.
CREATE TABLE notice_award (
  cluster_id uuid NOT NULL,
  notice_id uuid NOT NULL,
  number integer NOT NULL,
  lot_ids text[] NOT NULL DEFAULT '{}',
  title jsonb NOT NULL DEFAULT '{}',
  winners text[] NOT NULL,
  winner_countries text[] NOT NULL DEFAULT '{}',
  is_group boolean NOT NULL,
  value_cents bigint,
  currency text,
  cpv text,
  cpv_group text GENERATED ALWAYS AS (left(cpv, 3)) STORED,
  cpv_class text GENERATED ALWAYS AS (left(cpv, 4)) STORED,
  buyer_name text,
  buyer_key text,
  buyer_country text,
  decided_on date,
  tenders_received integer,
  PRIMARY KEY (cluster_id, notice_id, number),
  FOREIGN KEY (cluster_id, notice_id) REFERENCES notice (cluster_id, id)
);
CREATE INDEX notice_award_of_group ON notice_award (cluster_id, cpv_group);
CREATE INDEX notice_award_of_buyer ON notice_award (cluster_id, buyer_key);

CREATE TABLE notice_match (
  cluster_id uuid NOT NULL,
  notice_id uuid NOT NULL,
  company_id uuid NOT NULL,
  score real NOT NULL,
  eligible text NOT NULL CHECK (eligible IN ('yes', 'maybe', 'no')),
  -- Reasons, and the checks behind "eligible" (engines/matching/types.ts).
  why jsonb NOT NULL,
  eligibility jsonb NOT NULL,
  computed_at timestamptz NOT NULL,
  PRIMARY KEY (cluster_id, notice_id, company_id),
  FOREIGN KEY (cluster_id, notice_id) REFERENCES notice (cluster_id, id),
  FOREIGN KEY (cluster_id, company_id) REFERENCES company (cluster_id, id)
);
CREATE INDEX notice_match_of_company ON notice_match (cluster_id, company_id, score DESC);

CREATE TABLE notice_answer (
  cluster_id uuid NOT NULL,
  notice_id uuid NOT NULL,
  company_id uuid NOT NULL,
  answer text NOT NULL CHECK (answer IN ('interested', 'not-for-us')),
  reason text,
  note text,
  answered_by uuid REFERENCES account (id),
  -- Staff wrote down what the company told them.
  is_on_behalf boolean NOT NULL,
  answered_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (cluster_id, notice_id, company_id),
  FOREIGN KEY (cluster_id, notice_id) REFERENCES notice (cluster_id, id),
  FOREIGN KEY (cluster_id, company_id) REFERENCES company (cluster_id, id)
);
CREATE INDEX notice_answer_of_company ON notice_answer (cluster_id, company_id);

-- The second wall. Notices are for everyone inside the cluster; hats from outside see none. How well a company fits and
-- what it answered is between the company and the cluster's staff: a rival learns neither, nor does a programme officer.
CREATE FUNCTION sees_notices() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN current_hat() IN ('system', 'cluster-manager', 'cluster-staff', 'company-admin', 'company-member',
  'programme-officer', 'auditor');
CREATE FUNCTION acts_as_staff() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN current_hat() IN ('system', 'cluster-manager', 'cluster-staff');
-- The company whose confidential rows the hat opens: its own people's; null for every other hat.
CREATE FUNCTION worn_company() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN current_hat() IN ('company-admin', 'company-member') THEN current_company() END;

DO $$
DECLARE part text;
BEGIN
  FOREACH part IN ARRAY ARRAY['notice', 'notice_alias', 'notice_reference', 'notice_version', 'notice_award'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', part);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', part);
    EXECUTE format('CREATE POLICY %I ON %I FOR SELECT
      USING (cluster_id = (SELECT current_cluster()) AND (SELECT sees_notices()))', part || '_seen', part);
    EXECUTE format('CREATE POLICY %I ON %I
      USING (cluster_id = (SELECT current_cluster()) AND (SELECT acts_as_staff()))', part || '_written', part);
  END LOOP;
  FOREACH part IN ARRAY ARRAY['notice_match', 'notice_answer'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', part);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', part);
    EXECUTE format('CREATE POLICY %I ON %I FOR SELECT USING (cluster_id = (SELECT current_cluster())
      AND ((SELECT acts_as_staff() OR current_hat() = ''auditor'') OR company_id = (SELECT worn_company())))',
      part || '_seen', part);
  END LOOP;
END $$;

CREATE POLICY notice_match_written ON notice_match
  USING (cluster_id = (SELECT current_cluster()) AND (SELECT current_hat() = 'system'));
CREATE POLICY notice_answer_written ON notice_answer
  USING (cluster_id = (SELECT current_cluster())
    AND ((SELECT acts_as_staff()) OR company_id = (SELECT worn_company())));

ALTER TABLE notice_import ENABLE ROW LEVEL SECURITY;
ALTER TABLE notice_import FORCE ROW LEVEL SECURITY;
CREATE POLICY notice_import_seen ON notice_import FOR SELECT
  USING (cluster_id = (SELECT current_cluster()) AND (SELECT acts_as_staff() OR current_hat() = 'auditor'));
CREATE POLICY notice_import_written ON notice_import
  USING (cluster_id = (SELECT current_cluster()) AND (SELECT acts_as_staff()));

GRANT SELECT, INSERT, UPDATE ON notice, notice_import TO talgud_app;
GRANT SELECT, INSERT, UPDATE ON notice_alias TO talgud_app;
GRANT SELECT, INSERT ON notice_version TO talgud_app;
GRANT SELECT, INSERT, DELETE ON notice_award, notice_reference TO talgud_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON notice_match, notice_answer TO talgud_app;
