-- Profiles and score rules as evaluations were made with them: each text once, under its hash.
CREATE TABLE rule_text (
  hash text PRIMARY KEY,
  body text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT rule_text_hash CHECK (hash = encode(sha256(convert_to(body, 'UTF8')), 'hex'))
);
--> statement-breakpoint
ALTER TABLE rule_text ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE rule_text FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY known ON rule_text USING (app.kind() IN ('system', 'enterprise', 'agency')) WITH CHECK (app.kind() IN ('system', 'enterprise', 'agency'));
--> statement-breakpoint
GRANT SELECT, INSERT ON rule_text TO zijian_app;
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON rule_text FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();
--> statement-breakpoint
-- A snapshot is either whole (the first form) or refers to its rules by hash. Rule texts are never deleted and are stored
-- in the same transaction, so a million snapshots a month need no foreign key to two rows.
ALTER TABLE evaluation
  ALTER COLUMN inputs DROP NOT NULL,
  ALTER COLUMN result DROP NOT NULL,
  ADD COLUMN profile_hash text,
  ADD COLUMN rules_hash text,
  ADD COLUMN facts_text text,
  ADD COLUMN result_text text,
  ADD CONSTRAINT evaluation_form CHECK (
    (inputs IS NOT NULL AND result IS NOT NULL AND num_nonnulls(profile_hash, rules_hash, facts_text, result_text) = 0)
    OR (inputs IS NULL AND result IS NULL AND num_nulls(profile_hash, rules_hash, facts_text, result_text) = 0));
--> statement-breakpoint
DO $$ BEGIN
  ALTER TABLE evaluation ALTER COLUMN facts_text SET COMPRESSION lz4, ALTER COLUMN result_text SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN NULL;  -- a server built without lz4 compresses in its own way
