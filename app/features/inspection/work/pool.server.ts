/** The pool that draws are compared with, so that bias shows: counted ahead, because it takes long for many enterprises. */
import { sql } from "drizzle-orm";
import { z } from "zod";
import { today } from "~/platform/clock.server";
import { withTx } from "~/platform/db.server";
import { defineJob, schedule } from "~/platform/jobs.server";
import { system } from "~/shared/actor";
import type { Day } from "~/shared/day";

const SYSTEM = system("inspection-pool");

/** The permit class of an enterprise as its newest statement has it; "" where there is none. */
export const permitClassOf = (enterpriseId: ReturnType<typeof sql>, on: Day) => sql`coalesce((
  select f.value ->> 'class' from enterprise_fact f
  where f.enterprise_id = ${enterpriseId} and f.kind = 'permit' and f.valid_from <= ${on}::date and not f.withdrawn
    and not exists (select 1 from enterprise_fact later where later.replaces = f.id)
  order by f.valid_from desc, f.recorded_at desc limit 1), '')`;

/** Counts a region anew, in one transaction: nobody sees half a count. Safe to repeat. */
export async function countPool(regionCode: string, on: Day): Promise<void> {
  await withTx(SYSTEM, async (tx) => {
    await tx.execute(sql`delete from inspection_pool where region_code like ${`${regionCode}%`}`);
    await tx.execute(sql`
      insert into inspection_pool (region_code, sector, permit_class, size, enterprises, counted_on)
      select e.region_code, coalesce(e.sector, ''), ${permitClassOf(sql`e.id`, on)}, coalesce(e.size, ''), count(*), ${on}::date
      from enterprise e where e.region_code like ${`${regionCode}%`} group by 1, 2, 3, 4
      on conflict (region_code, sector, permit_class, size) do update set enterprises = excluded.enterprises, counted_on = excluded.counted_on`);
  });
}

/** Province by province, so that no statement takes long. */
export async function countPools(on: Day): Promise<void> {
  const provinces = await withTx(SYSTEM, (tx) => tx.execute<{ province: string }>(sql`select distinct left(region_code, 2) as province from enterprise order by 1`));
  for (const { province } of provinces) await countPool(province, on);
}

export function registerPoolJob(): void {
  defineJob("inspection-pool", z.unknown(), () => countPools(today()));
  schedule("inspection-pool", "40 1 * * *");
}
