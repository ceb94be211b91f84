-- Inspections: people who must not go, requests of several agencies as one visit, clues looked at from the desk first,
-- the code shown at the gate, and no more locks for a draw than there are counties in it.
CREATE TABLE inspection_conflict (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  officer_id uuid NOT NULL,
  enterprise_id uuid NOT NULL,
  reason text NOT NULL CHECK (reason IN ('relative', 'share', 'former-work', 'dispute', 'other')),
  note text NOT NULL DEFAULT '',
  declared_by uuid NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT inspection_conflict_officer_id_account_id_fk FOREIGN KEY (officer_id) REFERENCES account (id),
  CONSTRAINT inspection_conflict_enterprise_id_enterprise_id_fk FOREIGN KEY (enterprise_id) REFERENCES enterprise (id),
  CONSTRAINT inspection_conflict_days CHECK (valid_to IS NULL OR valid_to >= valid_from),
  CONSTRAINT inspection_conflict_other CHECK (reason <> 'other' OR length(note) >= 5)
);
--> statement-breakpoint
CREATE UNIQUE INDEX inspection_conflict_open ON inspection_conflict (officer_id, enterprise_id) WHERE valid_to IS NULL;
--> statement-breakpoint
CREATE INDEX inspection_conflict_enterprise ON inspection_conflict (enterprise_id);
--> statement-breakpoint
CREATE TABLE inspection_clue (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  agency_id uuid NOT NULL,
  enterprise_id uuid NOT NULL,
  source text NOT NULL CHECK (source IN ('alarm', 'complaint', 'satellite', 'referral', 'other')),
  text text NOT NULL CHECK (length(text) >= 10),
  received_on date NOT NULL,
  -- Why it cannot wait for a look from the desk; empty when it can.
  urgent_reason text NOT NULL DEFAULT '',
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'explained', 'visit')),
  entered_by uuid NOT NULL,
  decided_by uuid,
  decided_on date,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT inspection_clue_agency_id_agency_id_fk FOREIGN KEY (agency_id) REFERENCES agency (id),
  CONSTRAINT inspection_clue_enterprise_id_enterprise_id_fk FOREIGN KEY (enterprise_id) REFERENCES enterprise (id),
  CONSTRAINT inspection_clue_urgent CHECK (urgent_reason = '' OR length(urgent_reason) >= 10),
  CONSTRAINT inspection_clue_decided CHECK ((status = 'open') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_on IS NULL)),
  CONSTRAINT inspection_clue_four_eyes CHECK (status <> 'visit' OR decided_by <> entered_by)
);
--> statement-breakpoint
CREATE INDEX inspection_clue_enterprise ON inspection_clue (enterprise_id);
--> statement-breakpoint
CREATE TABLE inspection_clue_step (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  clue_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('data', 'documents', 'call', 'video')),
  text text NOT NULL CHECK (length(text) >= 10),
  result text NOT NULL CHECK (result IN ('more', 'explained', 'visit-needed')),
  done_by uuid NOT NULL,
  done_on date NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT inspection_clue_step_clue_id_inspection_clue_id_fk FOREIGN KEY (clue_id) REFERENCES inspection_clue (id)
);
--> statement-breakpoint
CREATE INDEX inspection_clue_step_clue ON inspection_clue_step (clue_id);
--> statement-breakpoint
CREATE TABLE inspection_request (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  agency_id uuid NOT NULL,
  enterprise_id uuid NOT NULL,
  matter text NOT NULL CHECK (length(matter) >= 5),
  basis text NOT NULL CHECK (length(basis) >= 5),
  earliest date NOT NULL,
  latest date NOT NULL,
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'visit', 'refused', 'withdrawn')),
  -- Why it was refused, or why it has a visit of its own though another could have taken it in.
  reason_code text CHECK (reason_code IN ('exempt', 'cap', 'off-site-enough', 'not-published', 'already-seen', 'evidence', 'no-common-day', 'other-skill')),
  inspection_id uuid,
  requested_by uuid NOT NULL,
  -- Nobody when the rules refused it.
  decided_by uuid,
  decided_on date,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT inspection_request_agency_id_agency_id_fk FOREIGN KEY (agency_id) REFERENCES agency (id),
  CONSTRAINT inspection_request_enterprise_id_enterprise_id_fk FOREIGN KEY (enterprise_id) REFERENCES enterprise (id),
  CONSTRAINT inspection_request_inspection_id_inspection_id_fk FOREIGN KEY (inspection_id) REFERENCES inspection (id),
  CONSTRAINT inspection_request_window CHECK (latest BETWEEN earliest AND earliest + 366),
  CONSTRAINT inspection_request_visit CHECK ((status = 'visit') = (inspection_id IS NOT NULL)),
  CONSTRAINT inspection_request_decided CHECK ((status = 'open') = (decided_on IS NULL)),
  CONSTRAINT inspection_request_reason CHECK (CASE status
    WHEN 'refused' THEN reason_code IS NOT NULL AND reason_code NOT IN ('evidence', 'no-common-day', 'other-skill')
    WHEN 'visit' THEN reason_code IS NULL OR reason_code IN ('evidence', 'no-common-day', 'other-skill')
    ELSE reason_code IS NULL END),
  CONSTRAINT inspection_request_four_eyes CHECK (decided_by <> requested_by OR status = 'withdrawn'),
  CONSTRAINT inspection_request_by_rule CHECK (decided_by IS NOT NULL OR status = 'open' OR reason_code IN ('exempt', 'cap'))
);
--> statement-breakpoint
CREATE INDEX inspection_request_enterprise ON inspection_request (enterprise_id, status);
--> statement-breakpoint
ALTER TABLE inspection ADD COLUMN clue_id uuid REFERENCES inspection_clue (id),
  ADD COLUMN not_before date, ADD COLUMN not_after date,
  -- Set when it stands beside a visit that could have taken it in.
  ADD COLUMN apart_reason text CHECK (apart_reason IN ('evidence', 'no-common-day', 'other-skill')),
  ADD COLUMN entry_code text UNIQUE, ADD COLUMN entry_day date,
  ADD COLUMN arrived_at timestamptz, ADD COLUMN arrived_by uuid,
  ADD COLUMN no_scan_reason text NOT NULL DEFAULT '';
