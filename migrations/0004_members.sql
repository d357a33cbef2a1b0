-- Code lists (CPV, NUTS, supply classes …): official and public, so shared by every cluster of the installation.
CREATE TABLE code (
  list text NOT NULL,
  code text NOT NULL,
  parent text,
  -- Language (ISO 639-1) to label.
  labels jsonb NOT NULL DEFAULT '{}',
  -- All labels, folded, for finding a code by words.
  words text NOT NULL DEFAULT '',
  PRIMARY KEY (list, code)
);
CREATE INDEX code_words ON code USING gin (words gin_trgm_ops);
GRANT SELECT ON code TO talgud_app;

-- The members: companies, and everything they can do.
CREATE TABLE company (
  cluster_id uuid NOT NULL REFERENCES cluster (id),
  id uuid NOT NULL,
  legal_name text NOT NULL CHECK (length(legal_name) BETWEEN 1 AND 200),
  register_code text,
  vat_number text,
  country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  nuts text CHECK (nuts ~ '^[A-Z]{2}[A-Z0-9]{0,3}$'),
  size_class text CHECK (size_class IN ('micro', 'small', 'medium', 'large')),
  founded_year smallint CHECK (founded_year BETWEEN 1500 AND 2200),
  website text,
  logo_file_id uuid,
  ncage text CHECK (ncage ~ '^[A-Z0-9]{5}$'),
  -- Language to text.
  summary jsonb NOT NULL DEFAULT '{}',
  export_countries text[] NOT NULL DEFAULT '{}',
  clearance text NOT NULL DEFAULT 'unknown' CHECK (clearance IN ('unknown', 'none', 'restricted', 'confidential', 'secret', 'top-secret')),
  visibility text NOT NULL DEFAULT 'cluster' CHECK (visibility IN ('public', 'partner-clusters', 'cluster')),
  -- Everything searchable about the company, folded; kept by its commands.
  search tsvector NOT NULL DEFAULT '',
  cpv text[] NOT NULL DEFAULT '{}',
  completeness smallint NOT NULL DEFAULT 0,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (cluster_id, id),
  FOREIGN KEY (cluster_id, logo_file_id) REFERENCES file (cluster_id, id)
);
CREATE UNIQUE INDEX company_register_code ON company (cluster_id, country, register_code);
CREATE INDEX company_search ON company USING gin (search);
CREATE INDEX company_by_name ON company (cluster_id, lower(legal_name));
CREATE INDEX company_name_like ON company USING gin (lower(legal_name) gin_trgm_ops);
CREATE INDEX company_cpv ON company USING gin (cpv);

ALTER TABLE hat ADD FOREIGN KEY (cluster_id, company_id) REFERENCES company (cluster_id, id);
ALTER TABLE invitation ADD FOREIGN KEY (cluster_id, company_id) REFERENCES company (cluster_id, id);

CREATE TABLE membership (
  cluster_id uuid NOT NULL,
  id uuid NOT NULL,
  company_id uuid NOT NULL,
  tier text NOT NULL DEFAULT 'full',
  status text NOT NULL CHECK (status IN ('applied', 'approved', 'active', 'grace', 'ended')),
  applied_on date,
  approved_on date,
  starts_on date,
  ends_on date,
  grace_until date,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (cluster_id, id),
  UNIQUE (cluster_id, company_id),
  FOREIGN KEY (cluster_id, company_id) REFERENCES company (cluster_id, id)
);

CREATE TABLE person (
  cluster_id uuid NOT NULL,
  id uuid NOT NULL,
  company_id uuid NOT NULL,
  name text NOT NULL,
  job_title text,
  email text,
  phone text,
  language text NOT NULL DEFAULT 'en',
  roles text[] NOT NULL DEFAULT '{}',
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (cluster_id, id),
  FOREIGN KEY (cluster_id, company_id) REFERENCES company (cluster_id, id)
);
CREATE INDEX person_of_company ON person (cluster_id, company_id);
CREATE INDEX person_name_like ON person USING gin (lower(name) gin_trgm_ops);

CREATE TABLE capability (
  cluster_id uuid NOT NULL,
  id uuid NOT NULL,
  company_id uuid NOT NULL,
  name text NOT NULL,
  cpv text[] NOT NULL DEFAULT '{}',
  supply_classes text[] NOT NULL DEFAULT '{}',
  terms text[] NOT NULL DEFAULT '{}',
  level text NOT NULL CHECK (level IN ('claimed', 'delivered', 'certified')),
  evidence text,
  visibility text NOT NULL DEFAULT 'cluster' CHECK (visibility IN ('public', 'partner-clusters', 'cluster', 'company')),
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (cluster_id, id),
  FOREIGN KEY (cluster_id, company_id) REFERENCES company (cluster_id, id)
);
CREATE INDEX capability_of_company ON capability (cluster_id, company_id);