END $$;
--> statement-breakpoint
-- How each enterprise stands by its newest evaluation.
CREATE TABLE enterprise_standing (
  enterprise_id uuid PRIMARY KEY,
  region_code char(6) NOT NULL,
  sector text,
  evaluation_id uuid NOT NULL,
  profile_id text NOT NULL,
  profile_version integer NOT NULL,
  on_day date NOT NULL,
  outcome text NOT NULL,
  recommended boolean NOT NULL,
  tier text NOT NULL,
  score_tenths integer NOT NULL,
  gates_failed integer NOT NULL,
  gates_unknown integer NOT NULL,
  gates_not_applicable integer NOT NULL,
  hash text NOT NULL,
  computed_at timestamptz NOT NULL,
  CONSTRAINT enterprise_standing_enterprise_id_enterprise_id_fk FOREIGN KEY (enterprise_id) REFERENCES enterprise (id),
  CONSTRAINT enterprise_standing_outcome CHECK (outcome IN ('ELIGIBLE', 'NOT_ELIGIBLE', 'REMOVED')),
  CONSTRAINT enterprise_standing_tier CHECK (tier IN ('T1', 'T2', 'ordinary', 'watch', 'key')),
  CONSTRAINT enterprise_standing_score CHECK (score_tenths BETWEEN 0 AND 1000),
  CONSTRAINT enterprise_standing_gates CHECK (gates_failed & gates_unknown = 0 AND (gates_failed | gates_unknown) & gates_not_applicable = 0),
  CONSTRAINT enterprise_standing_open CHECK (outcome <> 'ELIGIBLE' OR gates_failed | gates_unknown = 0)
);
--> statement-breakpoint
CREATE INDEX enterprise_standing_rank ON enterprise_standing (region_code bpchar_pattern_ops, sector, score_tenths);
--> statement-breakpoint
ALTER TABLE enterprise_standing ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE enterprise_standing FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY reach ON enterprise_standing USING (
  CASE app.kind()
    WHEN 'system' THEN true
    WHEN 'agency' THEN region_code LIKE app.region_pattern()
    WHEN 'machine' THEN region_code LIKE app.region_pattern()
    WHEN 'enterprise' THEN enterprise_id = app.enterprise_id()
    ELSE false END);
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON enterprise_standing TO zijian_app;
--> statement-breakpoint
-- How many enterprises stand how, so that no page counts them.
CREATE TABLE standing_count (
  region_code char(6) NOT NULL,
  sector text NOT NULL,
  outcome text NOT NULL,
  tier text NOT NULL,
  enterprises integer NOT NULL,
  PRIMARY KEY (region_code, sector, outcome, tier),
  CONSTRAINT standing_count_not_below_zero CHECK (enterprises >= 0)
);
--> statement-breakpoint
ALTER TABLE standing_count ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE standing_count FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY reach ON standing_count USING (app.kind() = 'system' OR (app.kind() = 'agency' AND region_code LIKE app.region_pattern()));
--> statement-breakpoint
GRANT SELECT ON standing_count TO zijian_app;
--> statement-breakpoint
-- One statement's changes to the counts, in the order of the key, so that two of them never wait for each other crosswise.
CREATE FUNCTION app.count_standing() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET app.kind = 'system' AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO standing_count AS c
      SELECT region_code, coalesce(sector, ''), outcome, tier, count(*) FROM added GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
      ON CONFLICT (region_code, sector, outcome, tier) DO UPDATE SET enterprises = c.enterprises + excluded.enterprises;
  ELSE
    INSERT INTO standing_count AS c
      SELECT region_code, coalesce(sector, ''), outcome, tier, 0 FROM added EXCEPT
      SELECT region_code, sector, outcome, tier, 0 FROM standing_count ORDER BY 1, 2, 3, 4 ON CONFLICT DO NOTHING;
    PERFORM 1 FROM standing_count c WHERE EXISTS (SELECT 1 FROM (SELECT * FROM added UNION ALL SELECT * FROM gone) m
        WHERE (m.region_code, coalesce(m.sector, ''), m.outcome, m.tier) = (c.region_code, c.sector, c.outcome, c.tier))
      ORDER BY region_code, sector, outcome, tier FOR UPDATE;
    UPDATE standing_count c SET enterprises = c.enterprises + d.by FROM (
      SELECT region_code, sector, outcome, tier, sum(step)::int AS by FROM (
        SELECT region_code, coalesce(sector, '') AS sector, outcome, tier, 1 AS step FROM added
        UNION ALL SELECT region_code, coalesce(sector, ''), outcome, tier, -1 FROM gone) s
      GROUP BY 1, 2, 3, 4 HAVING sum(step) <> 0) d
    WHERE (c.region_code, c.sector, c.outcome, c.tier) = (d.region_code, d.sector, d.outcome, d.tier);
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER count_added AFTER INSERT ON enterprise_standing REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION app.count_standing();
--> statement-breakpoint
CREATE TRIGGER count_changed AFTER UPDATE ON enterprise_standing REFERENCING NEW TABLE AS added OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION app.count_standing();
--> statement-breakpoint
-- Enterprises of which something changed that an evaluation reads. Not unique, so that nobody waits here for anybody.
CREATE TABLE standing_due (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  enterprise_id uuid NOT NULL,
  since timestamptz NOT NULL DEFAULT now()
);
--> statement-breakpoint
ALTER TABLE standing_due ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE standing_due FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY system_only ON standing_due USING (app.kind() = 'system');
--> statement-breakpoint
GRANT SELECT, DELETE, UPDATE ON standing_due TO zijian_app;
--> statement-breakpoint
CREATE FUNCTION app.standing_is_due() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET app.kind = 'system' AS $$
BEGIN
  INSERT INTO standing_due (enterprise_id) SELECT DISTINCT enterprise_id FROM added;
  RETURN NULL;
