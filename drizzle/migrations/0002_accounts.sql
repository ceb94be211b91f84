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
--> statement-breakpoint
-- Whoever may invite a person may issue their link; reading and using links is the portal's own.
CREATE POLICY issue ON account_token FOR INSERT WITH CHECK (
  CASE app.kind()
    WHEN 'enterprise' THEN EXISTS (SELECT 1 FROM account a WHERE a.id = account_id AND a.enterprise_id = app.enterprise_id())
    WHEN 'agency' THEN EXISTS (SELECT 1 FROM account a WHERE a.id = account_id AND a.enterprise_id IS NOT NULL)
    WHEN 'administrator' THEN EXISTS (SELECT 1 FROM account a WHERE a.id = account_id)
    ELSE false END);
