/** Completing a self-check: freezes the result and makes a finding and a correction of each breach. */
import { and, count, eq } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { storeFindings, type NewFinding } from "~/features/finding/new-finding.server";
import { sha256Hex } from "~/platform/crypto.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import type { EnterpriseActor } from "~/shared/actor";
import { day, type Day } from "~/shared/day";
import type { HolidayCalendar } from "~/shared/working-days";
import { findingText } from "./answer-text.server";
import { frozenCalendar } from "./due-day";
import { isComplete } from "./evaluate";
import { makePicturesFor, makePicturesOf } from "./evidence-pictures.server";
import { canonicalJson, freeze, type FrozenSelfCheck } from "./frozen";
import { answersOf, readRun, type Run } from "./queries.server";

const { facts, selfChecks, sites } = tables;

export type CompleteOutcome = "completed" | "already" | "not-found";

/** Questions without an answer do not hinder: they stay in the result as not complete. Completing twice changes nothing. */
export async function completeSelfCheck(
  actor: EnterpriseActor,
  selfCheckId: string,
  on: Day,
  calendar: HolidayCalendar
): Promise<CompleteOutcome> {
  await makePicturesFor(actor, selfCheckId);
  return withTx(actor, async (tx) => {
    const [row] = await tx
      .select({ status: selfChecks.status })
      .from(selfChecks)
      .where(and(eq(selfChecks.id, selfCheckId), eq(selfChecks.enterpriseId, actor.enterpriseId)))
      .for("update");
    if (!row) return "not-found";
    if (row.status === "completed") return "already";
    // Read after the lock: whoever was still saving has finished. What is frozen names files as they are kept.
    await makePicturesOf(tx, actor, selfCheckId);
    const run = await readRun(tx, actor, selfCheckId);
    if (!run) return "not-found";
    const frozen = freeze(run.questionnaires, {
      on,
      siteFacts: run.siteFacts,
      answers: answersOf(run),
      evidence: run.evidence.map(({ questionId, hash, effectiveFrom, effectiveTo }) => ({
        questionId,
        hash,
        effectiveOn: day(effectiveFrom),
        ...(effectiveTo ? { effectiveTo: day(effectiveTo) } : {}),
      })),
      calendar: frozenCalendar(run.questionnaires, on, calendar),
    });
    const resultHash = sha256Hex(canonicalJson(frozen));
    await tx
      .update(selfChecks)
      .set({
        status: "completed",
        completedOn: on,
        completedBy: actor.accountId,
        result: frozen,
        resultHash,
      })
      .where(eq(selfChecks.id, selfCheckId));
    await makeCorrections(tx, run, frozen, calendar);
    await stateRound(tx, actor, run, frozen);
    await recordEvent(tx, actor, {
      action: "self-check.completed",
      enterpriseId: actor.enterpriseId,
      subjectId: selfCheckId,
      detail: {
        result: frozen.evaluation.result,
        resultHash,
        findings: frozen.evaluation.findings.length,
      },
    });
    return "completed";
  });
}

async function makeCorrections(
  tx: Tx,
  run: Run,
  frozen: FrozenSelfCheck,
  calendar: HolidayCalendar
): Promise<void> {
  const questions = new Map(
    run.questionnaires.flatMap((each) => each.questions.map((question) => [question.id, question]))
  );
  const made = frozen.evaluation.findings.flatMap(({ questionId, severity }): NewFinding[] => {
    const question = questions.get(questionId);
    const answer = frozen.answers[questionId];
    if (!question || !answer) return [];
    return [
      {
        enterpriseId: run.enterpriseId,
        siteId: run.siteId,
        source: "self-check",
        selfCheckId: run.id,
        sourceRef: questionId,
        severity,
        text: findingText(question, answer),
        basis: question.basis,
        foundOn: frozen.on,
        window: { days: question.correction.days, kind: question.correction.dayKind },
      },
    ];
  });
  await storeFindings(tx, run.siteId, made, calendar);
}

/** The fact that a round took place. How many findings it made is kept and never costs a point. */
async function stateRound(
  tx: Tx,
  actor: EnterpriseActor,
  run: Run,
  { on, evaluation }: FrozenSelfCheck
): Promise<void> {
  const [siteCount] = await tx
    .select({ value: count() })
    .from(sites)
    .where(eq(sites.enterpriseId, run.enterpriseId));
  const ofSeverity = (severity: string) =>
    evaluation.findings.filter((finding) => finding.severity === severity).length;
  await tx.insert(facts).values({
    enterpriseId: run.enterpriseId,
    kind: "self-check-round",
    value: {
      ...((siteCount?.value ?? 1) > 1 ? { site: run.siteName } : {}),
      completedOn: on,
      complete: isComplete(evaluation.completeness),
      findings: {
        redLine: ofSeverity("red-line"),
        major: ofSeverity("major"),
        minor: ofSeverity("minor"),
      },
    },
    validFrom: on,
    source: "self-check",
    sourceRef: run.id,
    recordedBy: actor.accountId,
  });
}
