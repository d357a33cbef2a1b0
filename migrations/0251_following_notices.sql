-- What people do about notices: watch them, tag them, write notes, say who prepares the tender.

-- A seat is a person and the company for which (null: the cluster itself); which hat that is now is asked when it counts.
CREATE TABLE notice_watch (
  cluster_id uuid NOT NULL,
  notice_id uuid NOT NULL,
  account_id uuid NOT NULL REFERENCES account (id),
  company_id uuid,
  -- `interested`: began by itself with the person's answer, and ends with it.
  how text NOT NULL CHECK (how IN ('chosen', 'interested')),
  since timestamptz NOT NULL,
  FOREIGN KEY (cluster_id, notice_id) REFERENCES notice (cluster_id, id),
  FOREIGN KEY (cluster_id, company_id) REFERENCES company (cluster_id, id)
);
CREATE UNIQUE INDEX notice_watch_once ON notice_watch (cluster_id, notice_id, account_id, company_id) NULLS NOT DISTINCT;
CREATE INDEX notice_watch_of_account ON notice_watch (cluster_id, account_id, company_id);

-- Without a company the cluster's, put by staff and seen by everyone who sees notices; with one, the company's own.
CREATE TABLE notice_tag (
  cluster_id uuid NOT NULL,
  notice_id uuid NOT NULL,
  company_id uuid,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
  added_by uuid NOT NULL REFERENCES account (id),
  added_at timestamptz NOT NULL,
  FOREIGN KEY (cluster_id, notice_id) REFERENCES notice (cluster_id, id),
  FOREIGN KEY (cluster_id, company_id) REFERENCES company (cluster_id, id)
);
CREATE UNIQUE INDEX notice_tag_once ON notice_tag (cluster_id, notice_id, company_id, lower(name)) NULLS NOT DISTINCT;
CREATE INDEX notice_tag_by_name ON notice_tag (cluster_id, lower(name));

-- Without a company the staff's; with one, the company's own.
CREATE TABLE notice_note (
  cluster_id uuid NOT NULL,
  id uuid NOT NULL,
  notice_id uuid NOT NULL,
  company_id uuid,
  body text NOT NULL CHECK (length(body) BETWEEN 1 AND 4000),
  written_by uuid NOT NULL REFERENCES account (id),
  written_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (cluster_id, id),
  FOREIGN KEY (cluster_id, notice_id) REFERENCES notice (cluster_id, id),
  FOREIGN KEY (cluster_id, company_id) REFERENCES company (cluster_id, id)
);
CREATE INDEX notice_note_of_notice ON notice_note (cluster_id, notice_id);

-- Who prepares it, by when: one of the staff, and in each company one of its people.
CREATE TABLE notice_assignment (
  cluster_id uuid NOT NULL,
  notice_id uuid NOT NULL,
  company_id uuid,
  account_id uuid NOT NULL REFERENCES account (id),
  due_on date,
  assigned_by uuid NOT NULL REFERENCES account (id),
  assigned_at timestamptz NOT NULL,
  FOREIGN KEY (cluster_id, notice_id) REFERENCES notice (cluster_id, id),
  FOREIGN KEY (cluster_id, company_id) REFERENCES company (cluster_id, id)
);
CREATE UNIQUE INDEX notice_assignment_once ON notice_assignment (cluster_id, notice_id, company_id) NULLS NOT DISTINCT;
CREATE INDEX notice_assignment_of_account ON notice_assignment (cluster_id, account_id);

ALTER TABLE notice_watch ENABLE ROW LEVEL SECURITY;
ALTER TABLE notice_watch FORCE ROW LEVEL SECURITY;
CREATE POLICY notice_watch_own ON notice_watch
  USING (cluster_id = (SELECT current_cluster()) AND ((SELECT current_hat() = 'system') OR
    (account_id = (SELECT current_account()) AND company_id IS NOT DISTINCT FROM (SELECT current_company())
      AND (SELECT sees_notices()))));

ALTER TABLE notice_tag ENABLE ROW LEVEL SECURITY;
ALTER TABLE notice_tag FORCE ROW LEVEL SECURITY;
CREATE POLICY notice_tag_seen ON notice_tag FOR SELECT
  USING (cluster_id = (SELECT current_cluster())
    AND ((company_id IS NULL AND (SELECT sees_notices())) OR company_id = (SELECT worn_company())));
CREATE POLICY notice_tag_written ON notice_tag
  USING (cluster_id = (SELECT current_cluster())
    AND ((company_id IS NULL AND (SELECT acts_as_staff())) OR company_id = (SELECT worn_company())));

DO $$
DECLARE part text;
BEGIN
  FOREACH part IN ARRAY ARRAY['notice_note', 'notice_assignment'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', part);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', part);
    EXECUTE format('CREATE POLICY %I ON %I USING (cluster_id = (SELECT current_cluster())
      AND ((company_id IS NULL AND (SELECT acts_as_staff())) OR company_id = (SELECT worn_company())))', part || '_of_side', part);
  END LOOP;
END $$;

GRANT SELECT, INSERT, UPDATE, DELETE ON notice_watch, notice_tag, notice_note, notice_assignment TO talgud_app;

-- Results are found by the procedure they end.
CREATE INDEX notice_of_procedure ON notice (cluster_id, procedure_id) WHERE procedure_id IS NOT NULL;