END $$;
--> statement-breakpoint
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['enterprise_fact', 'listing', 'application', 'correction', 'correction_step'] LOOP
    EXECUTE format('CREATE TRIGGER standing_due_added AFTER INSERT ON %I REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.standing_is_due()', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['listing', 'correction'] LOOP
    EXECUTE format('CREATE TRIGGER standing_due_changed AFTER UPDATE ON %I REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.standing_is_due()', t);
  END LOOP;
END $$;
--> statement-breakpoint
CREATE FUNCTION app.standing_of_row_is_due() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET app.kind = 'system' AS $$
BEGIN
  IF TG_TABLE_NAME = 'ledger_head' THEN
    INSERT INTO standing_due (enterprise_id) SELECT e.id FROM enterprise e WHERE e.id = NEW.owner_id;
  ELSIF TG_TABLE_NAME = 'enterprise' THEN
    INSERT INTO standing_due (enterprise_id) VALUES (NEW.id);
  ELSE
    INSERT INTO standing_due (enterprise_id) VALUES (NEW.enterprise_id);
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER standing_due_completed AFTER UPDATE ON self_check FOR EACH ROW
  WHEN (NEW.status = 'completed' AND OLD.status <> 'completed') EXECUTE FUNCTION app.standing_of_row_is_due();
--> statement-breakpoint
CREATE TRIGGER standing_due_registered AFTER INSERT OR UPDATE OF region_code, sector ON enterprise FOR EACH ROW
  EXECUTE FUNCTION app.standing_of_row_is_due();
--> statement-breakpoint
CREATE TRIGGER standing_due_points AFTER UPDATE ON ledger_head FOR EACH ROW
  WHEN (NEW.chain = 'points' AND NEW.balance <> OLD.balance) EXECUTE FUNCTION app.standing_of_row_is_due();
--> statement-breakpoint
-- The parts of a month's recompute: each is done in the transaction that stores its results, so it is done or it is not.
CREATE TABLE recompute_range (
  month text NOT NULL,
  region text NOT NULL,
  number integer NOT NULL,
  after_id uuid,
  through_id uuid NOT NULL,
  on_day date NOT NULL,
  done_at timestamptz,
  evaluated integer NOT NULL DEFAULT 0,
  PRIMARY KEY (month, region, number),
  CONSTRAINT recompute_range_month CHECK (month = to_char(on_day, 'YYYY-MM'))
);
--> statement-breakpoint
ALTER TABLE recompute_range ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE recompute_range FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY system_only ON recompute_range USING (app.kind() = 'system');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON recompute_range TO zijian_app;
--> statement-breakpoint
-- The same entry, with its own payload, in one chain of each of many owners; owners that have the key are passed over.
-- Answers with how many entries were added. See ledger_append for what an entry is.
CREATE FUNCTION ledger_append_each(
  p_chain text, p_kind text, p_owners uuid[], p_payloads jsonb[], p_key text, p_at_us bigint
) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET app.kind = 'system' AS $$
DECLARE v_added integer;
BEGIN
  INSERT INTO ledger_head (owner_id, chain, seq, hash, balance)
    SELECT o, p_chain, 0, repeat('0', 64), 0 FROM unnest(p_owners) o ORDER BY o ON CONFLICT DO NOTHING;
  PERFORM 1 FROM ledger_head h WHERE h.owner_id = ANY (p_owners) AND h.chain = p_chain ORDER BY h.owner_id FOR UPDATE;
  WITH given AS MATERIALIZED (
    SELECT h.owner_id, h.seq + 1 AS seq, h.hash AS prev_hash, u.payload, replace(gen_random_uuid()::text, '-', '') AS salt
    FROM unnest(p_owners, p_payloads) AS u (owner_id, payload)
    JOIN ledger_head h ON h.owner_id = u.owner_id AND h.chain = p_chain
    WHERE NOT EXISTS (SELECT 1 FROM ledger_entry e
      WHERE e.owner_id = u.owner_id AND e.chain = p_chain AND e.idempotency_key = p_key)
  ), committed AS MATERIALIZED (
    SELECT *, encode(sha256(convert_to(salt || payload::text, 'UTF8')), 'hex') AS commitment FROM given
  ), added AS (
    INSERT INTO ledger_entry (owner_id, chain, seq, at_us, kind, actor_id, delta, payload, salt, commitment, prev_hash, hash, idempotency_key)
    SELECT owner_id, p_chain, seq, p_at_us, p_kind, NULL, 0, payload, salt, commitment, prev_hash,
      encode(sha256(convert_to(concat_ws('|', prev_hash, owner_id, p_chain, seq, p_at_us, p_kind, '-', 0, commitment), 'UTF8')), 'hex'), p_key
    FROM committed RETURNING owner_id, seq, hash
  )
  UPDATE ledger_head h SET seq = a.seq, hash = a.hash FROM added a WHERE h.owner_id = a.owner_id AND h.chain = p_chain;
  GET DIAGNOSTICS v_added = ROW_COUNT;
  RETURN v_added;
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION ledger_append_each FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION ledger_append_each TO zijian_app;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.count_standing, app.standing_is_due, app.standing_of_row_is_due TO zijian_app;
--> statement-breakpoint
-- The first page of the public register, newest first, without sorting the whole of it.
CREATE INDEX listing_register ON listing (listed_on DESC, number DESC) WHERE status IN ('listed', 'suspended');
