/** Applications: signed, checked, decided, withdrawn. One transaction each, with its ledger entry and audit event. */
import { and, eq, inArray, ne, or, isNull, sql } from "drizzle-orm";
import { appendToLedger, recordEvent } from "~/features/audit/record.server";
import { today } from "~/platform/clock.server";
import { tables, violatedConstraint, withTx, type Tx } from "~/platform/db.server";
import { holidays } from "~/platform/holidays.server";
import { once } from "~/platform/idempotency.server";
import type { AgencyActor, EnterpriseActor } from "~/shared/actor";
import type { Day } from "~/shared/day";
import { addWorkingDays } from "~/shared/working-days";
import type { CheckInput, DecisionInput } from "./application-forms";
import { evaluateEnterprise, storeEvaluation } from "./evaluation.server";
import { inRegion } from "./application-queries.server";
import { tellOfListing } from "./listing-mail.server";
import { currentPledge } from "./pledge.server";
import { profileFor } from "./rules.server";

const { applications, enterprises, listings, notices } = tables;

export type ApplyOutcome = { readonly is: "applied"; readonly id: string } | { readonly is: "not-eligible" | "already" };

/** Signs the pledge and applies, with the evaluation of the day frozen beside it. */
export async function applyForListing(actor: EnterpriseActor, idempotencyKey: string): Promise<ApplyOutcome> {
  const on = today();
  try {
    return await withTx(actor, (tx) =>
      once(tx, actor, "positive-list.apply", idempotencyKey, async (): Promise<ApplyOutcome> => {
        const pledge = currentPledge();
        const signed = { signedOn: on, version: pledge.version, foundFalseOn: null };
        const evaluation = await evaluateEnterprise(tx, actor.enterpriseId, on, [
          { id: "application", kind: "pledge", value: signed, validFrom: on, validTo: null, source: "portal" },
        ]);
        if (evaluation.evaluation.outcome !== "ELIGIBLE") return { is: "not-eligible" };
        if (await hasLiveListing(tx, actor.enterpriseId)) return { is: "already" };
        const evaluationId = await storeEvaluation(tx, actor.enterpriseId, evaluation);
        const [row] = await tx
          .insert(applications)
          .values({ enterpriseId: actor.enterpriseId, evaluationId, pledge, submittedBy: actor.accountId, submittedOn: on })
          .returning({ id: applications.id });
        if (!row) throw new Error("The application was not stored.");
        await recordEvent(tx, actor, {
          action: "positive-list.applied",
          enterpriseId: actor.enterpriseId,
          subjectId: row.id,
          detail: { evaluation: evaluation.hash, pledge: pledge.version },
        });
        return { is: "applied", id: row.id };
      })
    );
  } catch (error) {
    if (violatedConstraint(error) === "application_one_open") return { is: "already" };
    throw error;
  }
}

async function hasLiveListing(tx: Tx, enterpriseId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: listings.id })
    .from(listings)
    .where(and(eq(listings.enterpriseId, enterpriseId), inArray(listings.status, ["listed", "suspended"])));
  return rows.length > 0;
}

/** Takes the own application back while it is open. */
export async function withdrawApplication(actor: EnterpriseActor, id: string): Promise<"withdrawn" | "not-open"> {
  return withTx(actor, async (tx) => {
    const [row] = await tx
      .update(applications)
      .set({ status: "withdrawn" })
      .where(
        and(
          eq(applications.id, id),
          eq(applications.enterpriseId, actor.enterpriseId),
          inArray(applications.status, ["submitted", "checked", "in-notice"])
        )
      )
      .returning({ id: applications.id });
    if (!row) return "not-open";
    await tx.update(notices).set({ closedAt: sql`now()` }).where(and(eq(notices.applicationId, id), isNull(notices.closedAt)));
    await recordEvent(tx, actor, { action: "positive-list.withdrawn", enterpriseId: actor.enterpriseId, subjectId: id });
    return "withdrawn";
  });
}

/** The county's check, once: passes it on to the city or returns it with reasons. */
export async function checkApplication(actor: AgencyActor, id: string, input: CheckInput): Promise<"done" | "not-open"> {
  return withTx(actor, async (tx) => {
    const [row] = await tx
      .update(applications)
      .set({
        status: input.outcome,
        checkedBy: actor.accountId,
        checkedOn: today(),
        checkRecord: { inOrder: input.inOrder, note: input.note },
      })
      .where(and(eq(applications.id, id), eq(applications.status, "submitted"), inRegion(actor)))
      .returning({ enterpriseId: applications.enterpriseId });
    if (!row) return "not-open";
    if (input.outcome === "returned") await tellOfListing(tx, row.enterpriseId, { about: "returned", reason: input.note });
    await recordEvent(tx, actor, { action: `positive-list.${input.outcome}`, enterpriseId: row.enterpriseId, subjectId: id });
    return "done";
  });
}

/**
 * The city's decision, once, by someone else than who checked. Approval opens the public notice; the listing begins only
 * when the notice has ended without an open objection.
 */
export async function decideApplication(actor: AgencyActor, id: string, { decision, reason }: DecisionInput): Promise<"decided" | "own-check" | "not-open"> {
  const on = today();
  return withTx(actor, async (tx) => {
    const [row] = await tx
      .update(applications)
      .set({
        status: decision === "approve" ? "in-notice" : "refused",
        decidedBy: actor.accountId,
        decidedOn: on,
        decisionReason: reason,
      })
      .where(
        and(
          eq(applications.id, id),
          eq(applications.status, "checked"),
          or(isNull(applications.checkedBy), ne(applications.checkedBy, actor.accountId)),
          inRegion(actor)
        )
      )
      .returning({ enterpriseId: applications.enterpriseId });
    if (!row) {
      const [same] = await tx
        .select({ id: applications.id })
        .from(applications)
        .where(and(eq(applications.id, id), eq(applications.status, "checked"), eq(applications.checkedBy, actor.accountId)));
      return same ? "own-check" : "not-open";
    }
    if (decision === "approve") {
      const day = await openNotice(tx, id, row.enterpriseId);
      await tellOfListing(tx, row.enterpriseId, { about: "approved", reason, day });
    } else await tellOfListing(tx, row.enterpriseId, { about: "refused", reason });
    await appendToLedger(tx, actor, {
      ownerId: row.enterpriseId,
      chain: "decision",
      kind: `application.${decision}`,
      payload: { application: id, reason, on },
    });
    await recordEvent(tx, actor, { action: `positive-list.${decision}`, enterpriseId: row.enterpriseId, subjectId: id });
    return "decided";
  });
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
