-- A listing over its life: proposals, county checks on files, hearings, renewals, legal notices, monthly readings and the
-- public history. app/features/positive-list/listing-life/states.ts says the same steps; a test compares each pair.
CREATE FUNCTION app.step_allowed(p_machine text, p_from text, p_to text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT (p_machine, p_from, p_to) IN (
    ('application', 'submitted', 'checked'), ('application', 'submitted', 'returned'),
    ('application', 'submitted', 'withdrawn'), ('application', 'submitted', 'lapsed'),
    ('application', 'checked', 'in-notice'), ('application', 'checked', 'refused'), ('application', 'checked', 'submitted'),
    ('application', 'checked', 'withdrawn'), ('application', 'checked', 'lapsed'),
    ('application', 'in-notice', 'listed'), ('application', 'in-notice', 'approved'), ('application', 'in-notice', 'checked'),
    ('application', 'in-notice', 'withdrawn'), ('application', 'in-notice', 'lapsed'),
    ('application', 'approved', 'listed'), ('application', 'approved', 'checked'), ('application', 'approved', 'withdrawn'),
    ('application', 'approved', 'lapsed'),
    ('listing', 'listed', 'suspended'), ('listing', 'listed', 'expired'), ('listing', 'suspended', 'listed'),
    ('listing', 'suspended', 'removed'), ('listing', 'suspended', 'expired'),
    ('proposal', 'open', 'accepted'), ('proposal', 'open', 'declined'), ('proposal', 'open', 'withdrawn'),
    ('proposal', 'open', 'lapsed'),
    ('pack', 'asked', 'handed-in'), ('pack', 'asked', 'accepted'), ('pack', 'asked', 'closed'),
    ('pack', 'handed-in', 'accepted'), ('pack', 'handed-in', 'asked'), ('pack', 'handed-in', 'closed'),
    ('hearing', 'open', 'stated'), ('hearing', 'open', 'waived'), ('hearing', 'open', 'held'), ('hearing', 'open', 'closed'),
    ('hearing', 'stated', 'held'), ('hearing', 'stated', 'closed'), ('hearing', 'waived', 'closed'), ('hearing', 'held', 'closed')) $$;
--> statement-breakpoint
-- One trigger for every machine; its argument names it.
CREATE FUNCTION app.take_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status <> OLD.status AND NOT app.step_allowed(TG_ARGV[0], OLD.status, NEW.status) THEN
    RAISE EXCEPTION '% cannot go from % to %', TG_ARGV[0], OLD.status, NEW.status
      USING ERRCODE = '23514', CONSTRAINT = TG_ARGV[0] || '_step';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
DROP TRIGGER application_step ON application;
--> statement-breakpoint
DROP TRIGGER listing_step ON listing;
--> statement-breakpoint
DROP FUNCTION app.application_step();
--> statement-breakpoint
DROP FUNCTION app.listing_step();
--> statement-breakpoint
CREATE TRIGGER application_step BEFORE UPDATE OF status ON application FOR EACH ROW EXECUTE FUNCTION app.take_step('application');
--> statement-breakpoint
CREATE TRIGGER listing_step BEFORE UPDATE OF status ON listing FOR EACH ROW EXECUTE FUNCTION app.take_step('listing');
--> statement-breakpoint
CREATE TABLE listing_proposal (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  enterprise_id uuid NOT NULL REFERENCES enterprise (id),
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'accepted', 'declined', 'withdrawn', 'lapsed')),
  reason text NOT NULL CHECK (length(reason) BETWEEN 5 AND 2000),
  proposed_by uuid NOT NULL,
  proposed_on date NOT NULL,
  answer_due_on date NOT NULL CHECK (answer_due_on >= proposed_on),
  answered_by uuid,
  answered_on date,
  answer_note text NOT NULL DEFAULT '' CHECK (length(answer_note) <= 2000),
  created_at timestamptz NOT NULL DEFAULT now()
);
--> statement-breakpoint
CREATE UNIQUE INDEX listing_proposal_one_open ON listing_proposal (enterprise_id) WHERE status = 'open';
--> statement-breakpoint
CREATE TRIGGER proposal_step BEFORE UPDATE OF status ON listing_proposal FOR EACH ROW EXECUTE FUNCTION app.take_step('proposal');
--> statement-breakpoint
ALTER TABLE application
  ADD COLUMN proposal_id uuid UNIQUE REFERENCES listing_proposal (id),
  ADD COLUMN proposed_by uuid,
  ADD COLUMN renews uuid REFERENCES listing (id),
  ADD COLUMN renewal_ground text,
  ADD COLUMN sent_back_reason text NOT NULL DEFAULT '' CHECK (length(sent_back_reason) <= 2000),
  ADD CONSTRAINT application_renewal CHECK ((renews IS NULL) = (renewal_ground IS NULL)
    AND renewal_ground IN ('help-visit', 'audit', 'off-site-pack')),
  ADD CONSTRAINT application_six_eyes CHECK (proposed_by IS NULL
    OR (checked_by IS DISTINCT FROM proposed_by AND decided_by IS DISTINCT FROM proposed_by));
