-- Secrets with which programs call the API in the name of one hat. Only the hash is kept. A token opens what its scopes
-- name, as long as the hat, the account and the token live; whoever may see the row may revoke it.

CREATE TABLE api_token (
  cluster_id uuid NOT NULL REFERENCES cluster (id),
  id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  hat_id uuid NOT NULL,
  -- The hat's company, kept here so that its admins see the token.
  company_id uuid,
  name text NOT NULL CHECK (name <> ''),
  scopes text[] NOT NULL CHECK (cardinality(scopes) > 0),
  token_hash text NOT NULL,
  -- The last four characters, by which a person tells their tokens apart.
  ending text NOT NULL CHECK (length(ending) = 4),
  -- Made by somebody who had shown a second factor; staff hats need that outside a demo.
  with_second_factor boolean NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL CHECK (expires_at <= created_at + interval '366 days'),
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoked_by uuid REFERENCES account (id) ON DELETE SET NULL,
  PRIMARY KEY (cluster_id, id),
  FOREIGN KEY (cluster_id, hat_id) REFERENCES hat (cluster_id, id)
);
-- Not unique: 256 random bits do not meet, and a unique index over clusters could tell of another one's rows.
CREATE INDEX api_token_by_hash ON api_token (token_hash);
CREATE INDEX api_token_of_account ON api_token (account_id);

ALTER TABLE api_token ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_token FORCE ROW LEVEL SECURITY;
CREATE POLICY api_token_at_gate ON api_token USING (at_gate());
CREATE POLICY api_token_of_cluster ON api_token USING (
  cluster_id = (SELECT current_cluster()) AND (
    account_id = (SELECT current_account())
    OR (SELECT current_hat()) IN ('cluster-manager', 'cluster-staff')
    OR ((SELECT current_hat()) = 'company-admin' AND company_id = (SELECT current_company()))));

GRANT SELECT, INSERT, UPDATE, DELETE ON api_token TO talgud_app;
