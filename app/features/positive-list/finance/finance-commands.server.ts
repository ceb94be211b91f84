/** Consents to banks: given and revoked by the enterprise, used by the bank's question. */
import { and, eq, gte, isNull, lte, sql } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { now, today } from "~/platform/clock.server";
import { tables, violatedConstraint, withTx, type Tx } from "~/platform/db.server";
import { once } from "~/platform/idempotency.server";
import type { EnterpriseActor, MachineActor } from "~/shared/actor";
import { addDays, addMonths, day, type Day } from "~/shared/day";
import type { Uscc } from "~/shared/uscc";
import { logAccess, standingsOf } from "../exemption-queries.server";
import type { TierCode } from "../weights";
import { financeClaims, type FinanceClaims } from "./finance-answer";
import type { ConsentInput } from "./finance-forms";
import { organisationsFor } from "./finance-queries.server";

const { financeAnswers, financeConsents, standings } = tables;

/** From today for some months. One consent at a time for each organisation. */
export async function giveConsent(
  actor: EnterpriseActor,
  { idempotencyKey, organisation, months }: ConsentInput
): Promise<"given" | "unknown-organisation" | "given-already"> {
  if (!(await organisationsFor(actor)).includes(organisation)) return "unknown-organisation";
  const from = today();
  try {
    return await withTx(actor, (tx) =>
      once(tx, actor, "positive-list.give-finance-consent", idempotencyKey, async () => {
        // Two at once would wait for each other's row; with the lock the second is told.
        await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`finance-consent ${actor.enterpriseId}`}))`);
        const [row] = await tx
          .insert(financeConsents)
          .values({
            enterpriseId: actor.enterpriseId,
            organisation,
            fromDay: from,
            toDay: addDays(addMonths(from, months), -1),
            givenBy: actor.accountId,
            givenAt: now(),
          })
          .returning({ id: financeConsents.id, toDay: financeConsents.toDay });
        if (!row) throw new Error("The consent was not stored.");
        await recordEvent(tx, actor, {
          action: "positive-list.finance-consent-given",
          enterpriseId: actor.enterpriseId,
          subjectId: row.id,
          detail: { organisation, from, to: row.toDay },
        });
        return "given" as const;
      })
    );
  } catch (error) {
    if (violatedConstraint(error) === "finance_consent_once") return "given-already";
    throw error;
  }
}

/** Acts with the next question of the bank. Revoking twice is revoking once. */
export async function revokeConsent(actor: EnterpriseActor, consentId: string): Promise<"revoked" | "not-found"> {
  return withTx(actor, async (tx) => {
    const here = and(eq(financeConsents.id, consentId), eq(financeConsents.enterpriseId, actor.enterpriseId));
    const [row] = await tx
      .update(financeConsents)
      .set({ revokedAt: now(), revokedBy: actor.accountId })
      .where(and(here, isNull(financeConsents.revokedAt)))
      .returning({ organisation: financeConsents.organisation });
    if (!row) {
      const [known] = await tx.select({ id: financeConsents.id }).from(financeConsents).where(here);
      return known ? "revoked" : "not-found";
    }
    await recordEvent(tx, actor, {
      action: "positive-list.finance-consent-revoked",
      enterpriseId: actor.enterpriseId,
      subjectId: consentId,
      detail: row,
    });
    return "revoked";
  });
}

/**
 * A bank's question. Null without a consent in force, whether or not there is such an enterprise; one that there is sees
 * the refused question in its access log.
 */
export async function answerFinance(actor: MachineActor, uscc: Uscc, purpose: string): Promise<FinanceClaims | null> {
  const [on, at] = [today(), now()];
  try {
    return await withTx(actor, async (tx) => {
      const standing = (await standingsOf(tx, [uscc], on)).get(uscc);
      if (!standing) return null;
      const { enterpriseId } = standing;
      const consent = await consentFor(tx, actor, enterpriseId, on);
      if (!consent) {
        await refuse(tx, actor, enterpriseId, purpose, at);
        return null;
      }
      const tier = await lastTier(tx, enterpriseId);
      const claims = financeClaims({ uscc, standing, tier, consentUntil: consent.toDay }, on, at);
      await tx.insert(financeAnswers).values({
        enterpriseId,
        consentId: consent.id,
        apiKeyId: actor.apiKeyId,
        at,
        onDay: on,
        purpose,
        reasonCode: claims.reasonCode,
        tier,
      });
      await logAccess(tx, actor, "finance", [{ enterprise: enterpriseId, purpose }], at);
      await recordEvent(tx, actor, {
        action: "positive-list.finance-answered",
        enterpriseId,
        subjectId: consent.id,
        detail: { organisation: actor.organisation, reasonCode: claims.reasonCode },
      });
      return claims;
    });
  } catch (error) {
    // Revoked between the look and the answer: the database took no answer, so none is given.
    if (violatedConstraint(error) !== "finance_answer_consented") throw error;
    await withTx(actor, async (tx) => {
      const standing = (await standingsOf(tx, [uscc], on)).get(uscc);
      if (standing) await refuse(tx, actor, standing.enterpriseId, purpose, at);
    });
    return null;
  }
}

async function refuse(tx: Tx, actor: MachineActor, enterpriseId: string, purpose: string, at: Date): Promise<void> {
  await logAccess(tx, actor, "finance-refused", [{ enterprise: enterpriseId, purpose }], at);
  await recordEvent(tx, actor, {
    action: "positive-list.finance-refused",
    enterpriseId,
    subjectId: enterpriseId,
    detail: { organisation: actor.organisation },
  });
}

async function consentFor(tx: Tx, actor: MachineActor, enterpriseId: string, on: Day) {
  const [row] = await tx
    .select({ id: financeConsents.id, toDay: financeConsents.toDay })
    .from(financeConsents)
    .where(
      and(
        eq(financeConsents.enterpriseId, enterpriseId),
        eq(financeConsents.organisation, actor.organisation),
        isNull(financeConsents.revokedAt),
        lte(financeConsents.fromDay, on),
        gte(financeConsents.toDay, on)
      )
    );
  return row ? { id: row.id, toDay: day(row.toDay) } : null;
}

async function lastTier(tx: Tx, enterpriseId: string): Promise<TierCode | null> {
  const [row] = await tx
    .select({ tier: standings.tier })
    .from(standings)
    .where(eq(standings.enterpriseId, enterpriseId));
  return row?.tier ?? null;
}
