-- What must never happen, held by the database: hand-written, asserted by tests/integration/schema.test.ts.
CREATE EXTENSION IF NOT EXISTS btree_gist;
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'zijian_app') THEN
    CREATE ROLE zijian_app NOLOGIN NOBYPASSRLS;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'zijian_report') THEN
    CREATE ROLE zijian_report NOLOGIN NOBYPASSRLS;
  END IF;
  EXECUTE format('GRANT zijian_app, zijian_report TO %I', current_user);
END $$;
--> statement-breakpoint
CREATE SCHEMA IF NOT EXISTS app;
--> statement-breakpoint
-- Who is asking, as withTx told us for this transaction. Unset reads as nobody.
CREATE FUNCTION app.kind() RETURNS text LANGUAGE sql STABLE AS
  $$ SELECT coalesce(nullif(current_setting('app.kind', true), ''), 'nobody') $$;
--> statement-breakpoint
CREATE FUNCTION app.account_id() RETURNS uuid LANGUAGE sql STABLE AS
  $$ SELECT nullif(current_setting('app.account_id', true), '')::uuid $$;
--> statement-breakpoint
CREATE FUNCTION app.enterprise_id() RETURNS uuid LANGUAGE sql STABLE AS
  $$ SELECT nullif(current_setting('app.enterprise_id', true), '')::uuid $$;
--> statement-breakpoint
CREATE FUNCTION app.agency_id() RETURNS uuid LANGUAGE sql STABLE AS
  $$ SELECT nullif(current_setting('app.agency_id', true), '')::uuid $$;
--> statement-breakpoint
-- "-" matches no region, so an unset region sees nothing; "" (all regions) is given as "%".
CREATE FUNCTION app.region_pattern() RETURNS text LANGUAGE sql STABLE AS
  $$ SELECT coalesce(nullif(current_setting('app.region', true), ''), '-') $$;
--> statement-breakpoint
-- Enterprises: an enterprise itself, an agency or machine its region, a visitor those in the public register.
ALTER TABLE enterprise ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE enterprise FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY reach ON enterprise USING (
  CASE app.kind()
    WHEN 'system' THEN true
    WHEN 'enterprise' THEN id = app.enterprise_id()
    WHEN 'agency' THEN region_code LIKE app.region_pattern()
    WHEN 'machine' THEN region_code LIKE app.region_pattern()
    WHEN 'visitor' THEN EXISTS (SELECT 1 FROM notice n WHERE n.enterprise_id = enterprise.id)
    ELSE false
  END);
--> statement-breakpoint
-- Row-level security of enterprise decides, so this function needs no rule of its own.
CREATE FUNCTION app.sees(p_enterprise uuid) RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT CASE app.kind()
       WHEN 'system' THEN true
       WHEN 'enterprise' THEN p_enterprise = app.enterprise_id()
       WHEN 'agency' THEN EXISTS (SELECT 1 FROM public.enterprise e WHERE e.id = p_enterprise)
       WHEN 'machine' THEN EXISTS (SELECT 1 FROM public.enterprise e WHERE e.id = p_enterprise)
       ELSE false END $$;
