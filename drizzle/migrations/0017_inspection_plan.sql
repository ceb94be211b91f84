-- Yearly plans of inspections: drafted by one person, approved by another, drawn by published chance, carried out, spared.
CREATE TABLE inspection_plan (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  agency_id uuid NOT NULL,
  region_code text NOT NULL,
  year integer NOT NULL CHECK (year BETWEEN 2026 AND 2100),
  percents jsonb NOT NULL,
  note text NOT NULL DEFAULT '',
  status text NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'in-force', 'withdrawn')),
  drafted_by uuid NOT NULL,
  decided_by uuid,
  decided_on date,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT inspection_plan_agency_id_agency_id_fk FOREIGN KEY (agency_id) REFERENCES agency (id),
  CONSTRAINT inspection_plan_decided CHECK ((status = 'draft') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_on IS NULL)),
  CONSTRAINT inspection_plan_four_eyes CHECK (status <> 'in-force' OR decided_by <> drafted_by)
);
--> statement-breakpoint
CREATE UNIQUE INDEX inspection_plan_one ON inspection_plan (agency_id, year) WHERE status <> 'withdrawn';
--> statement-breakpoint
-- Every draw of a plan has its seed from the day the plan takes force; its hash is public at once, the seed afterwards.
CREATE TABLE inspection_draw (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  plan_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  region_code text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('routine', 'verification')),
  period text NOT NULL CHECK (period ~ '^\d{4}(-Q[1-4])?$'),
  seed_sealed text NOT NULL,
  seed_hash text NOT NULL,
  seed text,
  inputs jsonb,
  inputs_hash text,
  result jsonb,
  result_hash text,
  drawn_by uuid,
  drawn_on date,
  revealed_on date,
  CONSTRAINT inspection_draw_plan_id_inspection_plan_id_fk FOREIGN KEY (plan_id) REFERENCES inspection_plan (id),
  CONSTRAINT inspection_draw_agency_id_agency_id_fk FOREIGN KEY (agency_id) REFERENCES agency (id),
  CONSTRAINT inspection_draw_once UNIQUE (plan_id, kind, period),
  CONSTRAINT inspection_draw_whole CHECK ((drawn_on IS NULL) = (inputs IS NULL) AND (drawn_on IS NULL) = (result IS NULL)
    AND (drawn_on IS NULL) = (inputs_hash IS NULL) AND (drawn_on IS NULL) = (result_hash IS NULL) AND (drawn_on IS NULL) = (drawn_by IS NULL)),
  CONSTRAINT inspection_draw_revealed CHECK ((revealed_on IS NULL) = (seed IS NULL) AND (revealed_on IS NULL OR drawn_on IS NOT NULL))
);
--> statement-breakpoint
CREATE TABLE inspection (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  enterprise_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  draw_id uuid,
  kind text NOT NULL CHECK (kind IN ('routine', 'verification', 'clue')),
  year integer NOT NULL,
  planned_on date NOT NULL,
  officers uuid[] NOT NULL CHECK (cardinality(officers) >= 2 AND officers[1] <> officers[2]),
  status text NOT NULL DEFAULT 'planned' CHECK (status IN ('planned', 'made', 'cancelled')),
  made_on date,
  outcome text CHECK (outcome IN ('in-order', 'minor-breach', 'grave-breach')),
  minutes text NOT NULL DEFAULT '',
  recorded_by uuid,
  reason text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT inspection_enterprise_id_enterprise_id_fk FOREIGN KEY (enterprise_id) REFERENCES enterprise (id),
  CONSTRAINT inspection_agency_id_agency_id_fk FOREIGN KEY (agency_id) REFERENCES agency (id),
  CONSTRAINT inspection_draw_id_inspection_draw_id_fk FOREIGN KEY (draw_id) REFERENCES inspection_draw (id),
  CONSTRAINT inspection_from_draw CHECK ((kind = 'clue') = (draw_id IS NULL)),
  CONSTRAINT inspection_drawn_once UNIQUE (draw_id, enterprise_id),
  CONSTRAINT inspection_made CHECK ((status = 'made') = (made_on IS NOT NULL AND outcome IS NOT NULL AND recorded_by IS NOT NULL)),
  CONSTRAINT inspection_cancelled CHECK (status <> 'cancelled' OR length(reason) >= 5)
);
--> statement-breakpoint
CREATE INDEX inspection_enterprise ON inspection (enterprise_id, year);
--> statement-breakpoint
CREATE INDEX inspection_agency ON inspection (agency_id, status);
--> statement-breakpoint
CREATE TABLE inspection_skip (
  draw_id uuid NOT NULL,
  enterprise_id uuid NOT NULL,
  reason text NOT NULL CHECK (reason IN ('exempt', 'cap')),
  skipped_on date NOT NULL,
  PRIMARY KEY (draw_id, enterprise_id),
  CONSTRAINT inspection_skip_draw_id_inspection_draw_id_fk FOREIGN KEY (draw_id) REFERENCES inspection_draw (id),
  CONSTRAINT inspection_skip_enterprise_id_enterprise_id_fk FOREIGN KEY (enterprise_id) REFERENCES enterprise (id)
);
--> statement-breakpoint
-- A routine inspection never meets an exemption in force, whoever is faster: both sides lock the enterprise's row.
CREATE FUNCTION app.inspection_respects_exemption() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.kind = 'routine' AND NEW.status = 'planned' THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('exemption:' || NEW.enterprise_id, 0));
    IF EXISTS (SELECT 1 FROM exemption e WHERE e.enterprise_id = NEW.enterprise_id AND e.kind = 'on-site' AND e.revoked_on IS NULL
        AND e.valid_from <= NEW.planned_on AND e.valid_to >= NEW.planned_on) THEN
      RAISE EXCEPTION 'exempt from routine inspections' USING ERRCODE = '23514', CONSTRAINT = 'inspection_exempt';
    END IF;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER inspection_exempt BEFORE INSERT ON inspection FOR EACH ROW EXECUTE FUNCTION app.inspection_respects_exemption();
