-- A correction over its life: cause in own words, the rule of its due day, repeated findings, extensions, and each
-- submission and verdict on record.
ALTER TABLE finding ADD COLUMN recurrence_of uuid;
--> statement-breakpoint
ALTER TABLE finding ADD COLUMN recurrence_months integer;
--> statement-breakpoint
ALTER TABLE finding ADD CONSTRAINT finding_recurrence_of_finding_id_fk FOREIGN KEY (recurrence_of) REFERENCES finding (id);
--> statement-breakpoint
ALTER TABLE finding ADD CONSTRAINT finding_recurrence CHECK (
  (recurrence_of IS NULL) = (recurrence_months IS NULL) AND recurrence_months IN (12, 24) AND recurrence_of <> id);
--> statement-breakpoint
CREATE INDEX finding_site ON finding (site_id, found_on);
--> statement-breakpoint
CREATE INDEX correction_in_hand ON correction (due_on) WHERE status IN ('open', 'reopened');
--> statement-breakpoint
ALTER TABLE correction ADD COLUMN cause_text text NOT NULL DEFAULT '';
--> statement-breakpoint
ALTER TABLE correction ADD COLUMN window_days integer;
--> statement-breakpoint
ALTER TABLE correction ADD COLUMN window_kind text;
--> statement-breakpoint
ALTER TABLE correction ADD COLUMN first_due_on date;
--> statement-breakpoint
ALTER TABLE correction ADD CONSTRAINT correction_window CHECK (
  (window_days IS NULL) = (window_kind IS NULL) AND window_days BETWEEN 1 AND 365 AND window_kind IN ('working', 'calendar')
  AND length(cause_text) <= 1000);
--> statement-breakpoint
SELECT set_config('app.kind', 'system', true);
--> statement-breakpoint
UPDATE correction SET first_due_on = due_on;
--> statement-breakpoint
SELECT set_config('app.kind', '', true);
--> statement-breakpoint
-- What is found gets its first due day once; later due days are extensions.
CREATE FUNCTION app.first_due_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.first_due_on := CASE TG_OP WHEN 'INSERT' THEN NEW.due_on ELSE OLD.first_due_on END;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER first_due_day BEFORE INSERT OR UPDATE ON correction FOR EACH ROW EXECUTE FUNCTION app.first_due_day();
--> statement-breakpoint
ALTER TABLE correction ALTER COLUMN first_due_on SET NOT NULL;
--> statement-breakpoint
ALTER TABLE correction ADD CONSTRAINT correction_due_only_later CHECK (due_on >= first_due_on);
--> statement-breakpoint
CREATE TABLE correction_extension (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  enterprise_id uuid NOT NULL,
  correction_id uuid NOT NULL,
  asked_by uuid NOT NULL,
  asked_on date NOT NULL,
  asked_at timestamptz NOT NULL,
  reason text NOT NULL CHECK (length(reason) BETWEEN 5 AND 1000),
  why_late text NOT NULL DEFAULT '' CHECK (length(why_late) <= 1000),
  from_due_on date NOT NULL,
  new_due_on date NOT NULL,
  status text NOT NULL DEFAULT 'asked',
  decided_by uuid,
  decided_on date,
  decided_at timestamptz,
  decision_reason text NOT NULL DEFAULT '' CHECK (length(decision_reason) <= 1000),
  CONSTRAINT correction_extension_correction_id_correction_id_fk FOREIGN KEY (correction_id) REFERENCES correction (id),
  CONSTRAINT correction_extension_four_eyes CHECK (decided_by IS NULL OR decided_by <> asked_by OR status = 'withdrawn'),
  CONSTRAINT correction_extension_later CHECK (new_due_on > from_due_on),
  CONSTRAINT correction_extension_late CHECK (asked_on <= from_due_on OR length(why_late) >= 5),
  CONSTRAINT correction_extension_status CHECK (
    CASE status
      WHEN 'asked' THEN decided_by IS NULL AND decided_on IS NULL AND decided_at IS NULL
      WHEN 'approved' THEN decided_by IS NOT NULL AND decided_on IS NOT NULL AND decided_at IS NOT NULL AND length(decision_reason) >= 5
      WHEN 'refused' THEN decided_by IS NOT NULL AND decided_on IS NOT NULL AND decided_at IS NOT NULL AND length(decision_reason) >= 5
      WHEN 'withdrawn' THEN decided_by IS NOT NULL AND decided_on IS NOT NULL AND decided_at IS NOT NULL
      WHEN 'lapsed' THEN decided_by IS NULL AND decided_on IS NOT NULL AND decided_at IS NOT NULL
      ELSE false END)
);
--> statement-breakpoint
CREATE UNIQUE INDEX correction_extension_one_open ON correction_extension (correction_id) WHERE status = 'asked';
--> statement-breakpoint
CREATE INDEX correction_extension_history ON correction_extension (correction_id, asked_at);
--> statement-breakpoint
ALTER TABLE correction_extension ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE correction_extension FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY follows ON correction_extension USING (
  EXISTS (SELECT 1 FROM correction c WHERE c.id = correction_id AND c.enterprise_id = correction_extension.enterprise_id));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON correction_extension TO zijian_app;
