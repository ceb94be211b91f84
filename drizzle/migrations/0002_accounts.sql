-- Accounts: forms kept over a sign-in, and who may change whose account.
CREATE TABLE posted_form (
  id text PRIMARY KEY,
  path text NOT NULL CHECK (path ~ '^/[^/\\]'),
  sealed text NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
--> statement-breakpoint
ALTER TABLE posted_form ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE posted_form FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY system_only ON posted_form USING (app.kind() = 'system');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON posted_form TO zijian_app;
--> statement-breakpoint
CREATE INDEX posted_form_expires ON posted_form (expires_at);
--> statement-breakpoint
CREATE INDEX account_token_account ON account_token (account_id);
--> statement-breakpoint
-- Seeing a person is not managing them: an enterprise sees officers by name but changes only its own members.
ALTER POLICY reach ON account WITH CHECK (
  CASE app.kind()
    WHEN 'system' THEN true
    WHEN 'enterprise' THEN enterprise_id = app.enterprise_id()
    WHEN 'agency' THEN id = app.account_id() OR (enterprise_id IS NOT NULL AND app.sees(enterprise_id))
    WHEN 'administrator' THEN enterprise_id IS NULL
    ELSE false END);
