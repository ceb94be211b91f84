/** Conflicts of interest: who must not be sent to an enterprise. */
import { and, eq, isNull, sql } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { today } from "~/platform/clock.server";
import { tables, violatedConstraint, withTx, type Tx } from "~/platform/db.server";
import type { AgencyActor } from "~/shared/actor";
import { addDays } from "~/shared/day";
import { inspectionRules } from "../plan/rules.server";
import { enterpriseByUscc } from "../enterprise-lookup.server";
import { freeOfficersFor, teamOf } from "../team.server";
import type { ConflictInput } from "./forms";

const { accounts, inspectionConflicts, inspections } = tables;

export type ConflictOutcome =
  | { readonly is: "declared"; readonly replaced: number; readonly cancelled: number }
  | { readonly is: "already" | "no-enterprise" | "not-yours" };

/**
 * Everybody declares for themselves, an approver for anybody of the agency. Where the person is in a team that has not
 * gone yet, another is taken by chance; where nobody is free, the visit is called off and says why.
 */
export async function declareConflict(actor: AgencyActor, { officerId = actor.accountId, uscc, reason, note }: ConflictInput): Promise<ConflictOutcome> {
  const isOwn = officerId === actor.accountId;
  if (!isOwn && !(actor.role === "approver" && (await withTx(actor, (tx) => isOfAgency(tx, actor, officerId))))) return { is: "not-yours" };
  const enterpriseId = await enterpriseByUscc(actor, uscc);
  if (enterpriseId === null) return { is: "no-enterprise" };
  const on = today();
  const free = (await freeOfficersFor(enterpriseId, on)).filter((id) => id !== officerId);
  try {
    return await withTx(actor, async (tx): Promise<ConflictOutcome> => {
      const [made] = await tx
        .insert(inspectionConflicts)
        .values({ officerId, enterpriseId, reason, note, declaredBy: actor.accountId, validFrom: on })
        .returning({ id: inspectionConflicts.id });
      if (!made) throw new Error("The conflict was not stored.");
      const changed = await replaceIn(tx, enterpriseId, officerId, free);
      await recordEvent(tx, actor, { action: "inspection.conflict-declared", enterpriseId, subjectId: made.id, detail: { reason, ...changed } });
      return { is: "declared", ...changed };
    });
  } catch (error) {
    if (violatedConstraint(error) === "inspection_conflict_open") return { is: "already" };
    throw error;
  }
}

async function isOfAgency(tx: Tx, { agencyId }: AgencyActor, officerId: string): Promise<boolean> {
  const rows = await tx.select({ id: accounts.id }).from(accounts).where(and(eq(accounts.id, officerId), eq(accounts.agencyId, agencyId)));
  return rows.length > 0;
}

async function replaceIn(tx: Tx, enterpriseId: string, officerId: string, free: readonly string[]): Promise<{ replaced: number; cancelled: number }> {
  const planned = await tx
    .select({ id: inspections.id, officers: inspections.officers })
    .from(inspections)
    .where(
      and(eq(inspections.enterpriseId, enterpriseId), eq(inspections.status, "planned"), isNull(inspections.arrivedAt), sql`${officerId}::uuid = any (${inspections.officers})`)
    )
    .for("update");
  let replaced = 0;
  for (const { id, officers } of planned) {
    const staying = officers.filter((one) => one !== officerId);
    const team = teamOf([...new Set([...free, ...staying])], staying, Math.max(inspectionRules().officersEach, officers.length));
    await tx.update(inspections).set(team ? { officers: team } : { status: "cancelled", reason: "conflict" }).where(eq(inspections.id, id));
    if (team) replaced += 1;
  }
  return { replaced, cancelled: planned.length - replaced };
}

/** Ended by whoever it concerns or an approver of the agency; it counts until the day before. */
export async function endConflict(actor: AgencyActor, id: string): Promise<"ended" | "not-open"> {
  return withTx(actor, async (tx) => {
    const on = today();
    const [held] = await tx.select().from(inspectionConflicts).where(and(eq(inspectionConflicts.id, id), isNull(inspectionConflicts.validTo))).for("update");
    const mayEnd = held && (held.officerId === actor.accountId || (actor.role === "approver" && (await isOfAgency(tx, actor, held.officerId))));
    if (!mayEnd) return "not-open";
    // One that is ended on the day it was declared still counts for that day.
    const validTo = held.validFrom < on ? addDays(on, -1) : on;
    await tx.update(inspectionConflicts).set({ validTo }).where(eq(inspectionConflicts.id, id));
    await recordEvent(tx, actor, { action: "inspection.conflict-ended", enterpriseId: held.enterpriseId, subjectId: id });
    return "ended";
  });
}
