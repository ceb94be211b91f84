/** The city's decision on an application, once: approved into public notice, refused, or sent back to the county. */
import { and, eq, sql } from "drizzle-orm";
import { appendToLedger, recordEvent } from "~/features/audit/record.server";
import { today } from "~/platform/clock.server";
import { tables, violatedConstraint, withTx, type Tx } from "~/platform/db.server";
import { holidays } from "~/platform/holidays.server";
import type { AgencyActor } from "~/shared/actor";
import type { Day } from "~/shared/day";
import { addWorkingDays } from "~/shared/working-days";
import type { DecisionInput } from "./application-forms";
import { inRegion } from "./application-queries.server";
import { tellOfListing } from "./listing-mail.server";
import { serve } from "./listing-life/serve.server";
import { profileFor } from "./rules.server";

const { applications, enterprises, notices } = tables;

export type DecideOutcome = "decided" | "own-check" | "own-proposal" | "not-open";

/**
 * By someone else than who checked and who proposed, which the database holds too. Approval opens the public notice; the
 * listing begins only when the notice has ended without an open objection.
 */
export async function decideApplication(actor: AgencyActor, id: string, input: DecisionInput): Promise<DecideOutcome> {
  try {
    return await withTx(actor, (tx) => (input.decision === "send-back" ? sendBack(tx, actor, id, input.reason) : decide(tx, actor, id, input)));
  } catch (error) {
    const constraint = violatedConstraint(error);
    if (constraint === "application_four_eyes") return "own-check";
    if (constraint === "application_six_eyes") return "own-proposal";
    throw error;
  }
}

const waiting = (actor: AgencyActor, id: string) => and(eq(applications.id, id), eq(applications.status, "checked"), inRegion(actor));

async function decide(tx: Tx, actor: AgencyActor, id: string, { decision, reason }: DecisionInput): Promise<DecideOutcome> {
  const on = today();
  const approved = decision === "approve";
  const [row] = await tx
    .update(applications)
    .set({ status: approved ? "in-notice" : "refused", decidedBy: actor.accountId, decidedOn: on, decisionReason: reason })
    .where(waiting(actor, id))
    .returning({ enterpriseId: applications.enterpriseId, renews: applications.renews });
  if (!row) return "not-open";
  const { enterpriseId, renews } = row;
  if (approved) {
    const day = await openNotice(tx, id, enterpriseId);
    await tellOfListing(tx, enterpriseId, { about: "approved", reason, day });
    await serve(tx, actor, { enterpriseId, kind: "approval", subjectId: id, reason, day });
  } else {
    await tellOfListing(tx, enterpriseId, { about: "refused", reason });
    await serve(tx, actor, { enterpriseId, kind: renews ? "renewal-refusal" : "refusal", subjectId: id, reason });
  }
  await appendToLedger(tx, actor, {
    ownerId: enterpriseId,
    chain: "decision",
    kind: `application.${decision}`,
    payload: { application: id, reason, on },
  });
  await recordEvent(tx, actor, { action: `positive-list.${decision}`, enterpriseId, subjectId: id });
  return "decided";
}

/** The earlier check stays readable until the next one takes its place. */
async function sendBack(tx: Tx, actor: AgencyActor, id: string, reason: string): Promise<DecideOutcome> {
  const [row] = await tx
    .update(applications)
    .set({ status: "submitted", checkedBy: null, checkedOn: null, sentBackReason: reason })
    .where(and(waiting(actor, id), sql`${applications.proposedBy} is distinct from ${actor.accountId}`))
    .returning({ enterpriseId: applications.enterpriseId });
  if (!row) return "not-open";
  await recordEvent(tx, actor, { action: "positive-list.sent-back", enterpriseId: row.enterpriseId, subjectId: id, detail: { reason } });
  return "decided";
}

/** Answers with the last day of the notice. */
async function openNotice(tx: Tx, applicationId: string, enterpriseId: string): Promise<Day> {
  const on = today();
  const [enterprise] = await tx.select({ regionCode: enterprises.regionCode }).from(enterprises).where(eq(enterprises.id, enterpriseId));
  const { noticeWorkingDays } = profileFor(enterprise?.regionCode ?? "").listing;
  const days = { startsOn: on, endsOn: addWorkingDays(holidays(), on, noticeWorkingDays.value) };
  await tx
    .insert(notices)
    .values({ enterpriseId, applicationId, ...days })
    // A second decision after an upheld objection opens the same notice again.
    .onConflictDoUpdate({ target: notices.applicationId, set: { ...days, closedAt: null } });
  return days.endsOn;
}
