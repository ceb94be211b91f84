/** The permit class of an enterprise as its newest statement has it, for counts over many enterprises. */
import { sql, type SQL } from "drizzle-orm";
import type { Day } from "~/shared/day";

/** Null where there is none. @param enterpriseId a column of the statement around it */
export const permitClassOf = (enterpriseId: SQL, on: Day): SQL => sql`(
  select f.value ->> 'class' from enterprise_fact f
  where f.enterprise_id = ${enterpriseId} and f.kind = 'permit' and f.valid_from <= ${on}::date and not f.withdrawn
    and not exists (select 1 from enterprise_fact later where later.replaces = f.id)
  order by f.valid_from desc, f.recorded_at desc limit 1)`;
