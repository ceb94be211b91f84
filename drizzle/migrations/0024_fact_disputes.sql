-- What is known of facts: who recorded them and through what, what took them back, who disputes them.
ALTER TABLE enterprise_fact
  ADD COLUMN withdrawn boolean NOT NULL DEFAULT false,
  ADD COLUMN dispute_id uuid,
  ADD COLUMN recorded_system text,
  ADD CONSTRAINT enterprise_fact_takes_back CHECK (NOT withdrawn OR replaces IS NOT NULL),
  ADD CONSTRAINT enterprise_fact_decided CHECK (dispute_id IS NULL OR replaces IS NOT NULL);
--> statement-breakpoint
-- A statement has one successor at most, so that what holds never depends on who asks.
CREATE UNIQUE INDEX enterprise_fact_replaced_once ON enterprise_fact (replaces) WHERE replaces IS NOT NULL;
--> statement-breakpoint
-- A correction speaks of the same enterprise and the same kind, and is never recorded before what it corrects.
CREATE FUNCTION app.fact_succession() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM enterprise_fact f WHERE f.id = NEW.replaces AND f.enterprise_id = NEW.enterprise_id
      AND f.kind = NEW.kind AND f.recorded_at <= NEW.recorded_at) THEN
    RAISE EXCEPTION 'a correction must follow a statement of the same kind about the same enterprise'
      USING ERRCODE = '23514', CONSTRAINT = 'enterprise_fact_succession';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER fact_succession BEFORE INSERT ON enterprise_fact FOR EACH ROW WHEN (NEW.replaces IS NOT NULL)
  EXECUTE FUNCTION app.fact_succession();
