/** How full the list is against the share that a place's rules allow: counted once a day, summed up when somebody looks. */
import { like, max, sql, sum } from "drizzle-orm";
import { z } from "zod";
import { today } from "~/platform/clock.server";
import { tables, withTx } from "~/platform/db.server";
import { defineJob, schedule } from "~/platform/jobs.server";
import { system, type AgencyActor } from "~/shared/actor";
import { day, type Day } from "~/shared/day";
import { profileFor } from "../rules.server";
import { permitClassOf } from "./permit-class.server";

const { listShares } = tables;
const SYSTEM = system("list-share");
/**
 * Province by province, so that no statement takes long. The permit class is that of the newest statement; whoever has none
 * is in no pool. Safe to repeat.
 */
export async function countListShares(on: Day): Promise<void> {
  const provinces = await withTx(SYSTEM, (tx) =>
    tx.execute<{ province: string }>(sql`select distinct left(region_code, 2) as province from enterprise order by 1`)
  );
  for (const { province } of provinces) await withTx(SYSTEM, (tx) => tx.execute(countIn(province, on)));
}

const countIn = (province: string, on: Day) => sql`
  insert into list_share as s (region_code, pool, listed, counted_on)
  select e.region_code, count(*) filter (where p.class in ('key', 'simplified')),
    count(*) filter (where p.class in ('key', 'simplified')
      and exists (select 1 from listing l where l.enterprise_id = e.id and l.status in ('listed', 'suspended'))), ${on}::date
  from enterprise e
  cross join lateral (select ${permitClassOf(sql`e.id`, on)} as class) p
  where e.region_code like ${`${province}%`}
  group by e.region_code order by e.region_code
  on conflict (region_code) do update set pool = excluded.pool, listed = excluded.listed, counted_on = excluded.counted_on
  where s.counted_on <= excluded.counted_on`;

export interface ListShare {
  readonly pool: number;
  readonly listed: number;
  /** Null where nobody is in the pool. */
  readonly percent: number | null;
  readonly limitPercent: number;
  readonly isFull: boolean;
  readonly countedOn: Day;
}

/** Of the agency's region; null before the first count. */
export async function listShareOf(actor: AgencyActor): Promise<ListShare | null> {
  const [row] = await withTx(actor, (tx) =>
    tx
      .select({ pool: sum(listShares.pool), listed: sum(listShares.listed), countedOn: max(listShares.countedOn) })
      .from(listShares)
      .where(like(listShares.regionCode, `${actor.regionCode}%`))
  );
  if (!row?.countedOn) return null;
  const [pool, listed] = [Number(row.pool), Number(row.listed)];
  const limitPercent = profileFor(actor.regionCode).listing.poolSharePercent.value;
  const percent = pool === 0 ? null : Math.round((listed / pool) * 1000) / 10;
  return { pool, listed, percent, limitPercent, isFull: listed * 100 > limitPercent * pool, countedOn: day(row.countedOn) };
}

export function registerListShareJob(): void {
  defineJob("list-share", z.unknown(), () => countListShares(today()));
  schedule("list-share", { hour: 1, minute: 25 });
}
