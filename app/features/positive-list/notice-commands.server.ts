/** Objections to public notices: raised by anybody, answered by an approver. */
import { and, eq, gte, isNull, sql, type SQL } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { today } from "~/platform/clock.server";
import { randomCode } from "~/platform/crypto.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { system, type AgencyActor } from "~/shared/actor";
import type { AnswerInput, ObjectionInput } from "./application-forms";
import { inRegion } from "./application-queries.server";

const { applications, notices, objections } = tables;
/** A visitor has no reach of their own: the portal takes the objection in for them. */
const RECEIVER = system("objections");

/**
 * Takes in an objection while the notice runs. Answers with the code to follow it by; the same form sent again gets the
 * same code.
 */
export async function raiseObjection(noticeId: string, input: ObjectionInput, idempotencyKey?: string): Promise<{ is: "raised"; code: string } | { is: "closed" }> {
  return withTx(RECEIVER, async (tx) => {
    const [notice] = await tx
      .select({ enterpriseId: notices.enterpriseId })
      .from(notices)
      .where(and(eq(notices.id, noticeId), isNull(notices.closedAt), gte(notices.endsOn, today())))
      // The notice cannot end between this look and the insertion.
      .for("update");
    if (!notice) return { is: "closed" };
    if (idempotencyKey !== undefined) {
      const [earlier] = await tx
        .select({ code: objections.code })
        .from(objections)
        .where(and(eq(objections.idempotencyKey, idempotencyKey), eq(objections.noticeId, noticeId)));
      if (earlier) return { is: "raised", code: earlier.code };
    }
    const code = randomCode();
    const [row] = await tx
      .insert(objections)
      .values({ noticeId, enterpriseId: notice.enterpriseId, code, idempotencyKey, ...input })
      .returning({ id: objections.id });
    if (!row) throw new Error("The objection was not stored.");
    await recordEvent(tx, RECEIVER, { action: "positive-list.objection-raised", enterpriseId: notice.enterpriseId, subjectId: row.id });
    return { is: "raised", code };
  });
}

/**
 * Answers an objection, once. Upheld, the notice closes and the application goes back to be decided again; rejected, the
 * notice runs on.
 */
export async function answerObjection(actor: AgencyActor, applicationId: string, { objectionId, verdict, answer }: AnswerInput): Promise<"answered" | "not-open"> {
  return withTx(actor, async (tx) => {
    const [row] = await tx
      .update(objections)
      .set({ status: verdict, answer, answeredBy: actor.accountId })
      .where(and(eq(objections.id, objectionId), eq(objections.status, "open"), ofApplication(actor, applicationId)))
      .returning({ noticeId: objections.noticeId, enterpriseId: objections.enterpriseId });
    if (!row) return "not-open";
    if (verdict === "upheld") await reopen(tx, actor, row.noticeId);
    await recordEvent(tx, actor, { action: `positive-list.objection-${verdict}`, enterpriseId: row.enterpriseId, subjectId: objectionId });
    return "answered";
  });
}

/** Objections to the notice of this application, when it is within the actor's region. */
const ofApplication = (actor: AgencyActor, applicationId: string): SQL =>
  sql`${objections.noticeId} in (select ${notices.id} from ${notices} join ${applications} on ${applications.id} = ${notices.applicationId} where ${applications.id} = ${applicationId} and ${inRegion(actor)})`;

async function reopen(tx: Tx, actor: AgencyActor, noticeId: string): Promise<void> {
  const [notice] = await tx
    .update(notices)
    .set({ closedAt: sql`now()` })
    .where(and(eq(notices.id, noticeId), isNull(notices.closedAt)))
    .returning({ applicationId: notices.applicationId });
  if (!notice) return;
  await tx
    .update(applications)
    .set({ status: "checked", decidedBy: null, decidedOn: null })
    .where(and(eq(applications.id, notice.applicationId), eq(applications.status, "in-notice"), inRegion(actor)));
}
