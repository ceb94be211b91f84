/** Who can be drawn, as it is known on the day of the draw: a query each for enterprises, sites and conflicts of a whole region. */
import { sql } from "drizzle-orm";
import { z } from "zod";
import { permitClassOf } from "~/features/positive-list/list-share/permit-class.server";
import { profileFor, scoreRules } from "~/features/positive-list/rules.server";
import { siteFactsSchema } from "~/features/self-check/site-facts";
import type { Tx } from "~/platform/db.server";
import { addMonths, day, type Day } from "~/shared/day";
import { inspectionRules } from "../plan/rules.server";
import { highestRisk, type SiteKnown } from "../plan/site-risk";
import { isStratum } from "../plan/strata";
import type { Candidate } from "./draw";

const TIERS = ["T1", "T2", "ordinary", "watch", "key"] as const;
const rowSchema = z.object({
  id: z.uuid(),
  region_code: z.string(),
  permit_class: z.string().nullable(),
  /** Of the listing in force. */
  listed_tier: z.enum(["T1", "T2"]).nullable(),
  tier: z.enum(TIERS).nullable(),
  is_exempt: z.boolean(),
  /** Inspections of the year that were made or are planned, by any agency; those after a clue do not count. */
  inspected: z.number(),
  last_made: z.string().nullable(),
  grave: z.boolean(),
});
type Row = z.output<typeof rowSchema>;
type SitesOf = ReadonlyMap<string, readonly (SiteKnown | null)[]>;

/** Every enterprise of a region as a candidate for routine inspections. */
export async function routineCandidates(tx: Tx, regionCode: string, year: number, on: Day): Promise<Candidate[]> {
  const rows = await rowsOf(tx, regionCode, year, on);
  const sites = await sitesOf(tx, regionCode, on);
  const conflicts = await conflictsOf(tx, regionCode, on);
  return rows.map((row) => ({
    id: row.id,
    stratum: row.permit_class !== null && isStratum(row.permit_class) ? row.permit_class : "unknown",
    tickets: ticketsOf(row),
    isExempt: row.is_exempt,
    roomLeft: Math.max(0, profileFor(row.region_code, on).visits.inspectionsPerYear.value - row.inspected),
    ...(isNotDue(row, sites, on) ? { isNotDue: true as const } : {}),
    ...barred(conflicts, row.id),
  }));
}

/** Those with an exemption in force, one ticket each: a share of them is looked at every year all the same. */
export async function verificationCandidates(tx: Tx, regionCode: string, year: number, on: Day): Promise<Candidate[]> {
  const rows = await rowsOf(tx, regionCode, year, on);
  const conflicts = await conflictsOf(tx, regionCode, on);
  return rows
    .filter((row) => row.is_exempt)
    .map(({ id }) => ({ id, stratum: "exempt", tickets: 1, isExempt: false, roomLeft: 1, ...barred(conflicts, id) }));
}

const barred = (conflicts: ReadonlyMap<string, readonly string[]>, id: string) => {
  const officers = conflicts.get(id);
  return officers ? { conflicts: officers } : {};
};

/**
 * Tickets by the tier's weight: that of a listing in force, else that of the standing. Tier 1 without a listing is no
 * exemption and weighs as tier 2; an enterprise that was never evaluated weighs as an ordinary one.
 */
function ticketsOf({ listed_tier, tier, grave }: Row): number {
  const { ticketsPerWeight, graveBreachFactor } = inspectionRules();
  const { tiers } = scoreRules().tiers;
  const known = tiers.find(({ code }) => code === (listed_tier ?? (tier === "T1" ? "T2" : (tier ?? "ordinary"))));
  const tickets = Math.max(1, Math.round((known?.samplingWeight ?? 1) * ticketsPerWeight));
  return grave ? tickets * graveBreachFactor : tickets;
}

/** Seen within the interval of its risk class, unless that visit or another of the last months found a grave breach. */
function isNotDue({ id, last_made, grave, tier }: Row, sites: SitesOf, on: Day): boolean {
  if (last_made === null || grave) return false;
  const { atLeast, intervalMonths } = inspectionRules();
  const risk = highestRisk(sites.get(id) ?? [], { hadGraveBreach: false, tier }, atLeast);
  const months = risk ? (intervalMonths[risk.category - 1] ?? 0) : 0;
  return addMonths(day(last_made), months) > on;
}

async function rowsOf(tx: Tx, regionCode: string, year: number, on: Day): Promise<Row[]> {
  const rows = await tx.execute(sql`
    select e.id, e.region_code, ${permitClassOf(sql`e.id`, on)} as permit_class, s.tier, l.tier as listed_tier,
      exists (select 1 from exemption x where x.enterprise_id = e.id and x.kind = 'on-site' and x.revoked_on is null
        and x.valid_from <= ${on}::date and x.valid_to >= ${on}::date) as is_exempt,
      coalesce(i.inspected, 0)::int as inspected, i.last_made::text as last_made, coalesce(i.grave, false) as grave
    from enterprise e
    left join enterprise_standing s on s.enterprise_id = e.id
    left join listing l on l.enterprise_id = e.id and l.status = 'listed'
    left join (
      select enterprise_id, count(*) filter (where year = ${year} and status <> 'cancelled' and kind <> 'clue') as inspected,
        max(made_on) as last_made,
        bool_or(outcome = 'grave-breach' and made_on > ${addMonths(on, -inspectionRules().graveBreachMonths)}::date) as grave
      from inspection group by enterprise_id) i on i.enterprise_id = e.id
    where e.region_code like ${`${regionCode}%`} order by e.id`);
  return z.array(rowSchema).parse([...rows]);
}

/** Sites of those only who were seen within the longest interval: of the others the risk class decides nothing. */
async function sitesOf(tx: Tx, regionCode: string, on: Day): Promise<SitesOf> {
  const since = addMonths(on, -Math.max(...inspectionRules().intervalMonths));
  const rows = await tx.execute(sql`
    select s.enterprise_id as id, array_agg(s.facts) as facts from site s join enterprise e on e.id = s.enterprise_id
    where e.region_code like ${`${regionCode}%`}
      and exists (select 1 from inspection i where i.enterprise_id = e.id and i.made_on > ${since}::date)
    group by s.enterprise_id`);
  const parsed = z.array(z.object({ id: z.uuid(), facts: z.array(z.unknown()) })).parse([...rows]);
  return new Map(parsed.map(({ id, facts }) => [id, facts.map((each) => siteFactsSchema.safeParse(each).data ?? null)]));
}

/** Who must not go where, by enterprise. */
async function conflictsOf(tx: Tx, regionCode: string, on: Day): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await tx.execute(sql`
    select c.enterprise_id as id, array_agg(distinct c.officer_id order by c.officer_id) as officers
    from inspection_conflict c join enterprise e on e.id = c.enterprise_id
    where e.region_code like ${`${regionCode}%`} and c.valid_from <= ${on}::date and (c.valid_to is null or c.valid_to >= ${on}::date)
    group by c.enterprise_id`);
  const parsed = z.array(z.object({ id: z.uuid(), officers: z.array(z.uuid()) })).parse([...rows]);
  return new Map(parsed.map(({ id, officers }) => [id, officers]));
}