--> statement-breakpoint
ALTER TABLE inspection RENAME CONSTRAINT inspection_clue_id_fkey TO inspection_clue_id_inspection_clue_id_fk;
--> statement-breakpoint
ALTER TABLE inspection RENAME CONSTRAINT inspection_entry_code_key TO inspection_entry_code_unique;
--> statement-breakpoint
ALTER TABLE inspection DROP CONSTRAINT inspection_kind_check, DROP CONSTRAINT inspection_from_draw,
  ADD CONSTRAINT inspection_kind_check CHECK (kind IN ('routine', 'verification', 'joint', 'clue')),
  ADD CONSTRAINT inspection_from_draw CHECK ((kind IN ('routine', 'verification')) = (draw_id IS NOT NULL)),
  ADD CONSTRAINT inspection_from_clue CHECK ((kind = 'clue') = (clue_id IS NOT NULL)),
  ADD CONSTRAINT inspection_window CHECK (kind <> 'joint' OR (not_before IS NOT NULL AND not_after >= not_before)),
  ADD CONSTRAINT inspection_entry CHECK ((entry_code IS NULL) = (entry_day IS NULL) AND (arrived_at IS NULL) = (arrived_by IS NULL)),
  -- Those made before the code came are left as they are; they are never updated.
  ADD CONSTRAINT inspection_scanned CHECK (status <> 'made' OR arrived_at IS NOT NULL OR length(no_scan_reason) >= 5) NOT VALID;
--> statement-breakpoint
-- One visit for a clue; another only when it was called off.
CREATE UNIQUE INDEX inspection_one_per_clue ON inspection (clue_id) WHERE status <> 'cancelled';
--> statement-breakpoint
-- One joint visit at a time for an enterprise, unless its reason to stand apart is on record.
CREATE UNIQUE INDEX inspection_one_joint ON inspection (enterprise_id) WHERE kind = 'joint' AND status = 'planned' AND apart_reason IS NULL;
--> statement-breakpoint
ALTER TABLE inspection_skip DROP CONSTRAINT inspection_skip_reason_check,
  ADD CONSTRAINT inspection_skip_reason_check CHECK (reason IN ('exempt', 'cap', 'interval', 'conflict'));
