-- Calls of agencies' systems that state facts: the same key again is answered as the first time.
CREATE TABLE fact_call (
  api_key_id uuid NOT NULL REFERENCES api_key (id),
  idempotency_key text NOT NULL CHECK (length(idempotency_key) BETWEEN 1 AND 255),
  body_hash text NOT NULL,
  answer jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (api_key_id, idempotency_key)
);
--> statement-breakpoint
ALTER TABLE fact_call ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE fact_call FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY system_only ON fact_call USING (app.kind() = 'system');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON fact_call TO zijian_app;
