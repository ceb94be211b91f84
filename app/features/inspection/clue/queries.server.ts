/** Clues as pages show them. */
import { and, asc, desc, eq, like, sql } from "drizzle-orm";
import { enterpriseName } from "~/features/accounts/enterprise-name.server";
import { tables, withTx } from "~/platform/db.server";
import type { AgencyActor } from "~/shared/actor";
import { officerNames } from "../team.server";

const { enterprises, inspectionClues, inspectionClueSteps, inspections } = tables;
const SHOWN = 200;

/** Of the agency's region: those that wait first, the urgent before the others. */
export const clueLines = (actor: AgencyActor) =>
  withTx(actor, (tx) =>
    tx
      .select({
        id: inspectionClues.id,
        enterprise: enterpriseName,
        uscc: enterprises.uscc,
        source: inspectionClues.source,
        receivedOn: inspectionClues.receivedOn,
        isUrgent: sql<boolean>`${inspectionClues.urgentReason} <> ''`,
        status: inspectionClues.status,
      })
      .from(inspectionClues)
      .innerJoin(enterprises, eq(enterprises.id, inspectionClues.enterpriseId))
      .where(like(enterprises.regionCode, `${actor.regionCode}%`))
      .orderBy(sql`${inspectionClues.status} <> 'open'`, sql`${inspectionClues.urgentReason} = ''`, desc(inspectionClues.receivedOn))
      .limit(SHOWN)
  );

export async function clueOf(actor: AgencyActor, id: string) {
  const found = await withTx(actor, async (tx) => {
    const [clue] = await tx
      .select({ clue: inspectionClues, enterprise: enterpriseName, uscc: enterprises.uscc, inspectionId: inspections.id, visitStatus: inspections.status })
      .from(inspectionClues)
      .innerJoin(enterprises, eq(enterprises.id, inspectionClues.enterpriseId))
      .leftJoin(inspections, eq(inspections.clueId, inspectionClues.id))
      .where(and(eq(inspectionClues.id, id), like(enterprises.regionCode, `${actor.regionCode}%`)))
      .orderBy(desc(inspections.createdAt))
      .limit(1);
    if (!clue) return null;
    const steps = await tx.select().from(inspectionClueSteps).where(eq(inspectionClueSteps.clueId, id)).orderBy(asc(inspectionClueSteps.createdAt));
    return { ...clue, steps };
  });
  if (!found) return null;
  const names = await officerNames([found.clue.enteredBy, ...found.steps.map(({ doneBy }) => doneBy)]);
  return {
    ...found,
    enteredBy: names.get(found.clue.enteredBy) ?? "–",
    steps: found.steps.map((step) => ({ ...step, doneBy: names.get(step.doneBy) ?? "–" })),
  };
}