--> statement-breakpoint
DROP INDEX application_one_open;
--> statement-breakpoint
CREATE UNIQUE INDEX application_one_open ON application (enterprise_id)
  WHERE status IN ('submitted', 'checked', 'in-notice', 'approved');
--> statement-breakpoint
-- Who proposed stands in the proposal, and stays. Nobody applies before the day from which a removed enterprise may.
CREATE FUNCTION app.application_origin() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE again_from date;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.proposal_id, NEW.renews, NEW.enterprise_id, NEW.submitted_on) IS DISTINCT FROM (OLD.proposal_id, OLD.renews, OLD.enterprise_id, OLD.submitted_on) THEN
      RAISE EXCEPTION 'application %: its origin stays', OLD.id USING ERRCODE = '42501';
    END IF;
    NEW.proposed_by := OLD.proposed_by;
    RETURN NEW;
  END IF;
  NEW.proposed_by := (SELECT p.proposed_by FROM listing_proposal p WHERE p.id = NEW.proposal_id AND p.enterprise_id = NEW.enterprise_id);
  IF NEW.proposal_id IS NOT NULL AND NEW.proposed_by IS NULL THEN
    RAISE EXCEPTION 'application: no such proposal' USING ERRCODE = '23503', CONSTRAINT = 'application_proposal';
  END IF;
  SELECT max(l.reentry_from) INTO again_from FROM listing l WHERE l.enterprise_id = NEW.enterprise_id AND l.status = 'removed';
  IF again_from > NEW.submitted_on THEN
    RAISE EXCEPTION 'application before %', again_from USING ERRCODE = '23514', CONSTRAINT = 'application_reentry';
  END IF;
  IF NEW.renews IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM listing l WHERE l.id = NEW.renews AND l.enterprise_id = NEW.enterprise_id AND l.status IN ('listed', 'suspended')) THEN
    RAISE EXCEPTION 'application: nothing to renew' USING ERRCODE = '23514', CONSTRAINT = 'application_renews_running';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER application_origin BEFORE INSERT OR UPDATE ON application FOR EACH ROW EXECUTE FUNCTION app.application_origin();
