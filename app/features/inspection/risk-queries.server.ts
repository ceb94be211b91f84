/** The risk class of an enterprise's sites, as the highest of them. */
import { and, eq, gt } from "drizzle-orm";
import { siteFactsSchema } from "~/features/self-check/site-facts";
import { today } from "~/platform/clock.server";
import { tables, type Tx } from "~/platform/db.server";
import { addMonths } from "~/shared/day";
import type { RiskClass } from "./plan/risk";
import { inspectionRules } from "./plan/rules.server";
import { highestRisk } from "./plan/site-risk";

const { inspections, sites, standings } = tables;

export interface SiteRisk extends RiskClass {
  /** Seen at least once within so many months. */
  readonly intervalMonths: number;
}

export async function riskOf(tx: Tx, enterpriseId: string): Promise<SiteRisk | null> {
  const { atLeast, graveBreachMonths, intervalMonths } = inspectionRules();
  const rows = await tx.select({ facts: sites.facts }).from(sites).where(eq(sites.enterpriseId, enterpriseId));
  const [standing] = await tx.select({ tier: standings.tier }).from(standings).where(eq(standings.enterpriseId, enterpriseId));
  const grave = await tx
    .select({ id: inspections.id })
    .from(inspections)
    .where(and(eq(inspections.enterpriseId, enterpriseId), eq(inspections.outcome, "grave-breach"), gt(inspections.madeOn, addMonths(today(), -graveBreachMonths))))
    .limit(1);
  const record = { hadGraveBreach: grave.length > 0, tier: standing?.tier ?? null };
  const known = rows.map(({ facts }) => siteFactsSchema.safeParse(facts).data ?? null);
  const highest = highestRisk(known, record, atLeast);
  return highest ? { ...highest, intervalMonths: intervalMonths[highest.category - 1] ?? 0 } : null;
}
