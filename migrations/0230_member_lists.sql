-- Lists of companies, people and products that staff bring in from spreadsheets. A list is staged first, looked at, and
-- only then taken over, all of it or nothing; a taken list can be taken back.

CREATE TABLE member_import (
  cluster_id uuid NOT NULL REFERENCES cluster (id),
  id uuid NOT NULL,
  name text NOT NULL,
  source text NOT NULL CHECK (source IN ('page', 'command-line')),
  status text NOT NULL CHECK (status IN
    ('reading', 'columns', 'checking', 'checked', 'committing', 'committed', 'undoing', 'undone', 'failed', 'discarded')),
  encoding text NOT NULL DEFAULT '',
  -- [{ name, rows }] of the workbook; a CSV file is one sheet.
  sheets jsonb NOT NULL DEFAULT '[]',
  -- How the list is read: { kind, sheet, headerRow, headers, samples, columns, country, dateOrder, rule }.
  plan jsonb NOT NULL DEFAULT '{}',
  -- Decisions were made since the rows were last compared; they are compared again before anything is taken.
  needs_check boolean NOT NULL DEFAULT false,
  -- How far the work under way has come, in rows.
  done integer NOT NULL DEFAULT 0,
  total integer NOT NULL DEFAULT 0,
  -- What became of the rows once it is decided: { added, changed }.
  counts jsonb NOT NULL DEFAULT '{}',
  -- Why the work stopped, or what stands in the way: { code, message, rows }.
  refusal jsonb,
  started_by uuid,
  started_at timestamptz NOT NULL,
  committed_by uuid,
  committed_at timestamptz,
  undone_by uuid,
  undone_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (cluster_id, id)
);

-- The rows as the file holds them.
CREATE TABLE member_import_row (
  cluster_id uuid NOT NULL,
  import_id uuid NOT NULL,
  sheet smallint NOT NULL,
  number integer NOT NULL,
  cells text[] NOT NULL,
  PRIMARY KEY (cluster_id, import_id, sheet, number),
  FOREIGN KEY (cluster_id, import_id) REFERENCES member_import (cluster_id, id)
);

-- What the rows were understood to say: a company, a person or a product each, and what would become of it.
CREATE TABLE member_import_item (
  cluster_id uuid NOT NULL,
  import_id uuid NOT NULL,
  number integer NOT NULL,
  part text NOT NULL CHECK (part IN ('company', 'person', 'product')),
  outcome text NOT NULL CHECK (outcome IN ('new', 'change', 'same', 'doubtful', 'problem', 'left-out')),
  label text NOT NULL,
  -- The record it becomes or changes; none as long as that is open.
  target_id uuid,
  -- The company a person or product belongs to.
  owner_id uuid,
  -- The version of the record that was compared; null where the record is new with this list.
  target_version integer,
  facts jsonb NOT NULL,
  before jsonb NOT NULL DEFAULT '{}',
  candidates jsonb NOT NULL DEFAULT '[]',
  problems jsonb NOT NULL DEFAULT '[]',
  PRIMARY KEY (cluster_id, import_id, number, part),
  FOREIGN KEY (cluster_id, import_id) REFERENCES member_import (cluster_id, id)
);
CREATE INDEX member_import_item_by_outcome ON member_import_item (cluster_id, import_id, outcome, number);

-- What people decided about single rows; it outlives a second look at the list.
CREATE TABLE member_import_decision (
  cluster_id uuid NOT NULL,
  import_id uuid NOT NULL,
  number integer NOT NULL,
  part text NOT NULL CHECK (part IN ('company', 'person', 'product')),
  verdict text CHECK (verdict IN ('new', 'same-as', 'leave-out')),
  target_id uuid,
  -- Field to keep (ours), take (theirs) or both.
  choices jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (cluster_id, import_id, number, part),
  FOREIGN KEY (cluster_id, import_id) REFERENCES member_import (cluster_id, id)
);

-- What a taken list changed, so that it can be taken back.
CREATE TABLE member_import_change (
  cluster_id uuid NOT NULL,
  import_id uuid NOT NULL,
  part text NOT NULL CHECK (part IN ('company', 'person', 'product')),
  target_id uuid NOT NULL,
  number integer NOT NULL,
  label text NOT NULL,
  is_new boolean NOT NULL,
  before jsonb NOT NULL,
  after jsonb NOT NULL,
  version_after integer NOT NULL,
  PRIMARY KEY (cluster_id, import_id, part, target_id),
  FOREIGN KEY (cluster_id, import_id) REFERENCES member_import (cluster_id, id)
);

-- Which column was which field the last time a list had these headers.
CREATE TABLE member_import_columns (
  cluster_id uuid NOT NULL REFERENCES cluster (id),
  kind text NOT NULL CHECK (kind IN ('companies', 'people', 'products')),
  headers_hash text NOT NULL,
  columns jsonb NOT NULL,
  used_at timestamptz NOT NULL,
  PRIMARY KEY (cluster_id, kind, headers_hash)
);

DO $$
DECLARE part text;
BEGIN
  FOREACH part IN ARRAY ARRAY['member_import', 'member_import_row', 'member_import_item', 'member_import_decision',
    'member_import_change', 'member_import_columns'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', part);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', part);
    EXECUTE format('CREATE POLICY %I ON %I
      USING (cluster_id = (SELECT current_cluster()) AND (SELECT acts_as_staff()))', part || '_of_staff', part);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO talgud_app', part);
  END LOOP;
END $$;

-- Taking a list back takes away the companies it brought. Nobody but staff ever does.
CREATE POLICY company_taken_back ON company AS RESTRICTIVE FOR DELETE
  USING (cluster_id = (SELECT current_cluster()) AND (SELECT acts_as_staff()));
CREATE POLICY membership_taken_back ON membership AS RESTRICTIVE FOR DELETE
  USING (cluster_id = (SELECT current_cluster()) AND (SELECT acts_as_staff()));
GRANT DELETE ON company, membership TO talgud_app;

-- Matches are computed; they hold no company back.
ALTER TABLE notice_match DROP CONSTRAINT notice_match_cluster_id_company_id_fkey;
ALTER TABLE notice_match ADD CONSTRAINT notice_match_cluster_id_company_id_fkey
  FOREIGN KEY (cluster_id, company_id) REFERENCES company (cluster_id, id) ON DELETE CASCADE;