--> statement-breakpoint
-- What the county asked for to check by: a pack of files, or a help visit.
CREATE TABLE listing_pack (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  enterprise_id uuid NOT NULL REFERENCES enterprise (id),
  application_id uuid NOT NULL REFERENCES application (id),
  way text NOT NULL CHECK (way IN ('files', 'help-visit')),
  status text NOT NULL DEFAULT 'asked' CHECK (status IN ('asked', 'handed-in', 'accepted', 'closed')),
  due_on date NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
--> statement-breakpoint
CREATE UNIQUE INDEX listing_pack_one_open ON listing_pack (application_id) WHERE status IN ('asked', 'handed-in');
--> statement-breakpoint
CREATE TRIGGER pack_step BEFORE UPDATE OF status ON listing_pack FOR EACH ROW EXECUTE FUNCTION app.take_step('pack');
--> statement-breakpoint
CREATE TABLE listing_pack_step (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  enterprise_id uuid NOT NULL REFERENCES enterprise (id),
  pack_id uuid NOT NULL REFERENCES listing_pack (id),
  kind text NOT NULL CHECK (kind IN ('asked', 'handed-in', 'more', 'accepted')),
  by_account uuid NOT NULL,
  on_day date NOT NULL,
  note text NOT NULL CHECK (length(note) BETWEEN 5 AND 2000),
  created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
--> statement-breakpoint
CREATE INDEX listing_pack_step_pack ON listing_pack_step (pack_id, created_at);
--> statement-breakpoint
-- The hearing that a suspension opens. What was said, by whom and when, stays.
CREATE TABLE listing_hearing (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  enterprise_id uuid NOT NULL REFERENCES enterprise (id),
  listing_id uuid NOT NULL REFERENCES listing (id),
  cause text NOT NULL,
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'stated', 'waived', 'held', 'closed')),
  opened_on date NOT NULL,
  statement_due_on date NOT NULL CHECK (statement_due_on >= opened_on),
  decision_due_on date NOT NULL CHECK (decision_due_on >= statement_due_on),
  statement text NOT NULL DEFAULT '' CHECK (length(statement) <= 5000),
  stated_by uuid,
  stated_on date,
  waived_by uuid,
  waived_on date,
  meeting_on date,
  meeting_place text NOT NULL DEFAULT '' CHECK (length(meeting_place) <= 200),
  record text NOT NULL DEFAULT '' CHECK (length(record) <= 5000),
  held_by uuid,
  held_on date,
  outcome text CHECK (outcome IN ('reinstate', 'remove', 'expired')),
  reason text NOT NULL DEFAULT '' CHECK (length(reason) <= 2000),
  decided_by uuid,
  closed_on date,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT listing_hearing_stated CHECK ((stated_by IS NULL) = (stated_on IS NULL) AND (stated_on IS NULL OR length(statement) >= 5)),
  CONSTRAINT listing_hearing_held CHECK ((held_by IS NULL) = (held_on IS NULL) AND (held_on IS NULL OR length(record) >= 5)),
  CONSTRAINT listing_hearing_ways CHECK (CASE status WHEN 'stated' THEN stated_on IS NOT NULL WHEN 'waived' THEN waived_on IS NOT NULL
    WHEN 'held' THEN held_on IS NOT NULL WHEN 'closed' THEN closed_on IS NOT NULL AND outcome IS NOT NULL ELSE true END)
);
--> statement-breakpoint
CREATE UNIQUE INDEX listing_hearing_one_open ON listing_hearing (listing_id) WHERE status <> 'closed';
--> statement-breakpoint
CREATE TRIGGER hearing_step BEFORE UPDATE OF status ON listing_hearing FOR EACH ROW EXECUTE FUNCTION app.take_step('hearing');
--> statement-breakpoint
-- Files that the enterprise adds to a pack, a hearing or a renewal; the agency may open what hangs here.
CREATE TABLE listing_file (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  enterprise_id uuid NOT NULL REFERENCES enterprise (id),
  evidence_id uuid NOT NULL REFERENCES evidence (id),
  pack_id uuid REFERENCES listing_pack (id),
  hearing_id uuid REFERENCES listing_hearing (id),
  application_id uuid REFERENCES application (id),
  added_by uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT listing_file_one_place CHECK (num_nonnulls(pack_id, hearing_id, application_id) = 1)
);
--> statement-breakpoint
CREATE UNIQUE INDEX listing_file_once ON listing_file (evidence_id, pack_id, hearing_id, application_id) NULLS NOT DISTINCT;
--> statement-breakpoint
-- What the agency served on the enterprise, in the words it was served in, and what became of it.
CREATE TABLE legal_notice (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  enterprise_id uuid NOT NULL REFERENCES enterprise (id),
  kind text NOT NULL CHECK (kind IN ('approval', 'refusal', 'renewal-refusal', 'suspension', 'hearing', 'reinstatement', 'removal')),
  subject_id uuid NOT NULL,
  words jsonb NOT NULL,
  served_by uuid,
  served_on date NOT NULL,
  served_at timestamptz NOT NULL,
  open_due_on date NOT NULL CHECK (open_due_on >= served_on),
  opened_by uuid,
  opened_at timestamptz,
  acknowledged_by uuid,
  acknowledged_at timestamptz,
  fallback_way text CHECK (fallback_way IN ('post', 'in-person', 'left-on-site')),
  fallback_on date,
  fallback_by uuid,
  fallback_note text NOT NULL DEFAULT '' CHECK (length(fallback_note) <= 2000),
  fallback_at timestamptz,
  CONSTRAINT legal_notice_opened CHECK ((opened_by IS NULL) = (opened_at IS NULL)),
  CONSTRAINT legal_notice_acknowledged CHECK ((acknowledged_by IS NULL) = (acknowledged_at IS NULL) AND (acknowledged_at IS NULL OR opened_at IS NOT NULL)),
  CONSTRAINT legal_notice_fallback CHECK (num_nonnulls(fallback_way, fallback_on, fallback_by, fallback_at) IN (0, 4)
    AND (fallback_way IS NULL OR (length(fallback_note) >= 5 AND fallback_on >= served_on)))
);
--> statement-breakpoint
CREATE INDEX legal_notice_enterprise ON legal_notice (enterprise_id, served_at);
--> statement-breakpoint
CREATE INDEX legal_notice_unopened ON legal_notice (open_due_on) WHERE opened_at IS NULL AND fallback_way IS NULL;
--> statement-breakpoint
-- Served words stay as served; each later mark is made once.
CREATE FUNCTION app.legal_notice_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE allowed legal_notice%ROWTYPE := OLD;
BEGIN
  IF OLD.opened_at IS NULL THEN allowed.opened_at := NEW.opened_at; allowed.opened_by := NEW.opened_by; END IF;
  IF OLD.acknowledged_at IS NULL THEN
    allowed.acknowledged_at := NEW.acknowledged_at; allowed.acknowledged_by := NEW.acknowledged_by;
  END IF;
  IF OLD.fallback_way IS NULL THEN
    allowed.fallback_way := NEW.fallback_way; allowed.fallback_on := NEW.fallback_on; allowed.fallback_by := NEW.fallback_by;
    allowed.fallback_note := NEW.fallback_note; allowed.fallback_at := NEW.fallback_at;
  END IF;
  IF allowed IS NOT DISTINCT FROM NEW THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'legal notice %: change refused', OLD.id USING ERRCODE = '42501';
