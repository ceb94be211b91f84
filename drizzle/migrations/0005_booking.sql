-- Constraints and functions that drizzle cannot declare, for this part of the portal.
SELECT 1;
