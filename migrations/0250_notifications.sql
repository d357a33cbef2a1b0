-- What people are told: a list for each of them, and how they want to hear of each kind of thing.

CREATE TABLE notification (
  cluster_id uuid NOT NULL REFERENCES cluster (id),
  id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES account (id),
  -- The company for which the person was told; under another hat the line does not show.
  company_id uuid,
  kind text NOT NULL,
  object_kind text NOT NULL,
  object_id uuid NOT NULL,
  -- What of the object it is about (a version, a day): the same is told once.
  occasion text NOT NULL,
  title text NOT NULL,
  data jsonb NOT NULL DEFAULT '{}',
  link text NOT NULL CHECK (link ~ '^/[^/\\]'),
  told_at timestamptz NOT NULL,
  read_at timestamptz,
  -- `waiting` goes out at once, `digest` with the next morning's mail.
  mail text NOT NULL CHECK (mail IN ('none', 'waiting', 'digest', 'sent')),
  PRIMARY KEY (cluster_id, id),
  FOREIGN KEY (cluster_id, company_id) REFERENCES company (cluster_id, id)
);
CREATE UNIQUE INDEX notification_once ON notification
  (cluster_id, account_id, company_id, kind, object_kind, object_id, occasion) NULLS NOT DISTINCT;
CREATE INDEX notification_newest ON notification (cluster_id, account_id, told_at DESC, id DESC);
CREATE INDEX notification_unread ON notification (cluster_id, account_id) WHERE read_at IS NULL;
CREATE INDEX notification_to_mail ON notification (cluster_id, mail, id) WHERE mail IN ('waiting', 'digest');

CREATE TABLE notification_choice (
  cluster_id uuid NOT NULL REFERENCES cluster (id),
  account_id uuid NOT NULL REFERENCES account (id),
  kind text NOT NULL,
  way text NOT NULL CHECK (way IN ('page', 'mail', 'digest', 'off')),
  PRIMARY KEY (cluster_id, account_id, kind)
);

ALTER TABLE notification ENABLE ROW LEVEL SECURITY;
ALTER TABLE notification FORCE ROW LEVEL SECURITY;
CREATE POLICY notification_own ON notification
  USING (cluster_id = (SELECT current_cluster()) AND account_id = (SELECT current_account())
    AND company_id IS NOT DISTINCT FROM (SELECT current_company()));
CREATE POLICY notification_told ON notification
  USING (cluster_id = (SELECT current_cluster()) AND (SELECT current_hat() = 'system'));
ALTER TABLE notification_choice ENABLE ROW LEVEL SECURITY;
ALTER TABLE notification_choice FORCE ROW LEVEL SECURITY;
CREATE POLICY notification_choice_own ON notification_choice
  USING (cluster_id = (SELECT current_cluster())
    AND (account_id = (SELECT current_account()) OR (SELECT current_hat() = 'system')));

GRANT SELECT, INSERT, UPDATE, DELETE ON notification, notification_choice TO talgud_app;

-- Where one click ends mails like this one (RFC 8058); null for letters that nobody can unsubscribe from.
ALTER TABLE mail ADD COLUMN unsubscribe_url text;