--> statement-breakpoint
-- Whoever plans and whoever exempts meet at the county: a draw over a province needs as many locks as it has counties.
CREATE OR REPLACE FUNCTION app.inspection_respects_exemption() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET app.kind = 'system' AS $$
BEGIN
  IF NEW.kind IN ('routine', 'joint') AND NEW.status = 'planned' THEN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('exemption:' || e.region_code, 0)) FROM enterprise e WHERE e.id = NEW.enterprise_id;
    IF EXISTS (SELECT 1 FROM exemption e WHERE e.enterprise_id = NEW.enterprise_id AND e.kind = 'on-site' AND e.revoked_on IS NULL
        AND e.valid_from <= NEW.planned_on AND e.valid_to >= NEW.planned_on) THEN
      RAISE EXCEPTION 'exempt from routine inspections' USING ERRCODE = '23514', CONSTRAINT = 'inspection_exempt';
    END IF;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION app.exemption_locks() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET app.kind = 'system' AS $$
BEGIN
  IF NEW.kind = 'on-site' THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('exemption:' || e.region_code, 0)) FROM enterprise e WHERE e.id = NEW.enterprise_id;
    -- What was planned and is spared now is written down, not forgotten.
    UPDATE inspection SET status = 'cancelled', reason = 'exempt'
      WHERE enterprise_id = NEW.enterprise_id AND kind IN ('routine', 'joint') AND status = 'planned' AND arrived_at IS NULL;
    UPDATE inspection_request SET status = 'refused', reason_code = 'exempt', decided_on = NEW.valid_from
      WHERE enterprise_id = NEW.enterprise_id AND status = 'open';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
-- Nobody is sent to an enterprise with which they have a conflict, whoever is faster: both sides lock the person.
CREATE FUNCTION app.inspection_team_free() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET app.kind = 'system' AS $$
DECLARE officer uuid;
BEGIN
  FOR officer IN SELECT o FROM unnest(NEW.officers) o ORDER BY o LOOP
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('officer:' || officer, 0));
  END LOOP;
  IF EXISTS (SELECT 1 FROM inspection_conflict c WHERE c.enterprise_id = NEW.enterprise_id AND c.officer_id = ANY (NEW.officers)
      AND c.valid_from <= NEW.planned_on AND (c.valid_to IS NULL OR c.valid_to >= NEW.planned_on)) THEN
    RAISE EXCEPTION 'an officer has a conflict of interest with this enterprise' USING ERRCODE = '23514', CONSTRAINT = 'inspection_conflict';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER inspection_team_free BEFORE INSERT OR UPDATE OF officers ON inspection FOR EACH ROW EXECUTE FUNCTION app.inspection_team_free();
--> statement-breakpoint
CREATE FUNCTION app.conflict_locks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('officer:' || NEW.officer_id, 0));
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER conflict_locks BEFORE INSERT ON inspection_conflict FOR EACH ROW EXECUTE FUNCTION app.conflict_locks();
--> statement-breakpoint
-- A conflict is ended, never rewritten.
CREATE FUNCTION app.conflict_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.valid_to IS NOT NULL OR (to_jsonb(NEW) - 'valid_to') <> (to_jsonb(OLD) - 'valid_to') THEN
    RAISE EXCEPTION 'a conflict is ended once and not rewritten' USING ERRCODE = '23514', CONSTRAINT = 'inspection_conflict_kept';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER conflict_kept BEFORE UPDATE ON inspection_conflict FOR EACH ROW EXECUTE FUNCTION app.conflict_kept();
--> statement-breakpoint
-- The desk comes first: no visit from a clue unless somebody looked from the desk and wrote why that is not enough, or it is urgent.
CREATE FUNCTION app.inspection_desk_first() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET app.kind = 'system' AS $$
BEGIN
  IF NEW.kind = 'clue' AND NOT EXISTS (SELECT 1 FROM inspection_clue c WHERE c.id = NEW.clue_id AND c.enterprise_id = NEW.enterprise_id AND c.status = 'visit'
      AND (c.urgent_reason <> '' OR EXISTS (SELECT 1 FROM inspection_clue_step s WHERE s.clue_id = c.id AND s.result = 'visit-needed'))) THEN
    RAISE EXCEPTION 'a clue is looked at from the desk before a visit' USING ERRCODE = '23514', CONSTRAINT = 'inspection_desk_first';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER inspection_desk_first BEFORE INSERT ON inspection FOR EACH ROW EXECUTE FUNCTION app.inspection_desk_first();
