-- Learning: what an attempt and a certificate can never be.
ALTER TABLE exam_attempt
  ADD CONSTRAINT exam_attempt_times CHECK (deadline_at > started_at),
  ADD CONSTRAINT exam_attempt_status CHECK (status IN ('running', 'passed', 'failed', 'expired')),
  ADD CONSTRAINT exam_attempt_graded CHECK ((status IN ('passed', 'failed')) = (score_percent IS NOT NULL)),
  ADD CONSTRAINT exam_attempt_finished CHECK ((status = 'running') = (finished_at IS NULL)),
  ADD CONSTRAINT exam_attempt_score CHECK (score_percent BETWEEN 0 AND 100);
--> statement-breakpoint
-- A certificate is what was examined: it is never rewritten.
REVOKE UPDATE, DELETE ON certificate FROM zijian_app;
--> statement-breakpoint
CREATE INDEX certificate_account ON certificate (account_id, issued_on);
