/** Whether the rules leave room for one more visit at an enterprise. */
import { and, eq, gte, isNull, lte, ne, sql } from "drizzle-orm";
import { profileFor } from "~/features/positive-list/rules.server";
import { tables, type Tx } from "~/platform/db.server";
import type { Day } from "~/shared/day";

const { enterprises, exemptions, inspections } = tables;

/** Visits of the year, made or planned, that count towards the cap: all but those after a clue. */
export async function countedVisits(tx: Tx, enterpriseId: string, year: number): Promise<number> {
  const [row] = await tx
    .select({ counted: sql<number>`count(*)::int` })
    .from(inspections)
    .where(and(eq(inspections.enterpriseId, enterpriseId), eq(inspections.year, year), ne(inspections.status, "cancelled"), ne(inspections.kind, "clue")));
  return row?.counted ?? 0;
}

/** Whether an exemption from on-site inspections is in force, and how many may be made in a year. */
export async function boundsOf(tx: Tx, enterpriseId: string, on: Day): Promise<{ readonly isExempt: boolean; readonly cap: number }> {
  const [enterprise] = await tx.select({ regionCode: enterprises.regionCode }).from(enterprises).where(eq(enterprises.id, enterpriseId));
  const exempt = await tx
    .select({ id: exemptions.id })
    .from(exemptions)
    .where(and(eq(exemptions.enterpriseId, enterpriseId), eq(exemptions.kind, "on-site"), isNull(exemptions.revokedOn), lte(exemptions.validFrom, on), gte(exemptions.validTo, on)))
    .limit(1);
  return { isExempt: exempt.length > 0, cap: profileFor(enterprise?.regionCode ?? "", on).visits.inspectionsPerYear.value };
}

/** Null when there is room for a visit in this year. */
export async function refusedByRule(tx: Tx, enterpriseId: string, on: Day, year: number): Promise<"exempt" | "cap" | null> {
  const { isExempt, cap } = await boundsOf(tx, enterpriseId, on);
  if (isExempt) return "exempt";
  return (await countedVisits(tx, enterpriseId, year)) >= cap ? "cap" : null;
}