--> statement-breakpoint
-- What only agencies and their systems may state; app/features/positive-list/fact-kinds.ts says the same, a test compares.
CREATE FUNCTION app.agency_fact(p_kind text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT p_kind IN ('record-check', 'penalty', 'violation-without-penalty', 'incident', 'crime', 'falsification',
    'verified-complaint', 'permit', 'reports', 'monitoring-state', 'exclusion', 'zoning', 'credit-grade') $$;
--> statement-breakpoint
CREATE POLICY writers ON enterprise_fact AS RESTRICTIVE FOR INSERT WITH CHECK (
  app.kind() IN ('system', 'agency', 'machine') OR (app.kind() = 'enterprise' AND NOT app.agency_fact(kind)));
--> statement-breakpoint
CREATE TABLE fact_dispute (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  enterprise_id uuid NOT NULL REFERENCES enterprise (id),
  fact_id uuid NOT NULL REFERENCES enterprise_fact (id),
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'upheld', 'rejected', 'withdrawn')),
  reason text NOT NULL CHECK (length(reason) BETWEEN 5 AND 2000),
  evidence_id uuid REFERENCES evidence (id),
  raised_by uuid NOT NULL,
  raised_on date NOT NULL,
  due_on date NOT NULL CHECK (due_on >= raised_on),
  decided_by uuid,
  decided_on date,
  decision_reason text NOT NULL DEFAULT '' CHECK (length(decision_reason) <= 2000),
  corrected_fact_id uuid UNIQUE REFERENCES enterprise_fact (id),
  effects jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT fact_dispute_decided CHECK (CASE status
    WHEN 'open' THEN num_nonnulls(decided_by, decided_on, corrected_fact_id) = 0
    WHEN 'withdrawn' THEN decided_by IS NULL AND decided_on IS NOT NULL AND corrected_fact_id IS NULL
    ELSE num_nulls(decided_by, decided_on) = 0 AND length(decision_reason) >= 5 AND (status = 'upheld') = (corrected_fact_id IS NOT NULL) END)
);
--> statement-breakpoint
CREATE UNIQUE INDEX fact_dispute_one_open ON fact_dispute (fact_id) WHERE status = 'open';
--> statement-breakpoint
CREATE INDEX fact_dispute_enterprise ON fact_dispute (enterprise_id, created_at);
--> statement-breakpoint
CREATE INDEX fact_dispute_fact ON fact_dispute (fact_id);
--> statement-breakpoint
-- About a statement of the same enterprise; decided once, by nobody who recorded the statement; the enterprise may only withdraw.
CREATE FUNCTION app.fact_dispute_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT EXISTS (SELECT 1 FROM enterprise_fact f WHERE f.id = NEW.fact_id AND f.enterprise_id = NEW.enterprise_id) THEN
      RAISE EXCEPTION 'no such fact of this enterprise' USING ERRCODE = '23503', CONSTRAINT = 'fact_dispute_own_fact';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.enterprise_id, NEW.fact_id, NEW.reason, NEW.evidence_id, NEW.raised_by, NEW.raised_on, NEW.due_on)
      IS DISTINCT FROM (OLD.enterprise_id, OLD.fact_id, OLD.reason, OLD.evidence_id, OLD.raised_by, OLD.raised_on, OLD.due_on) THEN
    RAISE EXCEPTION 'what was disputed stays' USING ERRCODE = '42501';
  END IF;
  IF OLD.status <> 'open' AND (NEW.status, NEW.decided_by, NEW.decided_on, NEW.decision_reason, NEW.corrected_fact_id)
      IS DISTINCT FROM (OLD.status, OLD.decided_by, OLD.decided_on, OLD.decision_reason, OLD.corrected_fact_id) THEN
    RAISE EXCEPTION 'a dispute is decided once' USING ERRCODE = '23514', CONSTRAINT = 'fact_dispute_once';
  END IF;
  IF app.kind() = 'enterprise' AND NEW.status NOT IN ('open', 'withdrawn') THEN
    RAISE EXCEPTION 'an agency decides' USING ERRCODE = '42501';
  END IF;
  IF NEW.decided_by IS NOT NULL AND EXISTS (SELECT 1 FROM enterprise_fact f WHERE f.id = NEW.fact_id AND f.recorded_by = NEW.decided_by) THEN
    RAISE EXCEPTION 'who recorded the fact does not decide on it' USING ERRCODE = '23514', CONSTRAINT = 'fact_dispute_other_person';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER fact_dispute_guard BEFORE INSERT OR UPDATE ON fact_dispute FOR EACH ROW EXECUTE FUNCTION app.fact_dispute_guard();
--> statement-breakpoint
ALTER TABLE fact_dispute ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE fact_dispute FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY reach ON fact_dispute USING (app.kind() <> 'machine' AND app.sees(enterprise_id))
  WITH CHECK (app.kind() <> 'machine' AND app.sees(enterprise_id));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON fact_dispute TO zijian_app;
--> statement-breakpoint
CREATE POLICY dispute_files ON evidence FOR SELECT USING (
  app.kind() = 'agency' AND EXISTS (SELECT 1 FROM fact_dispute d WHERE d.evidence_id = evidence.id));
--> statement-breakpoint
-- A suspension whose trigger was taken back waits for its decision, and cannot end in a removal.
ALTER TABLE listing ADD COLUMN trigger_lifted_on date;
--> statement-breakpoint
CREATE FUNCTION app.listing_trigger_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status = 'removed' AND OLD.status = 'suspended' AND NEW.trigger_lifted_on IS NOT NULL THEN
    RAISE EXCEPTION 'the trigger of this suspension was taken back' USING ERRCODE = '23514', CONSTRAINT = 'listing_trigger_stands';
  END IF;
  IF NEW.status <> 'suspended' THEN
    NEW.trigger_lifted_on := NULL;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER listing_trigger_stands BEFORE UPDATE ON listing FOR EACH ROW EXECUTE FUNCTION app.listing_trigger_stands();
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.fact_succession(), app.agency_fact(text), app.fact_dispute_guard(), app.listing_trigger_stands() TO zijian_app, zijian_report;
