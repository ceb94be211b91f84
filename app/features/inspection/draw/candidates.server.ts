/** Who can be drawn, as it is known on the day of the draw: one query for a whole region. */
import { sql } from "drizzle-orm";
import { z } from "zod";
import { profileFor, scoreRules } from "~/features/positive-list/rules.server";
import type { Tx } from "~/platform/db.server";
import { addMonths, type Day } from "~/shared/day";
import { inspectionRules } from "../plan/rules.server";
import { isStratum } from "../plan/strata";
import type { Candidate } from "./draw";

const rowSchema = z.object({
  id: z.uuid(),
  region_code: z.string(),
  permit_class: z.string().nullable(),
  tier: z.enum(["T1", "T2", "ordinary", "watch", "key"]).nullable(),
  is_exempt: z.boolean(),
  /** Inspections of the year that were made or are planned, by any agency. */
  inspected: z.number(),
  grave: z.boolean(),
});
type Row = z.output<typeof rowSchema>;

/** Every enterprise of a region as a candidate for routine inspections. */
export async function routineCandidates(tx: Tx, regionCode: string, year: number, on: Day): Promise<Candidate[]> {
  return (await rowsOf(tx, regionCode, year, on)).map((row) => ({
    id: row.id,
    stratum: row.permit_class !== null && isStratum(row.permit_class) ? row.permit_class : "unknown",
    tickets: ticketsOf(row),
    isExempt: row.is_exempt,
    roomLeft: Math.max(0, profileFor(row.region_code, on).visits.inspectionsPerYear.value - row.inspected),
  }));
}

/** Those with an exemption in force, one ticket each: a share of them is looked at every year all the same. */
export async function verificationCandidates(tx: Tx, regionCode: string, year: number, on: Day): Promise<Candidate[]> {
  const rows = await rowsOf(tx, regionCode, year, on);
  return rows.filter((row) => row.is_exempt).map(({ id }) => ({ id, stratum: "exempt", tickets: 1, isExempt: false, roomLeft: 1 }));
}

/**
 * Tickets by the tier's weight. Tier 1 without a listing is no exemption and weighs as tier 2; an enterprise that was
 * never evaluated weighs as an ordinary one.
 */
function ticketsOf({ tier, grave }: Row): number {
  const { ticketsPerWeight, graveBreachFactor } = inspectionRules();
  const { tiers } = scoreRules().tiers;
  const known = tiers.find(({ code }) => code === (tier === "T1" ? "T2" : (tier ?? "ordinary")));
  const tickets = Math.max(1, Math.round((known?.samplingWeight ?? 1) * ticketsPerWeight));
  return grave ? tickets * graveBreachFactor : tickets;
}

async function rowsOf(tx: Tx, regionCode: string, year: number, on: Day): Promise<Row[]> {
  const rows = await tx.execute(sql`
    select e.id, e.region_code, p.class as permit_class, s.tier,
      exists (select 1 from exemption x where x.enterprise_id = e.id and x.kind = 'on-site' and x.revoked_on is null
        and x.valid_from <= ${on}::date and x.valid_to >= ${on}::date) as is_exempt,
      coalesce(i.inspected, 0)::int as inspected, coalesce(i.grave, false) as grave
    from enterprise e
    left join enterprise_standing s on s.enterprise_id = e.id
    left join lateral (
      select f.value ->> 'class' as class from enterprise_fact f
      where f.enterprise_id = e.id and f.kind = 'permit' and f.valid_from <= ${on}::date
      order by f.valid_from desc, f.recorded_at desc limit 1) p on true
    left join (
      select enterprise_id, count(*) filter (where year = ${year} and status <> 'cancelled') as inspected,
        bool_or(outcome = 'grave-breach' and made_on > ${addMonths(on, -inspectionRules().graveBreachMonths)}::date) as grave
      from inspection group by enterprise_id) i on i.enterprise_id = e.id
    where e.region_code like ${`${regionCode}%`} order by e.id`);
  return z.array(rowSchema).parse([...rows]);
}
