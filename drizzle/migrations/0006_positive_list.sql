-- Applications and listings only ever move along these steps; app/features/positive-list/application-states.ts says the same.
CREATE FUNCTION app.application_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status <> OLD.status AND (OLD.status, NEW.status) NOT IN (
    ('submitted', 'checked'), ('submitted', 'returned'), ('submitted', 'withdrawn'),
    ('checked', 'in-notice'), ('checked', 'refused'), ('checked', 'withdrawn'),
    ('in-notice', 'listed'), ('in-notice', 'checked'), ('in-notice', 'withdrawn')) THEN
    RAISE EXCEPTION 'application cannot go from % to %', OLD.status, NEW.status
      USING ERRCODE = '23514', CONSTRAINT = 'application_step';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER application_step BEFORE UPDATE OF status ON application FOR EACH ROW EXECUTE FUNCTION app.application_step();
--> statement-breakpoint
CREATE FUNCTION app.listing_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status <> OLD.status AND (OLD.status, NEW.status) NOT IN (
    ('listed', 'suspended'), ('listed', 'expired'), ('suspended', 'listed'), ('suspended', 'removed'), ('suspended', 'expired')) THEN
    RAISE EXCEPTION 'listing cannot go from % to %', OLD.status, NEW.status
      USING ERRCODE = '23514', CONSTRAINT = 'listing_step';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER listing_step BEFORE UPDATE OF status ON listing FOR EACH ROW EXECUTE FUNCTION app.listing_step();
--> statement-breakpoint
ALTER TABLE notice ADD CONSTRAINT notice_days CHECK (ends_on >= starts_on);
--> statement-breakpoint
ALTER TABLE listing ADD CONSTRAINT listing_days CHECK (ends_on >= listed_on);
