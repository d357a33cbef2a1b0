-- Sign-in goes back to the hat that was worn last.
ALTER TABLE hat ADD COLUMN last_worn_at timestamptz;

-- Only one invitation of a kind is open at a time: inviting again withdraws the one before.
CREATE UNIQUE INDEX invitation_open ON invitation (cluster_id, email, role, company_id) NULLS NOT DISTINCT
  WHERE accepted_at IS NULL AND withdrawn_at IS NULL;

-- The nightly cleaning works at the gate and sees of the kept answers only those nobody may ask for any more.
CREATE POLICY idempotency_key_old ON idempotency_key FOR SELECT
  USING (at_gate() AND created_at < now() - interval '24 hours');
CREATE POLICY idempotency_key_cleaned ON idempotency_key FOR DELETE
  USING (at_gate() AND created_at < now() - interval '24 hours');

CREATE INDEX session_by_end ON session (expires_at);
CREATE INDEX sign_in_try_by_age ON sign_in_try (window_start);
CREATE INDEX mail_secret ON mail (cluster_id, created_at) WHERE has_secret AND body_text <> '';
