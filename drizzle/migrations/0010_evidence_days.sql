-- Evidence speaks for a time: from a day to a day, or from a day on. What was stored as one day is where it begins.
ALTER TABLE evidence RENAME COLUMN effective_on TO effective_from;
--> statement-breakpoint
ALTER TABLE evidence
  ADD COLUMN effective_to date,
  ADD COLUMN state text NOT NULL DEFAULT 'ready',
  ADD COLUMN waiting_as text,
  ADD COLUMN preview_hash text,
  ADD CONSTRAINT evidence_days CHECK (effective_to IS NULL OR effective_to >= effective_from),
  ADD CONSTRAINT evidence_state CHECK (state IN ('ready', 'waiting', 'unreadable')),
  ADD CONSTRAINT evidence_waiting CHECK ((state = 'waiting') = (waiting_as IS NOT NULL)),
  ADD CONSTRAINT evidence_hashes CHECK (hash ~ '^[0-9a-f]{64}$' AND original_hash ~ '^[0-9a-f]{64}$'
    AND (preview_hash IS NULL OR preview_hash ~ '^[0-9a-f]{64}$'));
--> statement-breakpoint
CREATE INDEX evidence_original ON evidence (enterprise_id, original_hash);
--> statement-breakpoint
CREATE INDEX evidence_ends ON evidence (effective_to) WHERE effective_to IS NOT NULL;
--> statement-breakpoint
CREATE INDEX answer_evidence_file ON self_check_answer_evidence (evidence_id);
--> statement-breakpoint
CREATE INDEX correction_evidence_file ON correction_evidence (evidence_id);
--> statement-breakpoint
-- A file is what it was: a picture is made anew once, its small picture is added once, and nothing else ever changes.
CREATE FUNCTION app.evidence_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE allowed evidence%ROWTYPE;
BEGIN
  allowed := OLD;
  IF OLD.preview_hash IS NULL THEN allowed.preview_hash := NEW.preview_hash; END IF;
  IF OLD.state = 'waiting' THEN
    allowed.state := NEW.state;
    allowed.waiting_as := NEW.waiting_as;
    allowed.hash := NEW.hash;
    allowed.size_bytes := NEW.size_bytes;
  END IF;
  IF allowed IS NOT DISTINCT FROM NEW THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'evidence % is kept as it is: change refused', OLD.id USING ERRCODE = '42501';
END $$;
--> statement-breakpoint
CREATE TRIGGER kept BEFORE UPDATE ON evidence FOR EACH ROW EXECUTE FUNCTION app.evidence_kept();
