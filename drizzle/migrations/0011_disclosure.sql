-- Sharing a self-check: each act with what was shown, revocable until an agency has opened it.
CREATE TABLE self_check_share (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  enterprise_id uuid NOT NULL,
  self_check_id uuid NOT NULL,
  site_id uuid NOT NULL,
  shared_at timestamptz NOT NULL,
  shared_by uuid NOT NULL,
  with_evidence boolean NOT NULL,
  answer_count integer NOT NULL,
  finding_count integer NOT NULL,
  evidence_count integer NOT NULL,
  recipients jsonb NOT NULL,
  text_version integer NOT NULL,
  text_hash text NOT NULL,
  opened_at timestamptz,
  opened_by uuid,
  opened_agency_id uuid,
  revoked_at timestamptz,
  revoked_by uuid,
  revoke_reason text,
  CONSTRAINT self_check_share_self_check_id_self_check_id_fk FOREIGN KEY (self_check_id) REFERENCES self_check (id),
  CONSTRAINT self_check_share_site_id_site_id_fk FOREIGN KEY (site_id) REFERENCES site (id),
  CONSTRAINT self_check_share_opened_agency_id_agency_id_fk FOREIGN KEY (opened_agency_id) REFERENCES agency (id),
  CONSTRAINT self_check_share_one_end CHECK (opened_at IS NULL OR revoked_at IS NULL),
  CONSTRAINT self_check_share_opened CHECK ((opened_at IS NULL) = (opened_by IS NULL) AND (opened_at IS NULL) = (opened_agency_id IS NULL)),
  CONSTRAINT self_check_share_revoked CHECK ((revoked_at IS NULL) = (revoked_by IS NULL)
    AND (revoked_at IS NULL) = (revoke_reason IS NULL) AND revoke_reason <> '' AND length(revoke_reason) <= 500)
);
--> statement-breakpoint
-- One share is in force at a time; earlier ones that were taken back stay on record.
CREATE UNIQUE INDEX self_check_share_live ON self_check_share (self_check_id) WHERE revoked_at IS NULL;
--> statement-breakpoint
CREATE INDEX self_check_share_list ON self_check_share (enterprise_id, shared_at DESC);
--> statement-breakpoint
CREATE TABLE self_check_acknowledgment (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  enterprise_id uuid NOT NULL,
  self_check_id uuid NOT NULL,
  share_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  next_step text NOT NULL CHECK (next_step IN ('none', 'corrections', 'visit', 'contact')),
  note text NOT NULL CHECK (length(note) <= 2000),
  written_by uuid NOT NULL,
  written_at timestamptz NOT NULL,
  CONSTRAINT self_check_acknowledgment_self_check_id_self_check_id_fk FOREIGN KEY (self_check_id) REFERENCES self_check (id),
  CONSTRAINT self_check_acknowledgment_share_id_self_check_share_id_fk FOREIGN KEY (share_id) REFERENCES self_check_share (id),
  CONSTRAINT self_check_acknowledgment_agency_id_agency_id_fk FOREIGN KEY (agency_id) REFERENCES agency (id)
);
--> statement-breakpoint
CREATE INDEX self_check_acknowledgment_share ON self_check_acknowledgment (share_id, written_at);
--> statement-breakpoint
-- What was shared before shares had rows of their own. Where an agency has read it, that was its opening.
SELECT set_config('app.kind', 'system', true);
--> statement-breakpoint
INSERT INTO self_check_share (enterprise_id, self_check_id, site_id, shared_at, shared_by, with_evidence, answer_count,
    finding_count, evidence_count, recipients, text_version, text_hash, opened_at, opened_by, opened_agency_id)
  SELECT s.enterprise_id, s.id, s.site_id, s.shared_at, s.shared_by, true,
    (SELECT count(*) FROM self_check_answer a WHERE a.self_check_id = s.id),
    (SELECT count(*) FROM finding f WHERE f.self_check_id = s.id),
    (SELECT count(*) FROM self_check_answer_evidence e WHERE e.self_check_id = s.id),
    '[]'::jsonb, 0, '', first.at, first.account_id, first.agency_id
  FROM self_check s LEFT JOIN LATERAL (
    SELECT e.at, a.id AS account_id, a.agency_id FROM access_event e JOIN account a ON a.id = e.reader_account_id
    WHERE a.agency_id IS NOT NULL AND e.at >= s.shared_at AND (e.record = 'self-check:' || s.id OR e.record IN (
      SELECT 'correction:' || c.id FROM correction c JOIN finding f ON f.id = c.finding_id WHERE f.self_check_id = s.id))
    ORDER BY e.at LIMIT 1) first ON true
  WHERE s.shared_at IS NOT NULL;
