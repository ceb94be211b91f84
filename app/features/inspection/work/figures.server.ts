/** A year of inspections in figures: planned, made, spared, the burden on each enterprise, and breaches among the exempted. */
import { sql } from "drizzle-orm";
import { z } from "zod";
import { withTx } from "~/platform/db.server";
import type { AgencyActor } from "~/shared/actor";
import { wilson, type Interval } from "./wilson";

const count = z.number();
const totalsSchema = z.object({
  planned: count,
  made: count,
  cancelled: count,
  spared: count,
  verified: count,
  breaches: count,
  overCap: count,
});
const groupSchema = z.object({ name: z.string(), pool: count, drawn: count });
const burdenSchema = z.object({ inspections: count, enterprises: count });
export type Group = z.output<typeof groupSchema>;

export interface Figures extends z.output<typeof totalsSchema> {
  /** Breaches found among the exempted that were drawn for verification; null before the first. */
  readonly falseExemption: Interval | null;
  /** How many enterprises had so many inspections in the year. */
  readonly burden: readonly z.output<typeof burdenSchema>[];
  /** Share of each sector and permit class in the pool and in what was drawn: bias shows here. */
  readonly bySector: readonly Group[];
  readonly byPermitClass: readonly Group[];
}
/** Groups under five enterprises are not shown. */
const MIN_SHOWN = 5;

export async function figuresOf(actor: AgencyActor, year: number, capPerYear = 2): Promise<Figures> {
  const region = `${actor.regionCode}%`;
  const mine = sql`select i.* from inspection i join enterprise e on e.id = i.enterprise_id where e.region_code like ${region} and i.year = ${year}`;
  return withTx(actor, async (tx) => {
    const totals = await tx.execute(sql`with mine as (${mine})
      select count(*) filter (where status = 'planned')::int as planned, count(*) filter (where status = 'made')::int as made,
        count(*) filter (where status = 'cancelled')::int as cancelled,
        (select count(*)::int from inspection_skip k join enterprise e on e.id = k.enterprise_id join inspection_draw d on d.id = k.draw_id
          where e.region_code like ${region} and d.period like ${`${year}%`} and k.reason = 'exempt') as spared,
        count(*) filter (where kind = 'verification' and status = 'made')::int as verified,
        count(*) filter (where kind = 'verification' and status = 'made' and outcome <> 'in-order')::int as breaches,
        (select count(*)::int from (select 1 from mine where status <> 'cancelled' group by enterprise_id having count(*) > ${capPerYear}) x) as "overCap"
      from mine`);
    const burden = await tx.execute(sql`with mine as (${mine}), each as (select enterprise_id, count(*)::int as n from mine where status = 'made' group by 1)
      select n as inspections, count(*)::int as enterprises from each group by n order by n`);
    const groups = (name: ReturnType<typeof sql>) =>
      tx.execute(sql`with mine as (${mine}) select coalesce(${name}, '') as name, count(*)::int as pool,
          count(*) filter (where exists (select 1 from mine m where m.enterprise_id = e.id and m.status <> 'cancelled'))::int as drawn
        from enterprise e where e.region_code like ${region} group by 1 having count(*) >= ${MIN_SHOWN} order by 2 desc`);
    const bySector = await groups(sql`e.sector`);
    const byPermitClass = await groups(sql`(select f.value ->> 'class' from enterprise_fact f where f.enterprise_id = e.id and f.kind = 'permit' order by f.valid_from desc, f.recorded_at desc limit 1)`);
    const total = totalsSchema.parse(totals[0]);
    return {
      ...total,
      falseExemption: wilson(total.breaches, total.verified),
      burden: z.array(burdenSchema).parse([...burden]),
      bySector: z.array(groupSchema).parse([...bySector]),
      byPermitClass: z.array(groupSchema).parse([...byPermitClass]),
    };
  });
}
