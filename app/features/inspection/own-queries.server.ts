/** What an enterprise may know of inspections: those that were made, visits it was spared, and what it can expect. */
import { and, desc, eq, gte, isNotNull, isNull, lte } from "drizzle-orm";
import { profileFor } from "~/features/positive-list/rules.server";
import { today } from "~/platform/clock.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import type { EnterpriseActor } from "~/shared/actor";
import { riskOf } from "./risk-queries.server";

const { enterprises, exemptions, inspectionRequests, inspectionSkips, inspections } = tables;

/** What the enterprise may know: inspections that were made, and visits it was spared. */
export function ownInspections(actor: EnterpriseActor) {
  return withTx(actor, async (tx) => ({
    made: await tx
      .select({ id: inspections.id, kind: inspections.kind, madeOn: inspections.madeOn, outcome: inspections.outcome, minutes: inspections.minutes })
      .from(inspections)
      .where(and(eq(inspections.enterpriseId, actor.enterpriseId), eq(inspections.status, "made")))
      .orderBy(desc(inspections.madeOn)),
    underWay: await tx
      .select({ id: inspections.id, kind: inspections.kind, arrivedAt: inspections.arrivedAt })
      .from(inspections)
      .where(and(eq(inspections.enterpriseId, actor.enterpriseId), eq(inspections.status, "planned"), isNotNull(inspections.arrivedAt))),
    refused: await tx
      .select({ id: inspectionRequests.id, reason: inspectionRequests.reasonCode, decidedOn: inspectionRequests.decidedOn })
      .from(inspectionRequests)
      .where(and(eq(inspectionRequests.enterpriseId, actor.enterpriseId), eq(inspectionRequests.status, "refused")))
      .orderBy(desc(inspectionRequests.decidedOn)),
    spared: await tx
      .select({ reason: inspectionSkips.reason, skippedOn: inspectionSkips.skippedOn })
      .from(inspectionSkips)
      .where(eq(inspectionSkips.enterpriseId, actor.enterpriseId))
      .orderBy(desc(inspectionSkips.skippedOn)),
    ...(await standingOf(tx, actor.enterpriseId)),
    risk: await riskOf(tx, actor.enterpriseId),
  }));
}

async function standingOf(tx: Tx, enterpriseId: string): Promise<{ isExempt: boolean; cap: number }> {
  const on = today();
  const [enterprise] = await tx.select({ regionCode: enterprises.regionCode }).from(enterprises).where(eq(enterprises.id, enterpriseId));
  const exempt = await tx
    .select({ id: exemptions.id })
    .from(exemptions)
    .where(and(eq(exemptions.enterpriseId, enterpriseId), eq(exemptions.kind, "on-site"), isNull(exemptions.revokedOn), lte(exemptions.validFrom, on), gte(exemptions.validTo, on)))
    .limit(1);
  return { isExempt: exempt.length > 0, cap: profileFor(enterprise?.regionCode ?? "", on).visits.inspectionsPerYear.value };
}
