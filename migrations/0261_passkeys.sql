-- Passkeys (WebAuthn Level 3): public keys with which an account signs in. They belong to the installation, as accounts
-- do, and open only to the gate.

CREATE TABLE passkey (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  credential_id text NOT NULL UNIQUE,
  public_key bytea NOT NULL,
  -- How often the authenticator says it was used; one that falls back was copied. Synced passkeys stay at 0.
  counter bigint NOT NULL,
  transports text[] NOT NULL DEFAULT '{}',
  -- Whether it may leave its device, and whether a copy lies elsewhere (the flags BE and BS).
  device_type text NOT NULL CHECK (device_type IN ('singleDevice', 'multiDevice')),
  backed_up boolean NOT NULL,
  aaguid text NOT NULL,
  name text NOT NULL CHECK (name <> ''),
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz
);
CREATE INDEX passkey_of_account ON passkey (account_id);

-- What an authenticator is to sign: once, within minutes, for the browser that asked.
CREATE TABLE passkey_challenge (
  browser_hash text NOT NULL,
  purpose text NOT NULL CHECK (purpose IN ('register', 'sign-in')),
  challenge text NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (browser_hash, purpose)
);
CREATE INDEX passkey_challenge_by_end ON passkey_challenge (expires_at);

-- Removing a passkey ends the sessions it opened.
ALTER TABLE session ADD COLUMN passkey_id uuid REFERENCES passkey (id) ON DELETE SET NULL;

ALTER TABLE passkey ENABLE ROW LEVEL SECURITY;
ALTER TABLE passkey FORCE ROW LEVEL SECURITY;
CREATE POLICY passkey_at_gate ON passkey USING (at_gate());
ALTER TABLE passkey_challenge ENABLE ROW LEVEL SECURITY;
ALTER TABLE passkey_challenge FORCE ROW LEVEL SECURITY;
CREATE POLICY passkey_challenge_at_gate ON passkey_challenge USING (at_gate());

GRANT SELECT, INSERT, UPDATE, DELETE ON passkey, passkey_challenge TO talgud_app;
