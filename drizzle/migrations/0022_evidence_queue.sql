-- The pictures that wait are their own queue: taken by when they came, oldest first.
CREATE INDEX evidence_waits ON evidence (created_at) WHERE state = 'waiting';
--> statement-breakpoint
-- What handed them out before has nothing left to do.
DO $$ BEGIN
  IF to_regclass('pgboss.job') IS NOT NULL THEN
    DELETE FROM pgboss.job WHERE data->>'job' = 'evidence-picture';
  END IF;
END $$;
