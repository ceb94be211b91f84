/** Requests of agencies for a visit: filed, and refused at once where the rules leave no room; taken back. */
import { and, eq } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { today } from "~/platform/clock.server";
import { tables, withTx } from "~/platform/db.server";
import type { AgencyActor } from "~/shared/actor";
import { enterpriseByUscc } from "../enterprise-lookup.server";
import type { RequestInput } from "./forms";
import { yearOf } from "./one-check";
import { refusedByRule } from "./room.server";

const { inspectionRequests } = tables;

export type FileOutcome =
  | { readonly is: "filed"; readonly id: string; readonly refused: "exempt" | "cap" | null }
  | { readonly is: "no-enterprise" }
  | { readonly is: "past" };

/** Filed all the same when the rules refuse it: the visit that was spared is on record. */
export async function fileRequest(actor: AgencyActor, { uscc, ...wanted }: RequestInput): Promise<FileOutcome> {
  const on = today();
  if (wanted.latest < on) return { is: "past" };
  const enterpriseId = await enterpriseByUscc(actor, uscc);
  if (enterpriseId === null) return { is: "no-enterprise" };
  return withTx(actor, async (tx): Promise<FileOutcome> => {
    const refused = await refusedByRule(tx, enterpriseId, on, yearOf(wanted.earliest < on ? on : wanted.earliest));
    const [made] = await tx
      .insert(inspectionRequests)
      .values({
        ...wanted,
        enterpriseId,
        agencyId: actor.agencyId,
        requestedBy: actor.accountId,
        ...(refused ? { status: "refused" as const, reasonCode: refused, decidedOn: on } : {}),
      })
      .returning({ id: inspectionRequests.id });
    if (!made) throw new Error("The request was not stored.");
    await recordEvent(tx, actor, { action: "inspection.requested", enterpriseId, subjectId: made.id, detail: { refused } });
    return { is: "filed", id: made.id, refused };
  });
}

export function withdrawRequest(actor: AgencyActor, id: string): Promise<"decided" | "not-open"> {
  return withTx(actor, async (tx) => {
    const [row] = await tx
      .update(inspectionRequests)
      .set({ status: "withdrawn", decidedBy: actor.accountId, decidedOn: today() })
      .where(and(eq(inspectionRequests.id, id), eq(inspectionRequests.agencyId, actor.agencyId), eq(inspectionRequests.status, "open")))
      .returning({ enterpriseId: inspectionRequests.enterpriseId });
    if (!row) return "not-open";
    await recordEvent(tx, actor, { action: "inspection.request-withdrawn", enterpriseId: row.enterpriseId, subjectId: id });
    return "decided";
  });
}
