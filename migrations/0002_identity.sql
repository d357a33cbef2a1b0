-- Who may sign in, and under which hats. Everything but `hat` and `invitation` belongs to the installation, not to a
-- cluster, and opens only to the gate (sign-in, sessions) or, for an account's name, to those who share a cluster.

CREATE FUNCTION current_cluster() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('talgud.cluster', true), '')::uuid;
CREATE FUNCTION current_account() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('talgud.account', true), '')::uuid;
CREATE FUNCTION current_company() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('talgud.company', true), '')::uuid;
CREATE FUNCTION "current_hat"() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(current_setting('talgud.role', true), '');
CREATE FUNCTION at_gate() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(current_setting('talgud.gate', true), '') = 'on';

CREATE TABLE cluster (
  id uuid PRIMARY KEY,
  slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9-]{2,40}$'),
  name text NOT NULL,
  country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  time_zone text NOT NULL DEFAULT 'Europe/Tallinn',
  language text NOT NULL DEFAULT 'en',
  is_demo boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE account (
  id uuid PRIMARY KEY,
  email text NOT NULL UNIQUE CHECK (email = lower(email)),
  name text NOT NULL,
  language text NOT NULL DEFAULT 'en' CHECK (language IN ('en', 'et')),
  created_at timestamptz NOT NULL DEFAULT now(),
  deactivated_at timestamptz
);

CREATE TABLE account_secret (
  account_id uuid PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
  password_hash text NOT NULL,
  password_changed_at timestamptz NOT NULL DEFAULT now(),
  second_factor_sealed text,
  second_factor_on_at timestamptz,
  -- The last TOTP time step that was used: the same code never works twice.
  second_factor_step bigint NOT NULL DEFAULT 0
);

CREATE TABLE recovery_code (
  account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  code_hash text NOT NULL,
  used_at timestamptz,
  PRIMARY KEY (account_id, code_hash)
);

CREATE TABLE hat (
  cluster_id uuid NOT NULL REFERENCES cluster (id),
  id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES account (id),
  role text NOT NULL CHECK (role IN ('cluster-manager', 'cluster-staff', 'company-admin', 'company-member',
    'outside-contact', 'programme-officer', 'auditor', 'peer-cluster-staff')),
  company_id uuid,
  given_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz,
  PRIMARY KEY (cluster_id, id),
  CHECK ((role IN ('company-admin', 'company-member')) = (company_id IS NOT NULL))
);
CREATE UNIQUE INDEX hat_once ON hat (cluster_id, account_id, role, company_id) NULLS NOT DISTINCT WHERE ended_at IS NULL;
CREATE INDEX hat_of_account ON hat (account_id) WHERE ended_at IS NULL;

CREATE TABLE session (
  token_hash text PRIMARY KEY,
  id uuid NOT NULL UNIQUE,
  account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  cluster_id uuid,
  hat_id uuid,
  with_second_factor boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  signed_in_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  user_agent text NOT NULL DEFAULT '',
  address text NOT NULL DEFAULT '',
  FOREIGN KEY (cluster_id, hat_id) REFERENCES hat (cluster_id, id)
);
CREATE INDEX session_of_account ON session (account_id);

CREATE TABLE password_reset (
  token_hash text PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);

CREATE TABLE invitation (
  cluster_id uuid NOT NULL REFERENCES cluster (id),
  id uuid NOT NULL,
  email text NOT NULL CHECK (email = lower(email)),
  role text NOT NULL,
  company_id uuid,
  language text NOT NULL DEFAULT 'en',
  token_hash text NOT NULL,
  invited_by uuid NOT NULL REFERENCES account (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  accepted_at timestamptz,
  withdrawn_at timestamptz,
  PRIMARY KEY (cluster_id, id)
);
CREATE INDEX invitation_by_token ON invitation (token_hash);

-- Tries at a password or code, counted per account and per address in fixed windows.
CREATE TABLE sign_in_try (
  key text NOT NULL,
  window_start timestamptz NOT NULL,
  tries integer NOT NULL,
  PRIMARY KEY (key, window_start)
);

ALTER TABLE cluster ENABLE ROW LEVEL SECURITY;
ALTER TABLE cluster FORCE ROW LEVEL SECURITY;
CREATE POLICY cluster_seen ON cluster FOR SELECT USING (at_gate() OR id = (SELECT current_cluster()));
CREATE POLICY cluster_made ON cluster FOR INSERT WITH CHECK (at_gate());
CREATE POLICY cluster_changed ON cluster FOR UPDATE USING (id = (SELECT current_cluster()));

ALTER TABLE account ENABLE ROW LEVEL SECURITY;
ALTER TABLE account FORCE ROW LEVEL SECURITY;
CREATE POLICY account_at_gate ON account USING (at_gate());
CREATE POLICY account_own ON account USING (id = (SELECT current_account()));
CREATE POLICY account_of_colleague ON account FOR SELECT USING (
  EXISTS (SELECT FROM hat WHERE hat.account_id = account.id AND hat.cluster_id = (SELECT current_cluster())));

ALTER TABLE account_secret ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_secret FORCE ROW LEVEL SECURITY;
CREATE POLICY account_secret_at_gate ON account_secret USING (at_gate());

ALTER TABLE recovery_code ENABLE ROW LEVEL SECURITY;
ALTER TABLE recovery_code FORCE ROW LEVEL SECURITY;
CREATE POLICY recovery_code_at_gate ON recovery_code USING (at_gate());

ALTER TABLE hat ENABLE ROW LEVEL SECURITY;
ALTER TABLE hat FORCE ROW LEVEL SECURITY;
CREATE POLICY hat_at_gate ON hat USING (at_gate());
CREATE POLICY hat_of_cluster ON hat USING (cluster_id = (SELECT current_cluster()));

ALTER TABLE session ENABLE ROW LEVEL SECURITY;
ALTER TABLE session FORCE ROW LEVEL SECURITY;
CREATE POLICY session_at_gate ON session USING (at_gate());

ALTER TABLE password_reset ENABLE ROW LEVEL SECURITY;
ALTER TABLE password_reset FORCE ROW LEVEL SECURITY;
CREATE POLICY password_reset_at_gate ON password_reset USING (at_gate());

ALTER TABLE invitation ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitation FORCE ROW LEVEL SECURITY;
CREATE POLICY invitation_at_gate ON invitation USING (at_gate());
CREATE POLICY invitation_of_cluster ON invitation USING (cluster_id = (SELECT current_cluster()));

ALTER TABLE sign_in_try ENABLE ROW LEVEL SECURITY;
ALTER TABLE sign_in_try FORCE ROW LEVEL SECURITY;
CREATE POLICY sign_in_try_at_gate ON sign_in_try USING (at_gate());

GRANT SELECT, INSERT, UPDATE ON cluster, account, account_secret, hat, invitation TO talgud_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON session, password_reset, recovery_code, sign_in_try TO talgud_app;
