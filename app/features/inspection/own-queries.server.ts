/** What an enterprise may know of inspections: those that were made, visits it was spared, and what it can expect. */
import { and, desc, eq, isNotNull } from "drizzle-orm";
import { today } from "~/platform/clock.server";
import { tables, withTx } from "~/platform/db.server";
import type { EnterpriseActor } from "~/shared/actor";
import { boundsOf } from "./request/room.server";
import { riskOf } from "./risk-queries.server";

const { inspectionRequests, inspectionSkips, inspections } = tables;

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
    ...(await boundsOf(tx, actor.enterpriseId, today())),
    risk: await riskOf(tx, actor.enterpriseId),
  }));
}
