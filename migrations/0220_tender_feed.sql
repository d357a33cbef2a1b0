-- Tender notices that are fetched by themselves: what a cluster wants to see of TED, and how each fetching went.

ALTER TABLE notice DROP CONSTRAINT notice_source_check;
ALTER TABLE notice ADD CONSTRAINT notice_source_check CHECK (source IN ('file', 'demo', 'by-hand', 'ted'));
ALTER TABLE notice_import DROP CONSTRAINT notice_import_source_check;
ALTER TABLE notice_import ADD CONSTRAINT notice_import_source_check CHECK (source IN ('file', 'demo', 'by-hand', 'ted'));

CREATE TABLE tender_feed (
  cluster_id uuid PRIMARY KEY REFERENCES cluster (id),
  version integer NOT NULL DEFAULT 1,
  is_on boolean NOT NULL,
  cpv text[] NOT NULL DEFAULT '{}',
  countries text[] NOT NULL DEFAULT '{}',
  defence text NOT NULL CHECK (defence IN ('no-matter', 'also', 'only')),
  has_awards boolean NOT NULL,
  days_back integer NOT NULL CHECK (days_back BETWEEN 1 AND 90),
  -- The hour of the day, on the cluster's clock.
  hour integer NOT NULL CHECK (hour BETWEEN 0 AND 23),
  next_run_at timestamptz,
  changed_by uuid REFERENCES account (id),
  changed_at timestamptz NOT NULL
);
CREATE INDEX tender_feed_due ON tender_feed (next_run_at) WHERE is_on;

CREATE TABLE tender_feed_run (
  cluster_id uuid NOT NULL REFERENCES cluster (id),
  id uuid NOT NULL,
  query text NOT NULL,
  from_day date NOT NULL,
  until_day date NOT NULL,
  started_by uuid REFERENCES account (id),
  -- `clock`, or somebody who did not want to wait for it.
  trigger text NOT NULL CHECK (trigger IN ('clock', 'by-hand', 'command-line')),
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  status text NOT NULL CHECK (status IN ('waiting', 'running', 'finished', 'failed', 'stopped')),
  -- Which worker has it: a worker that finds another number here lets go.
  attempt integer NOT NULL DEFAULT 0,
  touched_at timestamptz NOT NULL,
  -- Where the list of results goes on; set together with the results of the answer that gave it.
  token text,
  last_number text,
  answers_read integer NOT NULL DEFAULT 0,
  walks integer NOT NULL DEFAULT 1,
  announced integer,
  is_listed boolean NOT NULL DEFAULT false,
  import_id uuid,
  -- Waits, because the other side is away, since so many tries.
  tries integer NOT NULL DEFAULT 0,
  resume_at timestamptz,
  failure text,
  PRIMARY KEY (cluster_id, id),
  FOREIGN KEY (cluster_id, import_id) REFERENCES notice_import (cluster_id, id)
);
CREATE INDEX tender_feed_run_newest ON tender_feed_run (cluster_id, started_at DESC);
CREATE UNIQUE INDEX tender_feed_run_open ON tender_feed_run (cluster_id) WHERE finished_at IS NULL;

-- The notices of a run by their number in the Official Journal; a number is there once, however often it is given.
CREATE TABLE tender_feed_item (
  cluster_id uuid NOT NULL,
  run_id uuid NOT NULL,
  number text NOT NULL,
  xml_url text,
  -- `lost`: could not be fetched; the next runs try again.
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'known', 'done', 'lost')),
  tries integer NOT NULL DEFAULT 0,
  -- Taken over from an earlier run, and not (yet) in this run's own list.
  is_carried boolean NOT NULL DEFAULT false,
  PRIMARY KEY (cluster_id, run_id, number),
  FOREIGN KEY (cluster_id, run_id) REFERENCES tender_feed_run (cluster_id, id)
);
CREATE INDEX tender_feed_item_lost ON tender_feed_item (cluster_id, number) WHERE state = 'lost';

DO $$
DECLARE part text;
BEGIN
  FOREACH part IN ARRAY ARRAY['tender_feed', 'tender_feed_run', 'tender_feed_item'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', part);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', part);
    EXECUTE format('CREATE POLICY %I ON %I FOR SELECT USING (cluster_id = (SELECT current_cluster())
      AND (SELECT acts_as_staff() OR current_hat() = ''auditor''))', part || '_seen', part);
    EXECUTE format('CREATE POLICY %I ON %I USING (cluster_id = (SELECT current_cluster())
      AND (SELECT acts_as_staff()))', part || '_written', part);
  END LOOP;
END $$;

GRANT SELECT, INSERT, UPDATE ON tender_feed, tender_feed_run TO talgud_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON tender_feed_item TO talgud_app;
