-- Questions a key may ask in a minute.
ALTER TABLE api_key ADD COLUMN per_minute integer NOT NULL DEFAULT 600;
--> statement-breakpoint
ALTER TABLE api_key ADD CONSTRAINT api_key_per_minute CHECK (per_minute BETWEEN 1 AND 1000000);
--> statement-breakpoint
-- Which key signs answers from when, and until when its public half is published. The keys themselves are nowhere:
-- each is derived from the portal's secret and its epoch.
CREATE TABLE signing_key (
  epoch integer PRIMARY KEY CHECK (epoch >= 0),
  published_at timestamptz NOT NULL,
  signs_from timestamptz NOT NULL,
  ends_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT signing_key_published_first CHECK (signs_from >= published_at),
  CONSTRAINT signing_key_term CHECK (ends_at >= published_at)
);
--> statement-breakpoint
CREATE UNIQUE INDEX signing_key_one_newest ON signing_key ((true)) WHERE ends_at IS NULL;
--> statement-breakpoint
ALTER TABLE signing_key ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE signing_key FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY system_only ON signing_key USING (app.kind() = 'system');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (ends_at) ON signing_key TO zijian_app;
--> statement-breakpoint
SELECT set_config('app.kind', 'system', true);
--> statement-breakpoint
INSERT INTO signing_key (epoch, published_at, signs_from) VALUES (0, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z');
--> statement-breakpoint
SELECT set_config('app.kind', '', true);
--> statement-breakpoint
-- The organisation behind the key of this request; withTx gives the key's id as the account.
CREATE FUNCTION app.machine_organisation() RETURNS text LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp SET app.kind = 'system' AS
  $$ SELECT organisation FROM api_key WHERE id = app.account_id() AND revoked_at IS NULL $$;
--> statement-breakpoint
-- An enterprise lets one organisation ask how its listing stands, for a time.
CREATE TABLE finance_consent (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  enterprise_id uuid NOT NULL,
  organisation text NOT NULL,
  from_day date NOT NULL,
  to_day date NOT NULL,
  given_by uuid NOT NULL,
  given_at timestamptz NOT NULL,
  revoked_by uuid,
  revoked_at timestamptz,
  CONSTRAINT finance_consent_enterprise_id_enterprise_id_fk FOREIGN KEY (enterprise_id) REFERENCES enterprise (id),
  CONSTRAINT finance_consent_days CHECK (to_day >= from_day),
  CONSTRAINT finance_consent_revoked CHECK ((revoked_at IS NULL) = (revoked_by IS NULL)),
  CONSTRAINT finance_consent_once EXCLUDE USING gist
    (enterprise_id WITH =, organisation WITH =, daterange(from_day, to_day, '[]') WITH &&) WHERE (revoked_at IS NULL)
);
--> statement-breakpoint
CREATE INDEX finance_consent_enterprise ON finance_consent (enterprise_id, given_at);
--> statement-breakpoint
ALTER TABLE finance_consent ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE finance_consent FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own ON finance_consent USING (
  app.kind() = 'system' OR (app.kind() = 'enterprise' AND enterprise_id = app.enterprise_id()));
--> statement-breakpoint
CREATE POLICY asked_by ON finance_consent FOR SELECT USING (
  app.kind() = 'machine' AND organisation = app.machine_organisation() AND app.sees(enterprise_id));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (revoked_by, revoked_at) ON finance_consent TO zijian_app;
--> statement-breakpoint
-- A revoked consent stays revoked.
CREATE FUNCTION app.finance_consent_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.revoked_at IS NOT NULL THEN
    RAISE EXCEPTION 'a revoked consent cannot change' USING ERRCODE = '23514', CONSTRAINT = 'finance_consent_step';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER finance_consent_step BEFORE UPDATE ON finance_consent FOR EACH ROW EXECUTE FUNCTION app.finance_consent_step();
--> statement-breakpoint
-- What was answered to a bank, and on which consent.
CREATE TABLE finance_answer (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  enterprise_id uuid NOT NULL,
  consent_id uuid NOT NULL,
  api_key_id uuid NOT NULL,
  at timestamptz NOT NULL,
  on_day date NOT NULL,
  purpose text NOT NULL,
  reason_code text NOT NULL,
  tier text,
  CONSTRAINT finance_answer_enterprise_id_enterprise_id_fk FOREIGN KEY (enterprise_id) REFERENCES enterprise (id),
  CONSTRAINT finance_answer_consent_id_finance_consent_id_fk FOREIGN KEY (consent_id) REFERENCES finance_consent (id),
  CONSTRAINT finance_answer_api_key_id_api_key_id_fk FOREIGN KEY (api_key_id) REFERENCES api_key (id)
);
--> statement-breakpoint
CREATE INDEX finance_answer_enterprise ON finance_answer (enterprise_id, at);
--> statement-breakpoint
CREATE INDEX finance_answer_consent ON finance_answer (consent_id);
--> statement-breakpoint
ALTER TABLE finance_answer ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE finance_answer FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own ON finance_answer FOR SELECT USING (
  app.kind() = 'system' OR (app.kind() = 'enterprise' AND enterprise_id = app.enterprise_id()));
--> statement-breakpoint
CREATE POLICY answered ON finance_answer FOR INSERT WITH CHECK (
  app.kind() = 'system' OR (app.kind() = 'machine' AND api_key_id = app.account_id() AND app.sees(enterprise_id)));
--> statement-breakpoint
GRANT SELECT, INSERT ON finance_answer TO zijian_app;
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON finance_answer
  FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();
--> statement-breakpoint
-- No answer without a consent in force, given to the organisation of the key. The lock makes a revocation that runs at
-- the same time wait, or this answer see it.
CREATE FUNCTION app.finance_answer_consented() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp SET app.kind = 'system' AS $$
BEGIN
  PERFORM 1 FROM finance_consent c
    JOIN api_key k ON k.organisation = c.organisation
    WHERE c.id = NEW.consent_id AND c.enterprise_id = NEW.enterprise_id AND c.revoked_at IS NULL
      AND NEW.on_day BETWEEN c.from_day AND c.to_day
      AND k.id = NEW.api_key_id AND k.revoked_at IS NULL AND k.scopes ? 'green-finance:read'
    FOR SHARE OF c;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no consent in force' USING ERRCODE = '23514', CONSTRAINT = 'finance_answer_consented';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER finance_answer_consented BEFORE INSERT ON finance_answer
  FOR EACH ROW EXECUTE FUNCTION app.finance_answer_consented();
--> statement-breakpoint
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA app TO zijian_app, zijian_report;
