-- Booking: what an enterprise may know of others' appointments is only that a half-day is taken.
CREATE FUNCTION app.booked_half_days(p_agency uuid, p_from date, p_to date)
RETURNS TABLE (officer_id uuid, day date, half text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET app.kind = 'system' AS $$
  SELECT a.officer_id, a.day, a.half FROM appointment a
  WHERE a.agency_id = p_agency AND a.day BETWEEN p_from AND p_to AND a.status IN ('requested', 'confirmed', 'done')
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.booked_half_days FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.booked_half_days TO zijian_app;
--> statement-breakpoint
-- An officer's plan cannot lose a half-day that is booked.
CREATE FUNCTION app.keep_booked_plan() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET app.kind = 'system' AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM appointment a WHERE a.officer_id = OLD.officer_id AND a.day = OLD.day AND a.half = OLD.half
             AND a.status IN ('requested', 'confirmed')) THEN
    RAISE EXCEPTION 'half-day is booked' USING ERRCODE = '23503', CONSTRAINT = 'officer_plan_booked';
  END IF;
  RETURN OLD;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_booked BEFORE DELETE ON officer_plan FOR EACH ROW EXECUTE FUNCTION app.keep_booked_plan();
--> statement-breakpoint
ALTER TABLE appointment
  ADD CONSTRAINT appointment_during_is_half_day CHECK (NOT isempty(during) AND lower_inc(during) AND NOT upper_inc(during));
