-- By which code anybody who holds a report can ask whether the portal knows it. Made with the first report, kept for good.
CREATE TABLE self_check_report_code (
  self_check_id uuid PRIMARY KEY,
  enterprise_id uuid NOT NULL,
  code text NOT NULL CHECK (code ~ '^[2-9A-Z]{16}$'),
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT self_check_report_code_self_check_id_self_check_id_fk FOREIGN KEY (self_check_id) REFERENCES self_check (id),
  CONSTRAINT self_check_report_code_code UNIQUE (code)
);
--> statement-breakpoint
ALTER TABLE self_check_report_code ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE self_check_report_code FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Only a completed self-check has a report.
CREATE POLICY own ON self_check_report_code USING (app.kind() IN ('system', 'enterprise') AND app.sees(enterprise_id))
  WITH CHECK (app.kind() IN ('system', 'enterprise') AND app.sees(enterprise_id)
    AND EXISTS (SELECT 1 FROM self_check s WHERE s.id = self_check_id AND s.status = 'completed'
      AND s.enterprise_id = self_check_report_code.enterprise_id));
--> statement-breakpoint
GRANT SELECT, INSERT ON self_check_report_code TO zijian_app;
