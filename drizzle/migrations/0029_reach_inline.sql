-- Whether the actor sees an enterprise is asked for every row that is read. A function with a subquery in it is called each
-- time (some 40 µs); without one PostgreSQL writes its body into the query, and only agencies and machines pay for the look
-- at the region. Row-level security of enterprise decides there, as before.
CREATE FUNCTION app.reaches(p_enterprise uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (SELECT 1 FROM public.enterprise e WHERE e.id = p_enterprise);
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION app.sees(p_enterprise uuid) RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT CASE app.kind()
       WHEN 'system' THEN true
       WHEN 'enterprise' THEN p_enterprise = app.enterprise_id()
       WHEN 'agency' THEN app.reaches(p_enterprise)
       WHEN 'machine' THEN app.reaches(p_enterprise)
       ELSE false END $$;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.reaches(uuid) TO zijian_app, zijian_report;
