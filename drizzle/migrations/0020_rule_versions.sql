-- Which version of which local rules is in force where from which day, and the shadow runs such a change rests on.
CREATE TABLE shadow_run (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  agency_id uuid NOT NULL,
  region_code text NOT NULL,
  on_day date NOT NULL,
  from_profile_id text NOT NULL,
  from_version integer NOT NULL,
  from_hash text NOT NULL,
  to_profile_id text NOT NULL,
  to_version integer NOT NULL,
  to_hash text NOT NULL,
  status text NOT NULL DEFAULT 'running' CHECK (status IN ('running', 'done', 'cancelled')),
  started_by uuid NOT NULL,
  started_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz,
  done_until uuid,
  tally jsonb NOT NULL,
  hash text NOT NULL,
  CONSTRAINT shadow_run_agency_id_agency_id_fk FOREIGN KEY (agency_id) REFERENCES agency (id),
  CONSTRAINT shadow_run_ended CHECK ((status = 'running') = (ended_at IS NULL)),
  CONSTRAINT shadow_run_two_rules CHECK ((from_profile_id, from_version) <> (to_profile_id, to_version))
);
--> statement-breakpoint
CREATE UNIQUE INDEX shadow_run_one_running ON shadow_run (agency_id) WHERE status = 'running';
--> statement-breakpoint
CREATE INDEX shadow_run_agency ON shadow_run (agency_id, started_at);
--> statement-breakpoint
CREATE TABLE shadow_move (
  run_id uuid NOT NULL,
  enterprise_id uuid NOT NULL,
  before jsonb NOT NULL,
  after jsonb NOT NULL,
  PRIMARY KEY (run_id, enterprise_id),
  CONSTRAINT shadow_move_run_id_shadow_run_id_fk FOREIGN KEY (run_id) REFERENCES shadow_run (id),
  CONSTRAINT shadow_move_enterprise_id_enterprise_id_fk FOREIGN KEY (enterprise_id) REFERENCES enterprise (id)
);
--> statement-breakpoint
CREATE TABLE rule_change (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  agency_id uuid NOT NULL,
  region_code text NOT NULL,
  profile_id text NOT NULL,
  version integer NOT NULL,
  content_hash text NOT NULL,
  from_day date NOT NULL,
  reason text NOT NULL CHECK (length(reason) BETWEEN 5 AND 2000),
  shadow_run_id uuid NOT NULL,
  proposed_by uuid NOT NULL,
  proposed_on date NOT NULL,
  status text NOT NULL DEFAULT 'proposed' CHECK (status IN ('proposed', 'approved', 'refused', 'withdrawn')),
  decided_by uuid,
  decided_on date,
  decision_reason text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT rule_change_agency_id_agency_id_fk FOREIGN KEY (agency_id) REFERENCES agency (id),
  CONSTRAINT rule_change_shadow_run_id_shadow_run_id_fk FOREIGN KEY (shadow_run_id) REFERENCES shadow_run (id),
  CONSTRAINT rule_change_decided CHECK ((status = 'proposed') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_on IS NULL)),
  CONSTRAINT rule_change_four_eyes CHECK (status NOT IN ('approved', 'refused') OR decided_by <> proposed_by),
  CONSTRAINT rule_change_ahead CHECK (status <> 'approved' OR from_day > decided_on)
);
--> statement-breakpoint
CREATE UNIQUE INDEX rule_change_one_open ON rule_change (region_code) WHERE status = 'proposed';
--> statement-breakpoint
CREATE UNIQUE INDEX rule_change_day ON rule_change (region_code, from_day) WHERE status = 'approved';
--> statement-breakpoint
-- What was proposed stays as proposed; it is decided once, and what was approved stays.
CREATE FUNCTION app.rule_change_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> 'proposed' OR (to_jsonb(NEW) - '{status,decided_by,decided_on,decision_reason}'::text[])
    <> (to_jsonb(OLD) - '{status,decided_by,decided_on,decision_reason}'::text[]) THEN
    RAISE EXCEPTION 'a change of rules is decided once and not rewritten' USING ERRCODE = '23514', CONSTRAINT = 'rule_change_step';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER rule_change_step BEFORE UPDATE ON rule_change FOR EACH ROW EXECUTE FUNCTION app.rule_change_step();
--> statement-breakpoint
-- Nothing is proposed that was not run over the enterprises of the region first, with the same content.
CREATE FUNCTION app.rule_change_was_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM shadow_run r WHERE r.id = NEW.shadow_run_id AND r.status = 'done' AND r.region_code = NEW.region_code
    AND r.to_profile_id = NEW.profile_id AND r.to_version = NEW.version AND r.to_hash = NEW.content_hash) THEN
    RAISE EXCEPTION 'no finished shadow run of these rules' USING ERRCODE = '23514', CONSTRAINT = 'rule_change_was_run';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER rule_change_was_run BEFORE INSERT ON rule_change FOR EACH ROW EXECUTE FUNCTION app.rule_change_was_run();
--> statement-breakpoint
ALTER TABLE shadow_run ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE shadow_run FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE shadow_move ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE shadow_move FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE rule_change ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE rule_change FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Agencies see the runs of their region and below, and what the agencies above them have made for them.
CREATE POLICY region ON shadow_run USING (app.kind() = 'system' OR (app.kind() = 'agency' AND region_code LIKE current_setting('app.region', true)));
--> statement-breakpoint
CREATE POLICY region ON shadow_move USING ((app.kind() IN ('system', 'agency')) AND app.sees(enterprise_id));
--> statement-breakpoint
-- Rules in force are public; what is only proposed is the agencies' own.
CREATE POLICY open ON rule_change FOR SELECT USING (status = 'approved' OR app.kind() = 'system'
  OR (app.kind() = 'agency' AND region_code LIKE current_setting('app.region', true)));
--> statement-breakpoint
CREATE POLICY own ON rule_change USING (app.kind() = 'agency' AND agency_id::text = current_setting('app.agency_id', true));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON shadow_run, rule_change TO zijian_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON shadow_move TO zijian_app;
