-- How the scores are spread over the enterprises of a place and a sector. Counted once a day; only groups that may be shown
-- are kept, so nothing here tells of fewer than five enterprises.
CREATE TABLE score_count (
  only_row boolean PRIMARY KEY DEFAULT true,
  counted_on date NOT NULL,
  CONSTRAINT score_count_only CHECK (only_row)
);
--> statement-breakpoint
-- region: "" for the nation, else 2, 4 or 6 digits. sector: "*" for all of them together.
CREATE TABLE score_cell (
  region text NOT NULL,
  sector text NOT NULL,
  enterprises integer NOT NULL,
  counts integer[] NOT NULL,
  PRIMARY KEY (region, sector),
  CONSTRAINT score_cell_region CHECK (region ~ '^([0-9]{2}){0,3}$'),
  CONSTRAINT score_cell_sector CHECK (sector <> ''),
  CONSTRAINT score_cell_enough CHECK (enterprises >= 5),
  CONSTRAINT score_cell_points CHECK (cardinality(counts) = 101 AND 0 <= ALL (counts))
);
--> statement-breakpoint
ALTER TABLE score_count ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE score_count FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY counting ON score_count USING (app.kind() = 'system');
--> statement-breakpoint
CREATE POLICY signed_in ON score_count FOR SELECT USING (app.kind() IN ('enterprise', 'agency'));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON score_count TO zijian_app;
--> statement-breakpoint
ALTER TABLE score_cell ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE score_cell FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY counting ON score_cell USING (app.kind() = 'system');
--> statement-breakpoint
CREATE POLICY signed_in ON score_cell FOR SELECT USING (app.kind() IN ('enterprise', 'agency'));
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON score_cell TO zijian_app;
