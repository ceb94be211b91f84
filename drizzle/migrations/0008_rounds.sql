-- The next self-check of a site can begin with the answers of the last one. They are offered; an answer of this self-check
-- they become only when a person says "still so".
ALTER TABLE self_check_answer
  ADD COLUMN carried_from uuid,
  ADD COLUMN carried_on date,
  ADD CONSTRAINT self_check_answer_carried CHECK ((carried_from IS NULL) = (carried_on IS NULL)),
  ADD CONSTRAINT self_check_answer_carried_from_self_check_id_fk FOREIGN KEY (carried_from) REFERENCES self_check (id);
--> statement-breakpoint
CREATE TABLE self_check_carried (
  enterprise_id uuid NOT NULL,
  self_check_id uuid NOT NULL,
  question_id text NOT NULL,
  value jsonb NOT NULL,
  note text NOT NULL DEFAULT '',
  carried_from uuid NOT NULL,
  carried_on date NOT NULL,
  CONSTRAINT self_check_carried_self_check_id_question_id_pk PRIMARY KEY (self_check_id, question_id),
  CONSTRAINT self_check_carried_self_check_id_self_check_id_fk FOREIGN KEY (self_check_id) REFERENCES self_check (id),
  CONSTRAINT self_check_carried_carried_from_self_check_id_fk FOREIGN KEY (carried_from) REFERENCES self_check (id)
);
--> statement-breakpoint
ALTER TABLE self_check_carried ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE self_check_carried FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- What was offered is the enterprise's own business; an agency reads what was answered.
CREATE POLICY own ON self_check_carried
  USING (app.kind() = 'system' OR (app.kind() = 'enterprise' AND enterprise_id = app.enterprise_id()));
--> statement-breakpoint
GRANT SELECT, INSERT ON self_check_carried TO zijian_app;
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON self_check_carried
  FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();
--> statement-breakpoint
CREATE TRIGGER frozen BEFORE INSERT ON self_check_carried FOR EACH ROW EXECUTE FUNCTION app.answer_frozen();
--> statement-breakpoint
-- An answer that is changed is an answer of today: it has no earlier day any more.
CREATE FUNCTION app.answer_of_today() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.value IS DISTINCT FROM OLD.value THEN
    NEW.carried_from := NULL;
    NEW.carried_on := NULL;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER answer_of_today BEFORE UPDATE ON self_check_answer FOR EACH ROW EXECUTE FUNCTION app.answer_of_today();