--> statement-breakpoint
CREATE FUNCTION app.inspection_decided_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> 'open' OR (to_jsonb(NEW) - '{status,reason_code,inspection_id,decided_by,decided_on}'::text[])
    <> (to_jsonb(OLD) - '{status,reason_code,inspection_id,decided_by,decided_on}'::text[]) THEN
    RAISE EXCEPTION 'decided once and not rewritten' USING ERRCODE = '23514', CONSTRAINT = 'inspection_decided_once';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER inspection_decided_once BEFORE UPDATE ON inspection_request FOR EACH ROW EXECUTE FUNCTION app.inspection_decided_once();
--> statement-breakpoint
CREATE TRIGGER inspection_decided_once BEFORE UPDATE ON inspection_clue FOR EACH ROW EXECUTE FUNCTION app.inspection_decided_once();
--> statement-breakpoint
-- An officer may be replaced while the visit is to be made, the code shown again on another day; arrival is written once.
CREATE OR REPLACE FUNCTION app.inspection_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE open_columns text[] := '{status,made_on,outcome,minutes,recorded_by,reason,officers,not_before,not_after,entry_code,entry_day,arrived_at,arrived_by,no_scan_reason}';
BEGIN
  IF OLD.status <> 'planned' OR (to_jsonb(NEW) - open_columns) <> (to_jsonb(OLD) - open_columns)
    OR (OLD.arrived_at IS NOT NULL AND (NEW.arrived_at, NEW.arrived_by, NEW.officers) IS DISTINCT FROM (OLD.arrived_at, OLD.arrived_by, OLD.officers)) THEN
    RAISE EXCEPTION 'an inspection is recorded once and not rewritten' USING ERRCODE = '23514', CONSTRAINT = 'inspection_step';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['inspection_conflict', 'inspection_clue', 'inspection_clue_step', 'inspection_request'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
  END LOOP;
END $$;
--> statement-breakpoint
-- Known to the agencies that answer for the enterprise, never to the enterprise.
CREATE POLICY reach ON inspection_conflict USING (app.kind() IN ('system', 'agency') AND app.sees(enterprise_id));
--> statement-breakpoint
CREATE POLICY reach ON inspection_clue USING (app.kind() IN ('system', 'agency') AND app.sees(enterprise_id));
--> statement-breakpoint
CREATE POLICY reach ON inspection_clue_step USING (EXISTS (SELECT 1 FROM inspection_clue c WHERE c.id = clue_id));
--> statement-breakpoint
-- The enterprise learns of requests that were refused: visits it was spared.
CREATE POLICY reach ON inspection_request USING (app.sees(enterprise_id) AND (app.kind() IN ('system', 'agency') OR status = 'refused'));
--> statement-breakpoint
DROP POLICY reach ON inspection;
--> statement-breakpoint
-- An enterprise learns of an inspection when the team stands at its gate: until then names are known to the agency alone.
CREATE POLICY reach ON inspection USING (app.sees(enterprise_id) AND (app.kind() IN ('system', 'agency') OR status = 'made' OR arrived_at IS NOT NULL));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON inspection_conflict, inspection_clue, inspection_request TO zijian_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON inspection_clue_step TO zijian_app;
--> statement-breakpoint
-- How many enterprises of each sector and permit class a county has: counted once a day and after each draw.
CREATE TABLE inspection_pool (
  region_code char(6) NOT NULL,
  sector text NOT NULL,
  permit_class text NOT NULL,
  enterprises integer NOT NULL,
  counted_on date NOT NULL,
  PRIMARY KEY (region_code, sector, permit_class)
);
--> statement-breakpoint
ALTER TABLE inspection_pool ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE inspection_pool FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY region ON inspection_pool USING (app.kind() = 'system' OR (app.kind() = 'agency' AND region_code LIKE app.region_pattern()));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON inspection_pool TO zijian_app;