--> statement-breakpoint
SELECT set_config('app.kind', '', true);
--> statement-breakpoint
-- Only an agency opens and only the enterprise takes back, each once and never both: the row's lock decides a race.
CREATE FUNCTION app.share_life() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE allowed self_check_share%ROWTYPE;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.opened_at IS NULL AND NEW.revoked_at IS NULL AND EXISTS (SELECT 1 FROM self_check s WHERE s.id = NEW.self_check_id
        AND s.status = 'completed' AND s.enterprise_id = NEW.enterprise_id AND s.site_id = NEW.site_id) THEN
      RETURN NEW;
    END IF;
  ELSIF TG_OP = 'UPDATE' AND OLD.opened_at IS NULL AND OLD.revoked_at IS NULL THEN
    allowed := OLD;
    IF NEW.opened_at IS NOT NULL AND app.kind() IN ('agency', 'system')
        AND (app.kind() = 'system' OR (NEW.opened_by = app.account_id() AND NEW.opened_agency_id = app.agency_id())) THEN
      allowed.opened_at := NEW.opened_at;
      allowed.opened_by := NEW.opened_by;
      allowed.opened_agency_id := NEW.opened_agency_id;
    ELSIF NEW.revoked_at IS NOT NULL AND app.kind() IN ('enterprise', 'system') THEN
      allowed.revoked_at := NEW.revoked_at;
      allowed.revoked_by := NEW.revoked_by;
      allowed.revoke_reason := NEW.revoke_reason;
    END IF;
    IF allowed IS NOT DISTINCT FROM NEW THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION 'share %: % refused', coalesce(NEW.id, OLD.id), TG_OP USING ERRCODE = '42501';
END $$;
--> statement-breakpoint
CREATE TRIGGER life BEFORE INSERT OR UPDATE OR DELETE ON self_check_share FOR EACH ROW EXECUTE FUNCTION app.share_life();
--> statement-breakpoint
-- A completed self-check changes in one way: it says whether it is shared at present, as its share in force does.
CREATE OR REPLACE FUNCTION app.self_check_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  allowed self_check%ROWTYPE;
  live self_check_share%ROWTYPE;
BEGIN
  IF OLD.status <> 'completed' THEN RETURN coalesce(NEW, OLD); END IF;
  IF TG_OP = 'UPDATE' THEN
    SELECT * INTO live FROM self_check_share h WHERE h.self_check_id = OLD.id AND h.revoked_at IS NULL;
    allowed := OLD;
    allowed.shared_at := live.shared_at;
    allowed.shared_by := live.shared_by;
    IF allowed IS NOT DISTINCT FROM NEW THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION 'self-check % is completed: % refused', OLD.id, TG_OP USING ERRCODE = '42501';
END $$;
--> statement-breakpoint
CREATE FUNCTION app.tell_shared() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE self_check SET shared_at = CASE WHEN NEW.revoked_at IS NULL THEN NEW.shared_at END,
      shared_by = CASE WHEN NEW.revoked_at IS NULL THEN NEW.shared_by END
    WHERE id = NEW.self_check_id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER tell_shared AFTER INSERT OR UPDATE OF revoked_at ON self_check_share FOR EACH ROW EXECUTE FUNCTION app.tell_shared();
--> statement-breakpoint
ALTER TABLE self_check_share ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE self_check_share FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- An agency does not learn of a share that was taken back.
CREATE POLICY reach ON self_check_share USING (
  CASE app.kind() WHEN 'agency' THEN revoked_at IS NULL AND app.sees(enterprise_id)
    ELSE app.kind() IN ('system', 'enterprise') AND app.sees(enterprise_id) END);
--> statement-breakpoint
ALTER TABLE self_check_acknowledgment ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE self_check_acknowledgment FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY reach ON self_check_acknowledgment USING (app.kind() IN ('system', 'enterprise', 'agency') AND app.sees(enterprise_id))
  WITH CHECK (app.kind() = 'system' OR (app.kind() = 'agency' AND agency_id = app.agency_id() AND written_by = app.account_id()
    AND EXISTS (SELECT 1 FROM self_check_share h WHERE h.id = share_id AND h.opened_at IS NOT NULL
      AND h.enterprise_id = self_check_acknowledgment.enterprise_id AND h.self_check_id = self_check_acknowledgment.self_check_id)));
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON self_check_acknowledgment
  FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON self_check_share TO zijian_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON self_check_acknowledgment TO zijian_app;
--> statement-breakpoint
-- An agency reads nothing of a self-check before the opening that the enterprise is told of.
DROP POLICY own ON self_check;
--> statement-breakpoint
CREATE POLICY own ON self_check USING (
  CASE app.kind() WHEN 'agency' THEN shared_at IS NOT NULL AND app.sees(enterprise_id)
      AND EXISTS (SELECT 1 FROM self_check_share h WHERE h.self_check_id = self_check.id AND h.opened_at IS NOT NULL)
    ELSE app.kind() <> 'machine' AND app.sees(enterprise_id) END);
--> statement-breakpoint
DROP POLICY follows ON self_check_answer_evidence;
--> statement-breakpoint
CREATE POLICY follows ON self_check_answer_evidence USING (
  EXISTS (SELECT 1 FROM self_check s WHERE s.id = self_check_id)
  AND (app.kind() <> 'agency' OR EXISTS (SELECT 1 FROM self_check_share h
    WHERE h.self_check_id = self_check_answer_evidence.self_check_id AND h.with_evidence)));
