-- Sharing out the work of a self-check, and keeping every answer that anybody gave.
-- What the device said the time was, when it said so and the clock was not more than a day off.
ALTER TABLE self_check_answer ADD COLUMN device_at timestamptz, ADD COLUMN topic text;
--> statement-breakpoint
-- Each answer as it was saved, and each that was set aside because someone else had saved first.
CREATE TABLE self_check_answer_version (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  enterprise_id uuid NOT NULL,
  self_check_id uuid NOT NULL,
  question_id text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('saved', 'set-aside')),
  revision integer NOT NULL,
  value jsonb NOT NULL,
  note text NOT NULL,
  answered_by uuid NOT NULL,
  answered_at timestamptz NOT NULL,
  device_at timestamptz,
  CONSTRAINT self_check_answer_version_self_check_id_self_check_id_fk FOREIGN KEY (self_check_id) REFERENCES self_check (id)
);
--> statement-breakpoint
CREATE INDEX self_check_answer_version_question ON self_check_answer_version (self_check_id, question_id, answered_at);
--> statement-breakpoint
-- A device that sends the same refused entry again adds nothing.
CREATE UNIQUE INDEX self_check_answer_version_once ON self_check_answer_version
  (self_check_id, question_id, answered_by, revision, md5(value::text || chr(10) || note)) WHERE kind = 'set-aside';
--> statement-breakpoint
-- Who answers which topic.
CREATE TABLE self_check_part (
  enterprise_id uuid NOT NULL,
  self_check_id uuid NOT NULL,
  topic text NOT NULL,
  account_id uuid NOT NULL,
  due_on date,
  given_by uuid NOT NULL,
  given_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT self_check_part_self_check_id_topic_pk PRIMARY KEY (self_check_id, topic),
  CONSTRAINT self_check_part_self_check_id_self_check_id_fk FOREIGN KEY (self_check_id) REFERENCES self_check (id),
  CONSTRAINT self_check_part_account_id_account_id_fk FOREIGN KEY (account_id) REFERENCES account (id)
);
--> statement-breakpoint
CREATE TABLE self_check_comment (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  enterprise_id uuid NOT NULL,
  self_check_id uuid NOT NULL,
  question_id text NOT NULL,
  text text NOT NULL CHECK (text <> '' AND length(text) <= 2000),
  written_by uuid NOT NULL,
  written_at timestamptz NOT NULL,
  CONSTRAINT self_check_comment_self_check_id_self_check_id_fk FOREIGN KEY (self_check_id) REFERENCES self_check (id)
);
--> statement-breakpoint
CREATE INDEX self_check_comment_thread ON self_check_comment (self_check_id, question_id, written_at);
--> statement-breakpoint
-- When somebody was last told by mail of comments on a self-check.
CREATE TABLE self_check_comment_mail (
  enterprise_id uuid NOT NULL,
  self_check_id uuid NOT NULL,
  account_id uuid NOT NULL,
  mailed_at timestamptz NOT NULL,
  CONSTRAINT self_check_comment_mail_self_check_id_account_id_pk PRIMARY KEY (self_check_id, account_id),
  CONSTRAINT self_check_comment_mail_self_check_id_self_check_id_fk FOREIGN KEY (self_check_id) REFERENCES self_check (id)
);
--> statement-breakpoint
CREATE TABLE self_check_flag (
  enterprise_id uuid NOT NULL,
  self_check_id uuid NOT NULL,
  question_id text NOT NULL,
  reason text NOT NULL DEFAULT '',
  flagged_by uuid NOT NULL,
  flagged_at timestamptz NOT NULL,
  CONSTRAINT self_check_flag_self_check_id_question_id_pk PRIMARY KEY (self_check_id, question_id),
  CONSTRAINT self_check_flag_self_check_id_self_check_id_fk FOREIGN KEY (self_check_id) REFERENCES self_check (id)
);
--> statement-breakpoint
-- How an enterprise shares out its work is its own business: no agency reads it, shared or not.
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['self_check_answer_version', 'self_check_part', 'self_check_comment',
      'self_check_comment_mail', 'self_check_flag'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY own ON %I USING (app.kind() = ''system'' OR (app.kind() = ''enterprise'' AND enterprise_id = app.enterprise_id()))', t);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT SELECT, INSERT ON self_check_answer_version, self_check_comment TO zijian_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON self_check_part, self_check_comment_mail, self_check_flag TO zijian_app;
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON self_check_answer_version
  FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON self_check_comment
  FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();
--> statement-breakpoint
-- Kept by the database, so that no way of saving an answer forgets it.
CREATE FUNCTION app.keep_answer_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.value, NEW.note, NEW.revision) IS NOT DISTINCT FROM (OLD.value, OLD.note, OLD.revision) THEN
    RETURN NULL;
  END IF;
  INSERT INTO self_check_answer_version (enterprise_id, self_check_id, question_id, kind, revision, value, note,
      answered_by, answered_at, device_at)
    VALUES (NEW.enterprise_id, NEW.self_check_id, NEW.question_id, 'saved', NEW.revision, NEW.value, NEW.note,
      NEW.answered_by, NEW.answered_at, NEW.device_at);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_version AFTER INSERT OR UPDATE ON self_check_answer FOR EACH ROW EXECUTE FUNCTION app.keep_answer_version();
--> statement-breakpoint
-- Learners answer the topics that are given to them, and no other.
CREATE FUNCTION app.own_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF app.kind() = 'enterprise'
      AND EXISTS (SELECT 1 FROM account a WHERE a.id = app.account_id() AND a.role = 'learner')
      AND NOT EXISTS (SELECT 1 FROM self_check_part p
        WHERE p.self_check_id = NEW.self_check_id AND p.topic = NEW.topic AND p.account_id = app.account_id()) THEN
    RAISE EXCEPTION 'topic % of this self-check is not given to the learner who answers', NEW.topic USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER own_part BEFORE INSERT OR UPDATE ON self_check_answer FOR EACH ROW EXECUTE FUNCTION app.own_part();
--> statement-breakpoint
-- The answers there are become the beginning of the history.
SELECT set_config('app.kind', 'system', true);
--> statement-breakpoint
INSERT INTO self_check_answer_version (enterprise_id, self_check_id, question_id, kind, revision, value, note, answered_by, answered_at)
  SELECT enterprise_id, self_check_id, question_id, 'saved', revision, value, note, answered_by, answered_at FROM self_check_answer;
--> statement-breakpoint
SELECT set_config('app.kind', '', true);