--> statement-breakpoint
-- Tables whose rows belong to one enterprise and whose agency may read and write them.
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['site', 'appointment', 'visit', 'enterprise_fact', 'evaluation', 'application',
      'certificate', 'objection'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY reach ON %I USING (app.sees(enterprise_id)) WITH CHECK (app.sees(enterprise_id))', t);
  END LOOP;
  -- Public register: everybody reads, those who see the enterprise write.
  FOREACH t IN ARRAY ARRAY['notice', 'listing', 'exemption'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY register ON %I FOR SELECT USING (app.kind() = ''visitor'')', t);
    EXECUTE format('CREATE POLICY reach ON %I USING (app.sees(enterprise_id)) WITH CHECK (app.sees(enterprise_id))', t);
  END LOOP;
  -- The enterprise's own business: no agency reads these.
  FOREACH t IN ARRAY ARRAY['exam_attempt', 'lesson_read', 'visit_rating'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY own ON %I USING (app.kind() = ''system'' OR (app.kind() = ''enterprise'' AND enterprise_id = app.enterprise_id()))', t);
  END LOOP;
  -- Private until shared: what hangs on a self-check follows the self-check.
  FOREACH t IN ARRAY ARRAY['self_check', 'self_check_answer', 'self_check_answer_evidence', 'finding', 'correction',
      'correction_evidence', 'evidence', 'access_event', 'account', 'session', 'credential', 'account_token',
      'api_key', 'idempotency_key', 'import_batch', 'officer_plan', 'ledger_entry', 'ledger_head'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
  END LOOP;
END $$;
--> statement-breakpoint
CREATE POLICY own ON self_check USING (
  CASE app.kind() WHEN 'agency' THEN shared_at IS NOT NULL AND app.sees(enterprise_id) ELSE app.kind() <> 'machine' AND app.sees(enterprise_id) END);
--> statement-breakpoint
CREATE POLICY follows ON self_check_answer USING (EXISTS (SELECT 1 FROM self_check s WHERE s.id = self_check_id));
--> statement-breakpoint
CREATE POLICY follows ON self_check_answer_evidence USING (EXISTS (SELECT 1 FROM self_check s WHERE s.id = self_check_id));
--> statement-breakpoint
CREATE POLICY follows ON finding USING (
  CASE WHEN self_check_id IS NULL THEN app.kind() <> 'machine' AND app.sees(enterprise_id)
       ELSE EXISTS (SELECT 1 FROM self_check s WHERE s.id = self_check_id) END);
--> statement-breakpoint
CREATE POLICY follows ON correction USING (EXISTS (SELECT 1 FROM finding f WHERE f.id = finding_id));
--> statement-breakpoint
CREATE POLICY follows ON correction_evidence USING (EXISTS (SELECT 1 FROM correction c WHERE c.id = correction_id));
--> statement-breakpoint
CREATE POLICY follows ON evidence USING (
  CASE app.kind()
    WHEN 'agency' THEN EXISTS (SELECT 1 FROM self_check_answer_evidence a WHERE a.evidence_id = evidence.id)
                    OR EXISTS (SELECT 1 FROM correction_evidence c WHERE c.evidence_id = evidence.id)
    ELSE app.kind() <> 'machine' AND app.sees(enterprise_id) END);
--> statement-breakpoint
CREATE POLICY write_log ON access_event FOR INSERT WITH CHECK (app.kind() IN ('system', 'agency', 'machine'));
--> statement-breakpoint
CREATE POLICY read_log ON access_event FOR SELECT USING (
  app.kind() = 'system' OR (app.kind() = 'enterprise' AND enterprise_id = app.enterprise_id()));
--> statement-breakpoint
-- Colleagues see each other; enterprises see officers by name; administrators see agency accounts and the system all.
CREATE POLICY reach ON account USING (
  CASE app.kind()
    WHEN 'system' THEN true
    WHEN 'enterprise' THEN enterprise_id = app.enterprise_id() OR agency_id IS NOT NULL
    WHEN 'agency' THEN agency_id = app.agency_id() OR (enterprise_id IS NOT NULL AND app.sees(enterprise_id))
    WHEN 'administrator' THEN enterprise_id IS NULL
    ELSE false END);
--> statement-breakpoint
CREATE POLICY own ON session USING (app.kind() = 'system' OR user_id = app.account_id());
--> statement-breakpoint
CREATE POLICY system_only ON credential USING (app.kind() = 'system');
--> statement-breakpoint
CREATE POLICY system_only ON account_token USING (app.kind() = 'system');
--> statement-breakpoint
CREATE POLICY operator ON api_key USING (app.kind() IN ('system', 'administrator'));
--> statement-breakpoint
CREATE POLICY own ON idempotency_key USING (app.kind() = 'system' OR account_id = app.account_id());
--> statement-breakpoint
CREATE POLICY own ON import_batch USING (app.kind() = 'system' OR (app.kind() = 'agency' AND agency_id = app.agency_id()));
--> statement-breakpoint
CREATE POLICY read_plan ON officer_plan FOR SELECT USING (app.kind() IN ('system', 'enterprise', 'agency'));
--> statement-breakpoint
CREATE POLICY write_plan ON officer_plan USING (app.kind() = 'system' OR (app.kind() = 'agency' AND agency_id = app.agency_id()));
--> statement-breakpoint
-- Ledgers: read by their owner; an agency reads points and decisions of the enterprises it sees. Written by ledger_append alone.
CREATE POLICY read_entry ON ledger_entry USING (
  CASE app.kind()
    WHEN 'system' THEN true
    WHEN 'enterprise' THEN owner_id IN (app.enterprise_id(), app.account_id())
    WHEN 'agency' THEN owner_id IN (app.agency_id(), app.account_id()) OR (chain IN ('points', 'decision') AND app.sees(owner_id))
    WHEN 'administrator' THEN owner_id = app.account_id()
    ELSE false END);
--> statement-breakpoint
CREATE POLICY read_head ON ledger_head USING (
  CASE app.kind()
    WHEN 'system' THEN true
    WHEN 'enterprise' THEN owner_id IN (app.enterprise_id(), app.account_id())
    WHEN 'agency' THEN owner_id IN (app.agency_id(), app.account_id()) OR (chain IN ('points', 'decision') AND app.sees(owner_id))
    ELSE false END);
--> statement-breakpoint
-- Appends one entry to one chain and answers with it; the same key again answers with the first entry (repeated = true),
-- the same key with other content is an error. A balance never goes below zero.
CREATE FUNCTION ledger_append(
  p_owner uuid, p_chain text, p_kind text, p_delta integer, p_payload jsonb, p_key text, p_actor uuid, p_at_us bigint
) RETURNS TABLE (seq bigint, hash text, balance integer, repeated boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET app.kind = 'system' AS $$
DECLARE
  head ledger_head%ROWTYPE;
  earlier ledger_entry%ROWTYPE;
  v_salt text := replace(gen_random_uuid()::text, '-', '');
  v_commitment text;
  v_hash text;
BEGIN
  INSERT INTO ledger_head (owner_id, chain, seq, hash, balance) VALUES (p_owner, p_chain, 0, repeat('0', 64), 0)
    ON CONFLICT DO NOTHING;
  SELECT * INTO head FROM ledger_head h WHERE h.owner_id = p_owner AND h.chain = p_chain FOR UPDATE;
  IF p_key IS NOT NULL THEN
    SELECT * INTO earlier FROM ledger_entry e
      WHERE e.owner_id = p_owner AND e.chain = p_chain AND e.idempotency_key = p_key;
    IF FOUND THEN
      IF earlier.kind <> p_kind OR earlier.delta <> p_delta OR earlier.payload <> p_payload THEN
        RAISE EXCEPTION 'ledger key "%" was used for another entry', p_key USING ERRCODE = '23505';
      END IF;
      RETURN QUERY SELECT earlier.seq, earlier.hash, head.balance, true;
      RETURN;
    END IF;
  END IF;
  IF head.balance + p_delta < 0 THEN
    RAISE EXCEPTION 'balance of % would fall below zero', p_chain USING ERRCODE = '23514';
  END IF;
  v_commitment := encode(sha256(convert_to(v_salt || p_payload::text, 'UTF8')), 'hex');
  v_hash := encode(sha256(convert_to(concat_ws('|', head.hash, p_owner, p_chain, head.seq + 1, p_at_us, p_kind,
    coalesce(p_actor::text, '-'), p_delta, v_commitment), 'UTF8')), 'hex');
  INSERT INTO ledger_entry (owner_id, chain, seq, at_us, kind, actor_id, delta, payload, salt, commitment, prev_hash,
      hash, idempotency_key)
    VALUES (p_owner, p_chain, head.seq + 1, p_at_us, p_kind, p_actor, p_delta, p_payload, v_salt, v_commitment,
      head.hash, v_hash, p_key);
  UPDATE ledger_head h SET seq = head.seq + 1, hash = v_hash, balance = head.balance + p_delta
    WHERE h.owner_id = p_owner AND h.chain = p_chain;
  RETURN QUERY SELECT head.seq + 1, v_hash, head.balance + p_delta, false;
END $$;
--> statement-breakpoint
CREATE FUNCTION app.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = '42501'; END $$;
--> statement-breakpoint
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['ledger_entry', 'access_event', 'enterprise_fact', 'evaluation'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change()', t);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public, app TO zijian_app, zijian_report;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO zijian_app;
--> statement-breakpoint
REVOKE INSERT, UPDATE, DELETE ON ledger_entry, ledger_head FROM zijian_app;
--> statement-breakpoint
REVOKE UPDATE, DELETE ON access_event, enterprise_fact, evaluation FROM zijian_app;
--> statement-breakpoint
GRANT SELECT ON enterprise, listing, exemption, notice, appointment, enterprise_fact, evaluation TO zijian_report;
--> statement-breakpoint
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA app TO zijian_app, zijian_report;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION ledger_append FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION ledger_append TO zijian_app;
--> statement-breakpoint
-- Accounts belong to exactly one side.
ALTER TABLE account ADD CONSTRAINT account_one_side CHECK (
  CASE WHEN role IN ('learner', 'manager', 'legal-representative') THEN enterprise_id IS NOT NULL AND agency_id IS NULL
       WHEN role IN ('officer', 'approver', 'supervisor', 'editor') THEN agency_id IS NOT NULL AND enterprise_id IS NULL
       WHEN role = 'administrator' THEN enterprise_id IS NULL AND agency_id IS NULL
       ELSE false END),
  ADD CONSTRAINT account_login_lower CHECK (login_name = lower(login_name));
--> statement-breakpoint
ALTER TABLE enterprise ADD CONSTRAINT enterprise_uscc_shape CHECK (uscc ~ '^[0-9A-HJ-NPQRTUWXY]{18}$');
--> statement-breakpoint
-- Four eyes.
ALTER TABLE correction ADD CONSTRAINT correction_four_eyes CHECK (verified_by IS NULL OR verified_by <> submitted_by);
--> statement-breakpoint
ALTER TABLE application ADD CONSTRAINT application_four_eyes CHECK (decided_by IS NULL OR decided_by <> checked_by);
--> statement-breakpoint
CREATE UNIQUE INDEX application_one_open ON application (enterprise_id) WHERE status IN ('submitted', 'checked', 'in-notice');
--> statement-breakpoint
CREATE UNIQUE INDEX listing_one_live ON listing (enterprise_id) WHERE status IN ('listed', 'suspended');
--> statement-breakpoint
CREATE UNIQUE INDEX self_check_one_draft ON self_check (site_id) WHERE status = 'draft';
--> statement-breakpoint
CREATE UNIQUE INDEX exam_attempt_one_running ON exam_attempt (account_id, course) WHERE status = 'running';
--> statement-breakpoint
-- Nobody and no place twice at one time.
ALTER TABLE appointment
  ADD CONSTRAINT appointment_officer_free EXCLUDE USING gist (officer_id WITH =, during WITH &&) WHERE (status IN ('requested', 'confirmed', 'done')),
  ADD CONSTRAINT appointment_site_free EXCLUDE USING gist (site_id WITH =, during WITH &&) WHERE (status IN ('requested', 'confirmed', 'done'));
--> statement-breakpoint
ALTER TABLE visit_rating ADD CONSTRAINT visit_rating_range CHECK (stars BETWEEN 1 AND 5);
