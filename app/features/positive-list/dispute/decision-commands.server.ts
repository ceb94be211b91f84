/**
 * The agency's decision on a disputed fact, once: rejected, or upheld by a new statement that takes the old one's place or
 * takes it back. What follows from it for evaluation, application and listing is worked out by the portal (effects.server.ts).
 */
import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { appendToLedger, recordEvent } from "~/features/audit/record.server";
import { today } from "~/platform/clock.server";
import { sha256Hex } from "~/platform/crypto.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { translator } from "~/platform/i18n.server";
import { enqueue } from "~/platform/jobs.server";
import type { AgencyActor } from "~/shared/actor";
import { FACT_KINDS, isFactKind } from "../fact-kinds";
import { readReference, referenceText } from "../fact-references";
import type { FactKind } from "../facts";
import { factRows, type FactRow } from "../facts-known/facts-queries.server";
import { versionsOf } from "../facts-known/known";
import { writeToEnterprise } from "../listing-mail.server";
import { ofRegion } from "../listing-life/reach.server";
import { holdSource, wordsOf, type Said } from "../statements.server";
import { DISPUTE_EFFECTS } from "./effects.server";
import { triggerOf } from "./listing-trigger.server";

const { factDisputes, facts } = tables;

export type Ruling =
  | { readonly verdict: "rejected" | "set-aside"; readonly reason: string }
  | { readonly verdict: "corrected"; readonly reason: string; readonly said: Said };
export type RulingOutcome = "decided" | "not-open" | "own-record" | "same";

export async function decideDispute(actor: AgencyActor, id: string, ruling: Ruling): Promise<RulingOutcome> {
  return withTx(actor, async (tx) => {
    const [dispute] = await tx
      .select({
        enterpriseId: factDisputes.enterpriseId,
        factId: factDisputes.factId,
        kind: facts.kind,
        source: facts.source,
        recordedBy: facts.recordedBy,
      })
      .from(factDisputes)
      .innerJoin(facts, eq(facts.id, factDisputes.factId))
      .where(and(eq(factDisputes.id, id), eq(factDisputes.status, "open"), ofRegion(actor, factDisputes.enterpriseId)))
      .for("update", { of: factDisputes });
    if (!dispute || !isFactKind(dispute.kind)) return "not-open";
    if (dispute.recordedBy === actor.accountId) return "own-record";
    const { enterpriseId, factId, kind } = dispute;
    const decided = { decidedBy: actor.accountId, decidedOn: today(), decisionReason: ruling.reason };
    if (ruling.verdict === "rejected") {
      await tx.update(factDisputes).set({ ...decided, status: "rejected" }).where(eq(factDisputes.id, id));
    } else {
      await holdSource(tx, { source: dispute.source, kind });
      const versions = versionsOf(await factRows(tx, actor, enterpriseId), factId);
      const correctedFactId = await successor(tx, actor, { versions, ruling, disputeId: id });
      if (!correctedFactId) return "same";
      await tx.update(factDisputes).set({ ...decided, status: "upheld", correctedFactId }).where(eq(factDisputes.id, id));
      await triggerOf(tx, actor, { enterpriseId, versions, correctedFactId, stillSaid: ruling.verdict === "corrected" }, today());
      await enqueue(tx, DISPUTE_EFFECTS, { disputeId: id });
    }
    await tellEnterprise(tx, enterpriseId, kind, ruling);
    const about = { dispute: id, fact: factId, verdict: ruling.verdict };
    await appendToLedger(tx, actor, { ownerId: enterpriseId, chain: "decision", kind: "fact.dispute-decided", payload: about });
    await recordEvent(tx, actor, { action: "positive-list.dispute-decided", enterpriseId, subjectId: id, detail: about });
    return "decided";
  });
}

interface Succession {
  readonly versions: readonly FactRow[];
  readonly ruling: Exclude<Ruling, { verdict: "rejected" }>;
  readonly disputeId: string;
}

/** The new statement's id; null when it would say what is on record already. It follows whatever was said last. */
async function successor(tx: Tx, actor: AgencyActor, { versions, ruling, disputeId }: Succession): Promise<string | null> {
  const last = versions.at(-1);
  if (!last) throw new Error("A disputed fact is gone.");
  const isCorrected = ruling.verdict === "corrected";
  const { value, validFrom, validTo } = isCorrected ? ruling.said : last;
  const said = { value, validFrom, validTo };
  if (isCorrected ? !last.withdrawn && wordsOf(said) === wordsOf(last) : last.withdrawn) return null;
  const id = randomUUID();
  const [on] = await tx.select({ text: facts.sourceRef }).from(facts).where(eq(facts.id, last.id));
  const words = isCorrected ? wordsOf(said) : sha256Hex(`withdrawn ${last.id}`).slice(0, 32);
  const sourceRef = referenceText({ number: readReference(on?.text ?? "").number, words }, last.id);
  const { enterpriseId, kind, source } = last;
  await tx.insert(facts).values({
    id, enterpriseId, kind, ...said, source, sourceRef, replaces: last.id, withdrawn: !isCorrected, disputeId, recordedBy: actor.accountId,
  });
  return id;
}

function tellEnterprise(tx: Tx, enterpriseId: string, kind: FactKind, { verdict, reason }: Ruling): Promise<void> {
  return writeToEnterprise(tx, enterpriseId, (locale) => {
    const t = translator(locale, "fact-dispute");
    const fact = FACT_KINDS[kind].label[locale];
    return { subject: t("mail.decided.subject", { fact }), text: t(`mail.decided.${verdict}`, { fact, reason }) };
  });
}