--> statement-breakpoint
CREATE FUNCTION app.exemption_locks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.kind = 'on-site' THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('exemption:' || NEW.enterprise_id, 0));
    -- What was planned and is spared now is written down, not forgotten.
    UPDATE inspection SET status = 'cancelled', reason = 'exempt since ' || NEW.valid_from
      WHERE enterprise_id = NEW.enterprise_id AND kind = 'routine' AND status = 'planned';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER exemption_locks AFTER INSERT ON exemption FOR EACH ROW EXECUTE FUNCTION app.exemption_locks();
--> statement-breakpoint
CREATE FUNCTION app.inspection_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> 'planned' OR (to_jsonb(NEW) - '{status,made_on,outcome,minutes,recorded_by,reason}'::text[])
    <> (to_jsonb(OLD) - '{status,made_on,outcome,minutes,recorded_by,reason}'::text[]) THEN
    RAISE EXCEPTION 'an inspection is recorded once and not rewritten' USING ERRCODE = '23514', CONSTRAINT = 'inspection_step';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER inspection_step BEFORE UPDATE ON inspection FOR EACH ROW EXECUTE FUNCTION app.inspection_step();
--> statement-breakpoint
-- What was drawn stays as drawn, and the seed is the one whose hash was published.
CREATE FUNCTION app.inspection_draw_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.plan_id, NEW.kind, NEW.period, NEW.seed_hash, NEW.seed_sealed) IS DISTINCT FROM (OLD.plan_id, OLD.kind, OLD.period, OLD.seed_hash, OLD.seed_sealed)
    OR (OLD.drawn_on IS NOT NULL AND (NEW.inputs_hash, NEW.result_hash, NEW.drawn_by, NEW.drawn_on, NEW.inputs, NEW.result)
      IS DISTINCT FROM (OLD.inputs_hash, OLD.result_hash, OLD.drawn_by, OLD.drawn_on, OLD.inputs, OLD.result))
    OR (NEW.seed IS NOT NULL AND encode(sha256(convert_to(NEW.seed, 'UTF8')), 'hex') <> NEW.seed_hash) THEN
    RAISE EXCEPTION 'a draw is made once, with the seed whose hash was published' USING ERRCODE = '23514', CONSTRAINT = 'inspection_draw_step';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER inspection_draw_step BEFORE UPDATE ON inspection_draw FOR EACH ROW EXECUTE FUNCTION app.inspection_draw_step();
--> statement-breakpoint
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['inspection_plan', 'inspection_draw', 'inspection', 'inspection_skip'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
  END LOOP;
END $$;
--> statement-breakpoint
CREATE POLICY region ON inspection_plan USING (app.kind() = 'system' OR (app.kind() = 'agency' AND region_code LIKE app.region_pattern()));
--> statement-breakpoint
CREATE POLICY region ON inspection_draw USING (app.kind() = 'system' OR (app.kind() = 'agency' AND region_code LIKE app.region_pattern()));
--> statement-breakpoint
-- An enterprise learns of an inspection when it has been made: until then names are known to the agency alone.
CREATE POLICY reach ON inspection USING (app.sees(enterprise_id) AND (app.kind() IN ('system', 'agency') OR status = 'made'));
--> statement-breakpoint
CREATE POLICY reach ON inspection_skip USING (app.sees(enterprise_id));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON inspection_plan, inspection_draw, inspection TO zijian_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON inspection_skip TO zijian_app;
