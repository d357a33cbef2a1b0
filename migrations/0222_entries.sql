-- Opportunities people enter themselves: staff what no portal offers as data, members and partners what they look for.

ALTER TABLE notice
  -- `chosen`: the companies of notice_reader; `staff`: nobody else. The asker always sees their own.
  ADD COLUMN visibility text NOT NULL DEFAULT 'cluster' CHECK (visibility IN ('partners', 'cluster', 'chosen', 'staff')),
  ADD COLUMN owner_company_id uuid,
  ADD COLUMN owner_account_id uuid REFERENCES account (id),
  ADD COLUMN ended_at timestamptz,
  ADD FOREIGN KEY (cluster_id, owner_company_id) REFERENCES company (cluster_id, id);
CREATE INDEX notice_of_owner ON notice (cluster_id, owner_company_id) WHERE owner_company_id IS NOT NULL;

-- Who may see and answer a request that is not for everybody. The asker stands here too: a policy that looked it up in
-- the notice would go round in a circle.
CREATE TABLE notice_reader (
  cluster_id uuid NOT NULL,
  notice_id uuid NOT NULL,
  company_id uuid NOT NULL,
  owner_company_id uuid,
  PRIMARY KEY (cluster_id, notice_id, company_id),
  FOREIGN KEY (cluster_id, notice_id) REFERENCES notice (cluster_id, id),
  FOREIGN KEY (cluster_id, company_id) REFERENCES company (cluster_id, id)
);

CREATE TABLE notice_file (
  cluster_id uuid NOT NULL,
  notice_id uuid NOT NULL,
  file_id uuid NOT NULL,
  added_by uuid REFERENCES account (id),
  added_at timestamptz NOT NULL,
  PRIMARY KEY (cluster_id, notice_id, file_id),
  FOREIGN KEY (cluster_id, notice_id) REFERENCES notice (cluster_id, id),
  FOREIGN KEY (cluster_id, file_id) REFERENCES file (cluster_id, id)
);

ALTER TABLE notice_reader ENABLE ROW LEVEL SECURITY;
ALTER TABLE notice_reader FORCE ROW LEVEL SECURITY;
CREATE POLICY notice_reader_seen ON notice_reader FOR SELECT USING (cluster_id = (SELECT current_cluster())
  AND ((SELECT acts_as_staff() OR current_hat() = 'auditor') OR company_id = (SELECT worn_company())
    OR owner_company_id = (SELECT worn_company())));
CREATE POLICY notice_reader_written ON notice_reader
  USING (cluster_id = (SELECT current_cluster()) AND (SELECT current_hat() = 'system'));

DROP POLICY notice_seen ON notice;
CREATE POLICY notice_seen ON notice FOR SELECT USING (cluster_id = (SELECT current_cluster()) AND (
  ((SELECT sees_notices()) AND (visibility IN ('partners', 'cluster')
    OR (SELECT acts_as_staff() OR current_hat() = 'auditor')
    OR owner_company_id = (SELECT worn_company())
    OR (visibility = 'chosen' AND EXISTS (SELECT FROM notice_reader r WHERE r.cluster_id = notice.cluster_id
      AND r.notice_id = notice.id AND r.company_id = (SELECT worn_company())))))
  OR ((SELECT current_hat() = 'peer-cluster-staff')
    AND (visibility = 'partners' OR owner_account_id = (SELECT current_account())))));

-- What hangs on a notice is seen by whom the notice is seen.
DO $$
DECLARE part text;
BEGIN
  FOREACH part IN ARRAY ARRAY['notice_version', 'notice_consortium', 'notice_file'] LOOP
    IF part = 'notice_file' THEN
      EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', part);
      EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', part);
      EXECUTE format('CREATE POLICY %I ON %I USING (cluster_id = (SELECT current_cluster())
        AND (SELECT current_hat() = ''system''))', part || '_written', part);
    ELSE
      EXECUTE format('DROP POLICY %I ON %I', part || '_seen', part);
    END IF;
    EXECUTE format('CREATE POLICY %I ON %I FOR SELECT USING (cluster_id = (SELECT current_cluster())
      AND EXISTS (SELECT FROM notice n WHERE n.cluster_id = %I.cluster_id AND n.id = %I.notice_id))',
      part || '_seen', part, part, part);
  END LOOP;
END $$;

-- Who asks learns who is interested, and nothing of those who are not.
CREATE POLICY notice_answer_to_asker ON notice_answer FOR SELECT USING (cluster_id = (SELECT current_cluster())
  AND answer = 'interested' AND EXISTS (SELECT FROM notice n WHERE n.cluster_id = notice_answer.cluster_id
    AND n.id = notice_answer.notice_id AND (n.owner_company_id = (SELECT worn_company())
      OR ((SELECT current_hat() = 'peer-cluster-staff') AND n.owner_account_id = (SELECT current_account())))));

GRANT SELECT, INSERT ON notice_reader TO talgud_app;
GRANT SELECT, INSERT, DELETE ON notice_file TO talgud_app;
