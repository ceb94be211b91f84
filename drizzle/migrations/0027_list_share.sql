-- How full the list is, by county: key and simplified permit holders, and how many of them are listed. Counted once a day.
CREATE TABLE list_share (
  region_code char(6) PRIMARY KEY,
  pool integer NOT NULL,
  listed integer NOT NULL,
  counted_on date NOT NULL,
  CONSTRAINT list_share_counts CHECK (listed BETWEEN 0 AND pool)
);
--> statement-breakpoint
ALTER TABLE list_share ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE list_share FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY reach ON list_share USING (app.kind() = 'system' OR (app.kind() = 'agency' AND region_code LIKE app.region_pattern()))
  WITH CHECK (app.kind() = 'system');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON list_share TO zijian_app;
