/** Applications: signed, checked, withdrawn. One transaction each, with its audit event. */
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { today } from "~/platform/clock.server";
import { tables, violatedConstraint, withTx, type Tx } from "~/platform/db.server";
import { once } from "~/platform/idempotency.server";
import type { AgencyActor, EnterpriseActor } from "~/shared/actor";
import type { Day } from "~/shared/day";
import type { CheckInput } from "./application-forms";
import { evaluateEnterprise, storeEvaluation } from "./evaluation.server";
import { inRegion } from "./application-queries.server";
import { tellOfListing } from "./listing-mail.server";
import { checkProblems } from "./listing-life/county-check";
import { closePacks } from "./listing-life/pack-commands.server";
import { acceptProposal, openProposal } from "./listing-life/proposal-commands.server";
import { countyCheck } from "./listing-life/rules.server";
import { OPEN_APPLICATIONS } from "./listing-life/states";
import { currentPledge } from "./pledge.server";

const { applications, listings, notices } = tables;

export type ApplyOutcome =
  | { readonly is: "applied"; readonly id: string }
  | { readonly is: "not-eligible" | "already" | "not-yet" | "no-proposal" };

/**
 * Signs the pledge and applies, with the evaluation of the day frozen beside it.
 *
 * @param proposalId the agency's proposal that this accepts, or null
 */
export async function applyForListing(
  actor: EnterpriseActor,
  idempotencyKey: string,
  proposalId: string | null = null
): Promise<ApplyOutcome> {
  const on = today();
  try {
    return await withTx(actor, (tx) =>
      once(tx, actor, "positive-list.apply", idempotencyKey, async (): Promise<ApplyOutcome> => {
        const signed = await signedEvaluation(tx, actor.enterpriseId, on);
        if (!signed) return { is: "not-eligible" };
        if (await hasLiveListing(tx, actor.enterpriseId)) return { is: "already" };
        // Who applies while a proposal is open answers it, whichever page the application comes from.
        const answered = proposalId ?? (await openProposal(tx, actor.enterpriseId));
        const accepted = answered !== null && (await acceptProposal(tx, actor, answered, on));
        if (proposalId !== null && !accepted) return { is: "no-proposal" };
        const id = await storeApplication(tx, actor, { ...signed, proposalId: accepted ? answered : null });
        return { is: "applied", id };
      })
    );
  } catch (error) {
    const constraint = violatedConstraint(error);
    if (constraint === "application_one_open") return { is: "already" };
    if (constraint === "application_reentry") return { is: "not-yet" };
    throw error;
  }
}

/** The evaluation of the day with the pledge signed, stored; null when a condition is not met. */
export async function signedEvaluation(tx: Tx, enterpriseId: string, on: Day) {
  const pledge = currentPledge();
  const value = { signedOn: on, version: pledge.version, foundFalseOn: null };
  const evaluation = await evaluateEnterprise(tx, enterpriseId, on, [
    { id: "application", kind: "pledge", value, validFrom: on, validTo: null, source: "portal" },
  ]);
  if (evaluation.evaluation.outcome !== "ELIGIBLE") return null;
  return { evaluationId: await storeEvaluation(tx, enterpriseId, evaluation), hash: evaluation.hash, pledge, submittedOn: on };
}

type Signed = NonNullable<Awaited<ReturnType<typeof signedEvaluation>>>;
type Origin = Pick<typeof applications.$inferInsert, "proposalId" | "renews" | "renewalGround">;

export async function storeApplication(tx: Tx, actor: EnterpriseActor, { hash, ...signed }: Signed & Origin): Promise<string> {
  const [row] = await tx
    .insert(applications)
    .values({ ...signed, enterpriseId: actor.enterpriseId, submittedBy: actor.accountId })
    .returning({ id: applications.id });
  if (!row) throw new Error("The application was not stored.");
  await recordEvent(tx, actor, {
    action: "positive-list.applied",
    enterpriseId: actor.enterpriseId,
    subjectId: row.id,
    detail: { evaluation: hash, pledge: signed.pledge.version, renews: signed.renews ?? null, proposal: signed.proposalId ?? null },
  });
  return row.id;
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
          inArray(applications.status, OPEN_APPLICATIONS)
        )
      )
      .returning({ id: applications.id });
    if (!row) return "not-open";
    await closePacks(tx, id);
    await tx.update(notices).set({ closedAt: sql`now()` }).where(and(eq(notices.applicationId, id), isNull(notices.closedAt)));
    await recordEvent(tx, actor, { action: "positive-list.withdrawn", enterpriseId: actor.enterpriseId, subjectId: id });
    return "withdrawn";
  });
}

export type CheckResult = "done" | "not-open" | "own-proposal" | "incomplete";

/** The county's check, once: passes it on to the city or returns it with reasons. Never by who proposed the enterprise. */
export async function checkApplication(actor: AgencyActor, id: string, input: CheckInput): Promise<CheckResult> {
  const list = countyCheck();
  if (checkProblems(list, input.items, input.outcome, input.basis).length > 0) return "incomplete";
  const { outcome, basis, items, note } = input;
  try {
    return await withTx(actor, async (tx) => {
      const [row] = await tx
        .update(applications)
        .set({
          status: outcome,
          checkedBy: actor.accountId,
          checkedOn: today(),
          checkRecord: { version: list.version, basis, items, note },
        })
        .where(and(eq(applications.id, id), eq(applications.status, "submitted"), inRegion(actor)))
        .returning({ enterpriseId: applications.enterpriseId });
      if (!row) return "not-open";
      await closePacks(tx, id);
      if (outcome === "returned") await tellOfListing(tx, row.enterpriseId, { about: "returned", reason: note });
      await recordEvent(tx, actor, { action: `positive-list.${outcome}`, enterpriseId: row.enterpriseId, subjectId: id, detail: { basis } });
      return "done";
    });
  } catch (error) {
    if (violatedConstraint(error) === "application_six_eyes") return "own-proposal";
    throw error;
  }
}
