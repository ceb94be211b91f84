/** The pool that draws are compared with, so that bias shows: counted ahead, because it takes long for many enterprises. */
import { sql } from "drizzle-orm";
import { z } from "zod";
import { permitClassOf } from "~/features/positive-list/list-share/permit-class.server";
import { today } from "~/platform/clock.server";
import { withTx } from "~/platform/db.server";
import { defineJob, schedule } from "~/platform/jobs.server";
import { system } from "~/shared/actor";
import type { Day } from "~/shared/day";

const SYSTEM = system("inspection-pool");

/** Counts a region anew, in one transaction: nobody sees half a count. Safe to repeat. */
export async function countPool(regionCode: string, on: Day): Promise<void> {
  await withTx(SYSTEM, async (tx) => {
    await tx.execute(sql`delete from inspection_pool where region_code like ${`${regionCode}%`}`);
    await tx.execute(sql`
      insert into inspection_pool (region_code, sector, permit_class, size, enterprises, counted_on)
      select e.region_code, coalesce(e.sector, ''), coalesce(${permitClassOf(sql`e.id`, on)}, ''), coalesce(e.size, ''), count(*), ${on}::date
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
  schedule("inspection-pool", { hour: 1, minute: 40 });
}
