-- What happened: audit trail, activity feed and outbox. One hash chain per cluster; payloads are kept apart, so that
-- erasing one leaves the chain whole. The app may add entries and never change or delete one.

CREATE TABLE journal_head (
  cluster_id uuid PRIMARY KEY REFERENCES cluster (id),
  number bigint NOT NULL,
  hash text NOT NULL
);

CREATE TABLE journal_entry (
  cluster_id uuid NOT NULL REFERENCES cluster (id),
  number bigint NOT NULL,
  at timestamptz NOT NULL,
  actor_id uuid,
  actor_role text NOT NULL,
  action text NOT NULL,
  object_kind text NOT NULL,
  object_id uuid NOT NULL,
  commitment text NOT NULL,
  previous_hash text NOT NULL,
  hash text NOT NULL,
  PRIMARY KEY (cluster_id, number)
);
CREATE INDEX journal_entry_of_object ON journal_entry (cluster_id, object_kind, object_id, number);

CREATE TABLE journal_payload (
  cluster_id uuid NOT NULL,
  number bigint NOT NULL,
  salt text NOT NULL,
  payload jsonb NOT NULL,
  PRIMARY KEY (cluster_id, number),
  FOREIGN KEY (cluster_id, number) REFERENCES journal_entry (cluster_id, number)
);

ALTER TABLE journal_head ENABLE ROW LEVEL SECURITY;
ALTER TABLE journal_head FORCE ROW LEVEL SECURITY;
CREATE POLICY journal_head_of_cluster ON journal_head USING (cluster_id = (SELECT current_cluster()));
ALTER TABLE journal_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE journal_entry FORCE ROW LEVEL SECURITY;
CREATE POLICY journal_entry_of_cluster ON journal_entry USING (cluster_id = (SELECT current_cluster()));
ALTER TABLE journal_payload ENABLE ROW LEVEL SECURITY;
ALTER TABLE journal_payload FORCE ROW LEVEL SECURITY;
CREATE POLICY journal_payload_of_cluster ON journal_payload USING (cluster_id = (SELECT current_cluster()));

GRANT SELECT, INSERT, UPDATE ON journal_head TO talgud_app;
GRANT SELECT, INSERT ON journal_entry TO talgud_app;
GRANT SELECT, INSERT, DELETE ON journal_payload TO talgud_app;

-- Answers already given to a create, so that a retry gets the same answer and has no second effect.
CREATE TABLE idempotency_key (
  cluster_id uuid NOT NULL REFERENCES cluster (id),
  account_id uuid NOT NULL,
  key text NOT NULL,
  request_hash text NOT NULL,
  status integer NOT NULL,
  answer jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (cluster_id, account_id, key)
);
CREATE INDEX idempotency_key_age ON idempotency_key (created_at);
ALTER TABLE idempotency_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotency_key FORCE ROW LEVEL SECURITY;
CREATE POLICY idempotency_key_own ON idempotency_key
  USING (cluster_id = (SELECT current_cluster()) AND account_id = (SELECT current_account()));
GRANT SELECT, INSERT, DELETE ON idempotency_key TO talgud_app;

-- Mail waiting to be sent, and what was sent.
CREATE TABLE mail (
  cluster_id uuid NOT NULL REFERENCES cluster (id),
  id uuid NOT NULL,
  recipient text NOT NULL,
  subject text NOT NULL,
  body_text text NOT NULL,
  body_html text NOT NULL,
  status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'sent', 'kept', 'failed')),
  -- Carries a sign-in link: its text is shown to nobody outside a demo, and erased once sent.
  has_secret boolean NOT NULL DEFAULT false,
  failure text,
  created_at timestamptz NOT NULL DEFAULT now(),
  sent_at timestamptz,
  PRIMARY KEY (cluster_id, id)
);
CREATE INDEX mail_newest ON mail (cluster_id, created_at DESC);
ALTER TABLE mail ENABLE ROW LEVEL SECURITY;
ALTER TABLE mail FORCE ROW LEVEL SECURITY;
CREATE POLICY mail_of_cluster ON mail USING (cluster_id = (SELECT current_cluster()));
GRANT SELECT, INSERT, UPDATE ON mail TO talgud_app;

-- Uploaded files: the bytes lie in the file store under their SHA-256; a row says whose they are and what they are.
CREATE TABLE file (
  cluster_id uuid NOT NULL REFERENCES cluster (id),
  id uuid NOT NULL,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  name text NOT NULL,
  media_type text NOT NULL,
  bytes bigint NOT NULL,
  uploaded_by uuid,
  uploaded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (cluster_id, id)
);
ALTER TABLE file ENABLE ROW LEVEL SECURITY;
ALTER TABLE file FORCE ROW LEVEL SECURITY;
CREATE POLICY file_of_cluster ON file USING (cluster_id = (SELECT current_cluster()));
GRANT SELECT, INSERT ON file TO talgud_app;
