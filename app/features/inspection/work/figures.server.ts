/** A year of inspections in figures: planned, made, spared, merged, the burden on each enterprise, and breaches among the exempted. */
import { sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import { permitClassOf } from "~/features/positive-list/list-share/permit-class.server";
import { today } from "~/platform/clock.server";
import { withTx, type Tx } from "~/platform/db.server";
import type { AgencyActor } from "~/shared/actor";
import { wilson, type Interval } from "./wilson";

const count = z.number();
const totalsSchema = z.object({
  planned: count,
  made: count,
  cancelled: count,
  spared: count,
  scanned: count,
  verified: count,
  breaches: count,
  overCap: count,
});
/** `visits`: inspections that requests led to; `saved`: requests less those visits. */
const togetherSchema = z.object({ requests: count, visits: count, saved: count, refused: count, clues: count, desk: count });
const groupSchema = z.object({ name: z.string(), pool: count, drawn: count });
const burdenSchema = z.object({ inspections: count, enterprises: count });
export type Group = z.output<typeof groupSchema>;

export interface Figures extends z.output<typeof totalsSchema>, z.output<typeof togetherSchema> {
  /** Breaches found among the exempted that were drawn for verification; null before the first. */
  readonly falseExemption: Interval | null;
  /** How many enterprises had so many inspections in the year. */
  readonly burden: readonly z.output<typeof burdenSchema>[];
  /** Share of each sector, permit class and size in the pool and in what was drawn: bias shows here. */
  readonly bySector: readonly Group[];
  readonly byPermitClass: readonly Group[];
  readonly bySize: readonly Group[];
}
/** Groups under five enterprises are not shown. */
const MIN_SHOWN = 5;

export async function figuresOf(actor: AgencyActor, year: number, capPerYear = 2): Promise<Figures> {
  const region = `${actor.regionCode}%`;
  const mine = sql`select i.*, e.sector, e.size from inspection i join enterprise e on e.id = i.enterprise_id where e.region_code like ${region} and i.year = ${year}`;
  return withTx(actor, async (tx) => {
    const totals = await tx.execute(sql`with mine as (${mine})
      select count(*) filter (where status = 'planned')::int as planned, count(*) filter (where status = 'made')::int as made,
        count(*) filter (where status = 'cancelled')::int as cancelled,
        (select count(*)::int from inspection_skip k join enterprise e on e.id = k.enterprise_id join inspection_draw d on d.id = k.draw_id
          where e.region_code like ${region} and d.period like ${`${year}%`} and k.reason = 'exempt') as spared,
        count(*) filter (where status = 'made' and arrived_at is not null)::int as scanned,
        count(*) filter (where kind = 'verification' and status = 'made')::int as verified,
        count(*) filter (where kind = 'verification' and status = 'made' and outcome <> 'in-order')::int as breaches,
        (select count(*)::int from (select 1 from mine where status <> 'cancelled' and kind <> 'clue' group by enterprise_id having count(*) > ${capPerYear}) x) as "overCap"
      from mine`);
    const burden = await tx.execute(sql`with mine as (${mine}), each as (select enterprise_id, count(*)::int as n from mine where status = 'made' group by 1)
      select n as inspections, count(*)::int as enterprises from each group by n order by n`);
    const total = totalsSchema.parse(totals[0]);
    return {
      ...total,
      ...(await togetherOf(tx, region, year)),
      falseExemption: wilson(total.breaches, total.verified),
      burden: z.array(burdenSchema).parse([...burden]),
      bySector: await groupsOf(tx, mine, region, { pool: sql`p.sector`, drawn: sql`coalesce(m.sector, '')` }),
      byPermitClass: await groupsOf(tx, mine, region, { pool: sql`p.permit_class`, drawn: sql`coalesce(${permitClassOf(sql`m.enterprise_id`, today())}, '')` }),
      bySize: await groupsOf(tx, mine, region, { pool: sql`p.size`, drawn: sql`coalesce(m.size, '')` }),
    };
  });
}

async function togetherOf(tx: Tx, region: string, year: number): Promise<z.output<typeof togetherSchema>> {
  const [first, next] = [`${year}-01-01`, `${year + 1}-01-01`];
  const rows = await tx.execute(sql`
    with asked as (select r.status, i.id as inspection_id from inspection_request r join enterprise e on e.id = r.enterprise_id
        left join inspection i on i.id = r.inspection_id and i.status <> 'cancelled'
        where e.region_code like ${region} and r.created_at >= ${first}::date and r.created_at < ${next}::date),
      clue as (select c.status from inspection_clue c join enterprise e on e.id = c.enterprise_id
        where e.region_code like ${region} and c.received_on >= ${first}::date and c.received_on < ${next}::date)
    select count(*)::int as requests, count(distinct inspection_id)::int as visits, (count(inspection_id) - count(distinct inspection_id))::int as saved,
      count(*) filter (where status = 'refused')::int as refused,
      (select count(*)::int from clue) as clues, (select count(*)::int from clue where status = 'explained') as desk
    from asked`);
  return togetherSchema.parse(rows[0]);
}

/** Pool from the count made ahead, drawn from the year's inspections of routine: as many rows as groups. */
async function groupsOf(tx: Tx, mine: SQL, region: string, { pool, drawn }: { pool: SQL; drawn: SQL }): Promise<Group[]> {
  const rows = await tx.execute(sql`with mine as (${mine}),
      pool as (select ${pool} as name, sum(p.enterprises)::int as pool from inspection_pool p where p.region_code like ${region} group by 1),
      one as (select distinct m.enterprise_id, m.sector, m.size from mine m where m.status <> 'cancelled' and m.kind = 'routine'),
      drawn as (select ${drawn} as name, count(*)::int as drawn from one m group by 1)
    select pool.name, pool.pool, coalesce(drawn.drawn, 0) as drawn from pool left join drawn using (name) where pool.pool >= ${MIN_SHOWN} order by 2 desc`);
  return z.array(groupSchema).parse([...rows]);
}
