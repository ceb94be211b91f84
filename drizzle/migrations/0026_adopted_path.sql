-- The way to the next tier as an enterprise has taken it on: a plan with its steps. Whether a step is done is never written
-- down: the facts say it.
CREATE TABLE path_plan (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  enterprise_id uuid NOT NULL CONSTRAINT path_plan_enterprise_id_enterprise_id_fk REFERENCES enterprise (id),
  target text NOT NULL,
  adopted_by uuid NOT NULL CONSTRAINT path_plan_adopted_by_account_id_fk REFERENCES account (id),
  adopted_on date NOT NULL,
  dropped_on date,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (id, enterprise_id),
  CONSTRAINT path_plan_target CHECK (target IN ('T1', 'T2', 'ordinary', 'watch')),
  CONSTRAINT path_plan_days CHECK (dropped_on >= adopted_on)
);
--> statement-breakpoint
CREATE UNIQUE INDEX path_plan_one_open ON path_plan (enterprise_id) WHERE dropped_on IS NULL;
--> statement-breakpoint
CREATE TABLE path_task (
  plan_id uuid NOT NULL,
  enterprise_id uuid NOT NULL,
  position integer NOT NULL,
  code text NOT NULL,
  kind text NOT NULL,
  points_tenths integer NOT NULL,
  reaches_tenths integer,
  until date,
  due_on date,
  owner_id uuid CONSTRAINT path_task_owner_id_account_id_fk REFERENCES account (id),
  PRIMARY KEY (plan_id, position),
  CONSTRAINT path_task_plan_fk FOREIGN KEY (plan_id, enterprise_id) REFERENCES path_plan (id, enterprise_id),
  CONSTRAINT path_task_kind CHECK (kind IN ('wait', 'gate', 'item') AND (kind = 'wait') = (until IS NOT NULL)
    AND (kind = 'item') = (reaches_tenths IS NOT NULL))
);
--> statement-breakpoint
CREATE FUNCTION app.path_task_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.owner_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM account a WHERE a.id = NEW.owner_id AND a.enterprise_id = NEW.enterprise_id AND a.disabled_at IS NULL) THEN
    RAISE EXCEPTION 'the owner is nobody of this enterprise' USING ERRCODE = '23514', CONSTRAINT = 'path_task_owner';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER path_task_guard BEFORE INSERT OR UPDATE ON path_task FOR EACH ROW EXECUTE FUNCTION app.path_task_guard();
--> statement-breakpoint
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['path_plan', 'path_task'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY own ON %I USING (app.kind() IN (''system'', ''enterprise'') AND app.sees(enterprise_id))', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO zijian_app', t);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.path_task_guard() TO zijian_app;
