-- Self-check and correction: what is completed stays as it is, and what a status says is really there.
ALTER TABLE self_check ADD CONSTRAINT self_check_completed CHECK (
  (status = 'draft' AND completed_on IS NULL AND result IS NULL AND shared_at IS NULL)
  OR (status = 'completed' AND completed_on IS NOT NULL AND completed_by IS NOT NULL AND result IS NOT NULL
      AND result_hash ~ '^[0-9a-f]{64}$' AND (shared_at IS NULL) = (shared_by IS NULL)));
--> statement-breakpoint
ALTER TABLE correction ADD CONSTRAINT correction_status_told CHECK (
  CASE status
    WHEN 'open' THEN submitted_by IS NULL AND verified_by IS NULL
    WHEN 'submitted' THEN submitted_by IS NOT NULL AND submitted_on IS NOT NULL AND cause IS NOT NULL AND verified_by IS NULL
    WHEN 'verified' THEN submitted_by IS NOT NULL AND submitted_on IS NOT NULL AND verified_by IS NOT NULL AND verified_on IS NOT NULL
    WHEN 'reopened' THEN verified_by IS NULL AND verdict_reason <> ''
    ELSE false END);
--> statement-breakpoint
-- A completed self-check changes in one way: it is shared, once.
CREATE FUNCTION app.self_check_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE allowed self_check%ROWTYPE;
BEGIN
  IF OLD.status <> 'completed' THEN RETURN coalesce(NEW, OLD); END IF;
  IF TG_OP = 'UPDATE' AND OLD.shared_at IS NULL THEN
    allowed := OLD;
    allowed.shared_at := NEW.shared_at;
    allowed.shared_by := NEW.shared_by;
    IF allowed IS NOT DISTINCT FROM NEW THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION 'self-check % is completed: % refused', OLD.id, TG_OP USING ERRCODE = '42501';
END $$;
--> statement-breakpoint
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON self_check FOR EACH ROW EXECUTE FUNCTION app.self_check_frozen();
--> statement-breakpoint
-- Its answers and their evidence do not change any more either.
CREATE FUNCTION app.answer_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM self_check s WHERE s.status = 'completed'
      AND s.id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.self_check_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.self_check_id END)) THEN
    RAISE EXCEPTION 'the self-check is completed: % of % refused', TG_OP, TG_TABLE_NAME USING ERRCODE = '42501';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
--> statement-breakpoint
CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON self_check_answer FOR EACH ROW EXECUTE FUNCTION app.answer_frozen();
--> statement-breakpoint
CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON self_check_answer_evidence FOR EACH ROW EXECUTE FUNCTION app.answer_frozen();
--> statement-breakpoint
-- The share of corrections closed on time is taken over all of them, also when an officer, who sees only the shared
-- ones, closes one. Gives away dates and states alone.
CREATE FUNCTION app.correction_days(p_enterprise uuid) RETURNS TABLE (status text, due_on date, submitted_on date)
LANGUAGE sql VOLATILE SET app.kind = 'system' AS
  $$ SELECT c.status, c.due_on, c.submitted_on FROM public.correction c WHERE c.enterprise_id = p_enterprise $$;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.correction_days(uuid) TO zijian_app;