CREATE TABLE product (
  cluster_id uuid NOT NULL,
  id uuid NOT NULL,
  company_id uuid NOT NULL,
  kind text NOT NULL DEFAULT 'product' CHECK (kind IN ('product', 'service')),
  name text NOT NULL,
  description jsonb NOT NULL DEFAULT '{}',
  readiness smallint CHECK (readiness BETWEEN 1 AND 9),
  cpv text[] NOT NULL DEFAULT '{}',
  control_status text NOT NULL DEFAULT 'unknown' CHECK (control_status IN ('unknown', 'none', 'military', 'dual-use')),
  control_code text,
  -- Interface standards: [{ standard, role: provider | consumer | both, evidence: claimed | tested | certified }].
  standards jsonb NOT NULL DEFAULT '[]',
  visibility text NOT NULL DEFAULT 'cluster' CHECK (visibility IN ('public', 'partner-clusters', 'cluster', 'company')),
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (cluster_id, id),
  FOREIGN KEY (cluster_id, company_id) REFERENCES company (cluster_id, id)
);
CREATE INDEX product_of_company ON product (cluster_id, company_id);
CREATE INDEX product_name_like ON product USING gin (lower(name) gin_trgm_ops);

CREATE TABLE reference (
  cluster_id uuid NOT NULL,
  id uuid NOT NULL,
  company_id uuid NOT NULL,
  title text NOT NULL,
  description text,
  buyer_name text NOT NULL,
  buyer_country text NOT NULL CHECK (buyer_country ~ '^[A-Z]{2}$'),
  year smallint NOT NULL,
  value_band text CHECK (value_band IN ('under-50k', '50k-250k', '250k-1m', '1m-5m', 'over-5m')),
  cpv text[] NOT NULL DEFAULT '{}',
  visibility text NOT NULL DEFAULT 'cluster' CHECK (visibility IN ('public', 'partner-clusters', 'cluster', 'company')),
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (cluster_id, id),
  FOREIGN KEY (cluster_id, company_id) REFERENCES company (cluster_id, id)
);
CREATE INDEX reference_of_company ON reference (cluster_id, company_id);

CREATE TABLE certificate (
  cluster_id uuid NOT NULL,
  id uuid NOT NULL,
  company_id uuid NOT NULL,
  kind text NOT NULL,
  number text,
  issuer text,
  issued_on date,
  expires_on date,
  file_id uuid,
  visibility text NOT NULL DEFAULT 'cluster' CHECK (visibility IN ('public', 'partner-clusters', 'cluster', 'company')),
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (cluster_id, id),
  FOREIGN KEY (cluster_id, company_id) REFERENCES company (cluster_id, id),
  FOREIGN KEY (cluster_id, file_id) REFERENCES file (cluster_id, id)
);
CREATE INDEX certificate_of_company ON certificate (cluster_id, company_id);

-- The second wall. A row is seen by its cluster only, and inside it by the hat: what a company keeps to itself is seen
-- by its own people; what is for the cluster, by members, staff and programme; outside hats see what was opened to them.
CREATE FUNCTION sees_visibility(visibility text, company_id uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE current_hat()
  WHEN 'system' THEN true
  WHEN 'outside-contact' THEN visibility = 'public'
  WHEN 'peer-cluster-staff' THEN visibility IN ('public', 'partner-clusters')
  WHEN 'cluster-manager' THEN visibility <> 'company'
  WHEN 'cluster-staff' THEN visibility <> 'company'
  WHEN 'programme-officer' THEN visibility <> 'company'
  WHEN 'auditor' THEN visibility <> 'company'
  WHEN 'company-admin' THEN visibility <> 'company' OR company_id = current_company()
  WHEN 'company-member' THEN visibility <> 'company' OR company_id = current_company()
  ELSE false
END;

ALTER TABLE company ENABLE ROW LEVEL SECURITY;
ALTER TABLE company FORCE ROW LEVEL SECURITY;
CREATE POLICY company_seen ON company
  USING (cluster_id = (SELECT current_cluster()) AND sees_visibility(visibility, id));
ALTER TABLE membership ENABLE ROW LEVEL SECURITY;
ALTER TABLE membership FORCE ROW LEVEL SECURITY;
CREATE POLICY membership_seen ON membership
  USING (cluster_id = (SELECT current_cluster()) AND sees_visibility('cluster', company_id));
ALTER TABLE person ENABLE ROW LEVEL SECURITY;
ALTER TABLE person FORCE ROW LEVEL SECURITY;
CREATE POLICY person_seen ON person
  USING (cluster_id = (SELECT current_cluster()) AND sees_visibility('cluster', company_id));

DO $$
DECLARE part text;
BEGIN
  FOREACH part IN ARRAY ARRAY['capability', 'product', 'reference', 'certificate'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', part);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', part);
    EXECUTE format('CREATE POLICY %I ON %I USING (cluster_id = (SELECT current_cluster())
      AND sees_visibility(visibility, company_id))', part || '_seen', part);
  END LOOP;
END $$;

GRANT SELECT, INSERT, UPDATE ON company, membership TO talgud_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON person, capability, product, reference, certificate TO talgud_app;
