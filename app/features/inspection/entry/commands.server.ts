/** The code at the gate: the team shows it, the enterprise reads who comes and why, and says that they are there. */
import { and, eq, isNull, sql } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { now, today } from "~/platform/clock.server";
import { randomCode } from "~/platform/crypto.server";
import { tables, withTx } from "~/platform/db.server";
import { system, type AgencyActor, type EnterpriseActor } from "~/shared/actor";

const { inspections } = tables;

export type IssueOutcome = { readonly is: "issued"; readonly code: string } | { readonly is: "not-open" | "not-yours" | "not-in-window" };

/** Good for the day; the same code when asked again on that day. By one of the team, within the days the visit is for. */
export function issueCode(actor: AgencyActor, id: string): Promise<IssueOutcome> {
  const on = today();
  return withTx(actor, async (tx): Promise<IssueOutcome> => {
    const [held] = await tx.select().from(inspections).where(and(eq(inspections.id, id), sql`app.sees(${inspections.enterpriseId})`)).for("update");
    if (held?.status !== "planned" || held.arrivedAt !== null) return { is: "not-open" };
    if (!held.officers.includes(actor.accountId)) return { is: "not-yours" };
    if ((held.notBefore && on < held.notBefore) || (held.notAfter && on > held.notAfter)) return { is: "not-in-window" };
    if (held.entryCode && held.entryDay === on) return { is: "issued", code: held.entryCode };
    const code = randomCode();
    await tx.update(inspections).set({ entryCode: code, entryDay: on }).where(eq(inspections.id, id));
    await recordEvent(tx, actor, { action: "inspection.code-shown", enterpriseId: held.enterpriseId, subjectId: id });
    return { is: "issued", code };
  });
}

export type ArrivalOutcome = "arrived" | "unknown" | "not-here";

/** By anybody of the enterprise, once; asked again it stays as it was. */
export async function recordArrival(actor: EnterpriseActor, code: string): Promise<ArrivalOutcome> {
  // Asked as the portal: until the arrival the enterprise does not see its inspection.
  return withTx(system("inspection-entry"), async (tx): Promise<ArrivalOutcome> => {
    const [held] = await tx.select().from(inspections).where(and(eq(inspections.entryCode, code), eq(inspections.entryDay, today()), eq(inspections.status, "planned"))).for("update");
    if (!held) return "unknown";
    if (held.enterpriseId !== actor.enterpriseId) return "not-here";
    const changed = await tx
      .update(inspections)
      .set({ arrivedAt: now(), arrivedBy: actor.accountId })
      .where(and(eq(inspections.id, held.id), isNull(inspections.arrivedAt)));
    if (changed.count > 0) await recordEvent(tx, actor, { action: "inspection.arrived", enterpriseId: actor.enterpriseId, subjectId: held.id });
    return "arrived";
  });
}
