-- Long files of facts, worked through beside the requests: read into a waiting room, then put on record in one transaction.
CREATE TABLE import_job (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  agency_id uuid NOT NULL REFERENCES agency (id),
  kind text NOT NULL,
  file_name text NOT NULL,
  file_hash text NOT NULL,
  file_bytes bigint NOT NULL,
  -- How the file's name ends: it says how the file is read.
  ending text NOT NULL CHECK (ending IN ('csv', 'xlsx')),
  started_by uuid NOT NULL REFERENCES account (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  -- The day by which the rows are judged: it stays the same when the work is taken up again.
  on_day date NOT NULL,
  status text NOT NULL DEFAULT 'reading' CHECK (status IN ('reading', 'storing', 'done', 'refused', 'failed')),
  -- Filled rows that are in the waiting room or refused; a worker that takes over begins behind them.
  rows_read integer NOT NULL DEFAULT 0,
  fault_count integer NOT NULL DEFAULT 0,
  -- Rows put on record so far, while the one transaction runs; for the page only.
  rows_stored integer NOT NULL DEFAULT 0,
  worker uuid,
  working_until timestamptz NOT NULL DEFAULT '-infinity',
  attempts integer NOT NULL DEFAULT 0,
  batch_id uuid REFERENCES import_batch (id),
  counts jsonb,
  ended_at timestamptz,
  -- Whether the waiting room still holds rows of it.
  has_rows boolean NOT NULL DEFAULT true,
  CONSTRAINT import_job_ended CHECK ((ended_at IS NOT NULL) = (status IN ('done', 'refused', 'failed'))),
  CONSTRAINT import_job_done CHECK ((status = 'done') = (batch_id IS NOT NULL) AND (status = 'done') = (counts IS NOT NULL)),
  CONSTRAINT import_job_refused CHECK (status <> 'refused' OR fault_count > 0),
  CONSTRAINT import_job_stored CHECK (status NOT IN ('storing', 'done') OR fault_count = 0)
);
--> statement-breakpoint
-- The same file is not worked through twice at a time.
CREATE UNIQUE INDEX import_job_under_way ON import_job (agency_id, kind, file_hash) WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE INDEX import_job_open ON import_job (created_at) WHERE ended_at IS NULL OR has_rows;
--> statement-breakpoint
CREATE INDEX import_job_agency ON import_job (agency_id, created_at DESC);
--> statement-breakpoint
ALTER TABLE import_job ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE import_job FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own ON import_job USING (app.kind() = 'system' OR (app.kind() = 'agency' AND agency_id = app.agency_id()))
  WITH CHECK (app.kind() = 'system' OR (app.kind() = 'agency' AND agency_id = app.agency_id() AND started_by = app.account_id()));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON import_job TO zijian_app;
--> statement-breakpoint
CREATE FUNCTION app.import_job_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.ended_at IS NOT NULL AND to_jsonb(NEW) - 'has_rows' <> to_jsonb(OLD) - 'has_rows' THEN
    RAISE EXCEPTION 'an import that has ended does not change' USING ERRCODE = '23514', CONSTRAINT = 'import_job_guard';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER import_job_guard BEFORE UPDATE ON import_job FOR EACH ROW EXECUTE FUNCTION app.import_job_guard();
--> statement-breakpoint
-- The waiting room. A row without an enterprise is of one that nobody has registered in the agency's region.
CREATE TABLE import_row (
  job_id uuid NOT NULL,
  line integer NOT NULL,
  uscc char(18) NOT NULL,
  enterprise_id uuid,
  value jsonb NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  reference text,
  -- Hash of what it says.
  words text NOT NULL,
  -- What it speaks of, when nothing else may say something different of that.
  matter text,
  PRIMARY KEY (job_id, line)
);
--> statement-breakpoint
ALTER TABLE import_row ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE import_row FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY system_only ON import_row USING (app.kind() = 'system');
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON import_row TO zijian_app;
--> statement-breakpoint
CREATE TABLE import_fault (
  job_id uuid NOT NULL REFERENCES import_job (id),
  number integer NOT NULL,
  line integer NOT NULL,
  column_name text NOT NULL,
  value text NOT NULL,
  remedy text NOT NULL,
  other_line integer,
  other_says text,
  PRIMARY KEY (job_id, number),
  CONSTRAINT import_fault_other CHECK ((other_line IS NULL) = (other_says IS NULL))
);
--> statement-breakpoint
ALTER TABLE import_fault ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE import_fault FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own ON import_fault USING (app.kind() = 'system' OR (app.kind() = 'agency' AND EXISTS (
    SELECT 1 FROM import_job j WHERE j.id = job_id AND j.agency_id = app.agency_id())))
  WITH CHECK (app.kind() = 'system');
--> statement-breakpoint
GRANT SELECT, INSERT ON import_fault TO zijian_app;
--> statement-breakpoint
-- Changes of a long file wait behind the others: whoever changes one fact sees it at once.
ALTER TABLE standing_due ADD COLUMN can_wait boolean NOT NULL DEFAULT coalesce(current_setting('app.can_wait', true), '') = 'on';
--> statement-breakpoint
CREATE INDEX standing_due_order ON standing_due (can_wait, id);
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.import_job_guard() TO zijian_app;