END $$;
--> statement-breakpoint
CREATE TRIGGER kept BEFORE UPDATE ON legal_notice FOR EACH ROW EXECUTE FUNCTION app.legal_notice_kept();
--> statement-breakpoint
-- The monthly recheck of a running listing.
ALTER TABLE listing ADD COLUMN tier text CHECK (tier IN ('T1', 'T2'));
--> statement-breakpoint
CREATE TABLE listing_reading (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  enterprise_id uuid NOT NULL REFERENCES enterprise (id),
  listing_id uuid NOT NULL REFERENCES listing (id),
  month text NOT NULL CHECK (month ~ '^\d{4}-\d{2}$'),
  on_day date NOT NULL,
  score_tenths integer NOT NULL CHECK (score_tenths BETWEEN 0 AND 1000),
  open_gates jsonb NOT NULL,
  evaluation_id uuid NOT NULL REFERENCES evaluation (id),
  CONSTRAINT listing_reading_once UNIQUE (listing_id, month)
);
--> statement-breakpoint
-- What somebody was reminded of, once.
CREATE TABLE listing_reminder (
  enterprise_id uuid NOT NULL REFERENCES enterprise (id),
  subject_id uuid NOT NULL,
  what text NOT NULL,
  on_day date NOT NULL,
  PRIMARY KEY (subject_id, what)
);
--> statement-breakpoint
-- The public history: one line for each change of a listing, written by the database itself.
CREATE TABLE listing_change (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  enterprise_id uuid NOT NULL REFERENCES enterprise (id),
  listing_id uuid NOT NULL REFERENCES listing (id),
  kind text NOT NULL CHECK (kind IN ('listed', 'renewed', 'suspended', 'reinstated', 'removed', 'expired', 'tier-lost', 'tier-regained')),
  on_day date NOT NULL,
  cause text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
--> statement-breakpoint
CREATE INDEX listing_change_listing ON listing_change (listing_id, created_at);
--> statement-breakpoint
ALTER TABLE listing ADD COLUMN changed_on date;
--> statement-breakpoint
CREATE FUNCTION app.listing_history() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  what text;
  became date;
BEGIN
  IF TG_OP = 'INSERT' THEN
    what := CASE WHEN EXISTS (SELECT 1 FROM application a WHERE a.id = NEW.application_id AND a.renews IS NOT NULL) THEN 'renewed' ELSE 'listed' END;
    became := NEW.listed_on;
  ELSIF NEW.status <> OLD.status THEN
    what := CASE WHEN NEW.status = 'listed' THEN 'reinstated' ELSE NEW.status END;
    became := CASE NEW.status WHEN 'suspended' THEN NEW.suspended_on WHEN 'removed' THEN NEW.removed_on WHEN 'expired' THEN NEW.ends_on + 1 ELSE NEW.changed_on END;
  ELSIF NEW.tier IS DISTINCT FROM OLD.tier AND OLD.tier IS NOT NULL AND NEW.tier IS NOT NULL THEN
    what := CASE NEW.tier WHEN 'T1' THEN 'tier-regained' ELSE 'tier-lost' END;
    became := NEW.changed_on;
  ELSE
    RETURN NULL;
  END IF;
  INSERT INTO listing_change (enterprise_id, listing_id, kind, on_day, cause)
    VALUES (NEW.enterprise_id, NEW.id, what, coalesce(became, (now() AT TIME ZONE 'Asia/Shanghai')::date),
      CASE WHEN what = 'suspended' THEN NEW.reason ELSE '' END);
  RETURN NULL;
END $$;
--> statement-breakpoint
SELECT set_config('app.kind', 'system', true);
--> statement-breakpoint
INSERT INTO listing_change (enterprise_id, listing_id, kind, on_day) SELECT enterprise_id, id, 'listed', listed_on FROM listing;
--> statement-breakpoint
INSERT INTO listing_change (enterprise_id, listing_id, kind, on_day, cause)
  SELECT enterprise_id, id, 'suspended', suspended_on, CASE WHEN status = 'suspended' THEN reason ELSE '' END FROM listing
  WHERE suspended_on IS NOT NULL;
--> statement-breakpoint
INSERT INTO listing_change (enterprise_id, listing_id, kind, on_day)
  SELECT enterprise_id, id, status, CASE status WHEN 'removed' THEN coalesce(removed_on, ends_on) ELSE ends_on + 1 END FROM listing
  WHERE status IN ('removed', 'expired');
--> statement-breakpoint
-- A listing that was suspended before hearings were kept gets its hearing, so that it is decided like every other.
INSERT INTO listing_hearing (enterprise_id, listing_id, cause, opened_on, statement_due_on, decision_due_on)
  SELECT enterprise_id, id, reason, suspended_on, suspended_on, greatest(coalesce(decision_due_on, suspended_on), suspended_on) FROM listing
  WHERE status = 'suspended' AND suspended_on IS NOT NULL;
--> statement-breakpoint
SELECT set_config('app.kind', '', true);
--> statement-breakpoint
CREATE TRIGGER history AFTER INSERT OR UPDATE ON listing FOR EACH ROW EXECUTE FUNCTION app.listing_history();
--> statement-breakpoint
-- No listing while an objection to its notice waits; no removal while the enterprise may still be heard.
CREATE FUNCTION app.listing_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF EXISTS (SELECT 1 FROM objection o JOIN notice n ON n.id = o.notice_id
               WHERE n.application_id = NEW.application_id AND o.status = 'open') THEN
      RAISE EXCEPTION 'an objection waits for its answer' USING ERRCODE = '23514', CONSTRAINT = 'listing_objections_answered';
    END IF;
  ELSIF NEW.status = 'removed' AND OLD.status = 'suspended' AND EXISTS (
    SELECT 1 FROM listing_hearing h WHERE h.listing_id = NEW.id AND h.status = 'open' AND h.statement_due_on >= NEW.removed_on) THEN
    RAISE EXCEPTION 'the enterprise may still be heard' USING ERRCODE = '23514', CONSTRAINT = 'listing_heard_first';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER listing_guard BEFORE INSERT OR UPDATE OF status ON listing FOR EACH ROW EXECUTE FUNCTION app.listing_guard();
--> statement-breakpoint
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['listing_proposal', 'listing_pack', 'listing_pack_step', 'listing_hearing', 'listing_file',
      'legal_notice', 'listing_reading', 'listing_reminder', 'listing_change'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY reach ON %I USING (app.kind() <> ''machine'' AND app.sees(enterprise_id)) WITH CHECK (app.kind() <> ''machine'' AND app.sees(enterprise_id))', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['listing_pack_step', 'listing_change', 'listing_reading', 'listing_file', 'listing_reminder'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change()', t);
  END LOOP;
END $$;
--> statement-breakpoint
CREATE POLICY register ON listing_change FOR SELECT USING (app.kind() = 'visitor');
--> statement-breakpoint
CREATE POLICY listing_files ON evidence FOR SELECT USING (
  app.kind() = 'agency' AND EXISTS (SELECT 1 FROM listing_file f WHERE f.evidence_id = evidence.id));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON listing_proposal, listing_pack, listing_hearing, legal_notice TO zijian_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON listing_pack_step, listing_file, listing_reading, listing_reminder, listing_change TO zijian_app;
--> statement-breakpoint
GRANT SELECT ON listing_change TO zijian_report;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.step_allowed(text, text, text), app.take_step(), app.application_origin(), app.listing_history(),
  app.listing_guard(), app.legal_notice_kept() TO zijian_app, zijian_report;