--> statement-breakpoint
-- A request is decided once, and what was asked stays as it was asked.
CREATE FUNCTION app.extension_life() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE allowed correction_extension%ROWTYPE;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status = 'asked' THEN RETURN NEW; END IF;
  ELSIF TG_OP = 'UPDATE' AND OLD.status = 'asked' THEN
    allowed := OLD;
    allowed.status := NEW.status;
    allowed.decided_by := NEW.decided_by;
    allowed.decided_on := NEW.decided_on;
    allowed.decided_at := NEW.decided_at;
    allowed.decision_reason := NEW.decision_reason;
    IF allowed IS NOT DISTINCT FROM NEW THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION 'extension %: % refused', coalesce(NEW.id, OLD.id), TG_OP USING ERRCODE = '42501';
END $$;
--> statement-breakpoint
CREATE TRIGGER life BEFORE INSERT OR UPDATE OR DELETE ON correction_extension FOR EACH ROW EXECUTE FUNCTION app.extension_life();
--> statement-breakpoint
-- Every submission and every verdict, also those of a correction that was sent back and submitted again.
CREATE TABLE correction_step (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  enterprise_id uuid NOT NULL,
  correction_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('submitted', 'verified', 'reopened')),
  side text NOT NULL CHECK (side IN ('enterprise', 'agency')),
  by_account uuid NOT NULL,
  on_day date NOT NULL,
  at timestamptz NOT NULL,
  reason text NOT NULL DEFAULT '',
  evidence_count integer NOT NULL DEFAULT 0,
  CONSTRAINT correction_step_correction_id_correction_id_fk FOREIGN KEY (correction_id) REFERENCES correction (id)
);
--> statement-breakpoint
CREATE INDEX correction_step_history ON correction_step (correction_id, at);
--> statement-breakpoint
ALTER TABLE correction_step ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE correction_step FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY follows ON correction_step USING (
  EXISTS (SELECT 1 FROM correction c WHERE c.id = correction_id AND c.enterprise_id = correction_step.enterprise_id));
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON correction_step
  FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();
--> statement-breakpoint
GRANT SELECT, INSERT ON correction_step TO zijian_app;
--> statement-breakpoint
-- Verdicts before steps had rows of their own.
SELECT set_config('app.kind', 'system', true);
--> statement-breakpoint
INSERT INTO correction_step (enterprise_id, correction_id, kind, side, by_account, on_day, at)
  SELECT enterprise_id, id, 'submitted', 'enterprise', submitted_by, submitted_on, coalesce(submitted_at, created_at)
  FROM correction WHERE submitted_by IS NOT NULL AND submitted_on IS NOT NULL;
--> statement-breakpoint
INSERT INTO correction_step (enterprise_id, correction_id, kind, side, by_account, on_day, at, reason)
  SELECT c.enterprise_id, c.id, 'verified', CASE WHEN a.agency_id IS NULL THEN 'enterprise' ELSE 'agency' END, c.verified_by,
    c.verified_on, (c.verified_on + time '12:00') AT TIME ZONE 'Asia/Shanghai', c.verdict_reason
  FROM correction c LEFT JOIN account a ON a.id = c.verified_by WHERE c.status = 'verified';
--> statement-breakpoint
SELECT set_config('app.kind', '', true);
