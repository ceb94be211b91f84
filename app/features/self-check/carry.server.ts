/** Beginning a self-check with the answers of the last one, and confirming them one by one. */
import { and, desc, eq, sql } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { spanOf } from "~/features/law/content.server";
import { now } from "~/platform/clock.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import type { EnterpriseActor } from "~/shared/actor";
import { day, dayAt, type Day } from "~/shared/day";
import { fits } from "./answer";
import { holdRun } from "./answers.server";
import { planCarry, type CarryPlan, type PastRun } from "./carry";
import { questionnairesOf } from "./content.server";
import { visibleQuestions } from "./evaluate";
import type { CarriedAnswer } from "./offers.server";
import { ownTopics } from "./part-queries.server";
import { evaluationOf, readRun, type Run } from "./queries.server";
import type { Questionnaire } from "./questionnaire";
import { siteFactsSchema, type SiteFacts } from "./site-facts";
import { staleAnswers, type LawChange } from "./stale";
import { passageBetween } from "./versions.server";

const { answerEvidence, answers, carriedAnswers, evidence, selfChecks } = tables;

/** The run whose answers the next one of the site can begin with, or null. */
export async function lastCompleted(
  tx: Tx,
  actor: EnterpriseActor,
  siteId: string
): Promise<Run | null> {
  const [last] = await tx
    .select({ id: selfChecks.id })
    .from(selfChecks)
    .where(
      and(
        eq(selfChecks.siteId, siteId),
        eq(selfChecks.enterpriseId, actor.enterpriseId),
        eq(selfChecks.status, "completed")
      )
    )
    .orderBy(desc(selfChecks.completedOn), desc(selfChecks.createdAt))
    .limit(1);
  return last ? readRun(tx, actor, last.id) : null;
}

/** By id of the question: what changed in law since it was answered. */
export const staleIn = (run: Run, on: Day): ReadonlyMap<string, readonly LawChange[]> =>
  staleAnswers(
    questionsAsked(run, on),
    new Map(run.stored.map(({ questionId, at }) => [questionId, dayAt(at)])),
    on,
    spanOf
  );

function questionsAsked(run: Run, on: Day) {
  const visible = new Set(evaluationOf(run, on).visible);
  return run.questionnaires
    .flatMap(({ questions }) => questions)
    .filter(({ id }) => visible.has(id));
}

export interface Next {
  readonly questionnaires: readonly Questionnaire[];
  readonly siteFacts: SiteFacts;
  readonly on: Day;
}

export function carryFrom(last: Run, next: Next): CarryPlan {
  const past: PastRun = {
    questionnaires: last.questionnaires,
    visible: evaluationOf(last, next.on).visible,
    answers: last.stored.map(({ questionId, answer, note, at, carriedOn }) => ({
      questionId,
      answer,
      note,
      givenOn: carriedOn === null ? dayAt(at) : day(carriedOn),
    })),
    evidence: last.evidence.map(({ questionId, effectiveTo }) => ({
      questionId,
      effectiveTo: effectiveTo === null ? null : day(effectiveTo),
    })),
  };
  const passage = passageBetween(last.questionnaires, next.questionnaires);
  return planCarry(past, next, passage, staleIn(last, next.on));
}

/** Lays the answers of the last run beside the new draft. Answers of it they are not: see `confirmCarried`. */
export async function offerLast(
  tx: Tx,
  actor: EnterpriseActor,
  draft: { readonly id: string; readonly siteId: string } & Next
): Promise<number> {
  const last = await lastCompleted(tx, actor, draft.siteId);
  if (!last) return 0;
  const { offers } = carryFrom(last, draft);
  if (offers.length === 0) return 0;
  await tx.insert(carriedAnswers).values(
    offers.map(({ questionId, answer, note, givenOn }) => ({
      enterpriseId: actor.enterpriseId,
      selfCheckId: draft.id,
      questionId,
      value: answer,
      note,
      carriedFrom: last.id,
      carriedOn: givenOn,
    }))
  );
  return offers.length;
}

export type ConfirmOutcome =
  | { readonly is: "confirmed"; readonly questions: readonly string[] }
  | { readonly is: "not-draft" };

/**
 * "Still so": makes answers of the last run, or answers whose law has changed since, answers of today by the person who
 * says it. One that somebody has answered in the meantime stays as it is. Saying it twice changes nothing.
 */
export function confirmCarried(
  actor: EnterpriseActor,
  selfCheckId: string,
  questionIds: readonly string[],
  on: Day
): Promise<ConfirmOutcome> {
  return withTx(actor, async (tx) => {
    const draft = await holdRun(tx, actor, selfCheckId);
    if (typeof draft === "string") return { is: "not-draft" };
    const run = await readRun(tx, actor, selfCheckId);
    if (!run) return { is: "not-draft" };
    const mine = await ownTopics(tx, actor, selfCheckId);
    const asked = visibleQuestions(
      questionnairesOf(draft.versions),
      siteFactsSchema.parse(draft.siteFacts),
      Object.fromEntries(run.stored.map(({ questionId, answer }) => [questionId, answer])),
      on
    ).filter(({ id, topic }) => questionIds.includes(id) && mine(topic));
    const stale = staleIn(run, on);
    const confirmed: string[] = [];
    for (const question of asked.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      const offer = run.carried.find(({ questionId }) => questionId === question.id);
      const done =
        offer && fits(question, offer.answer)
          ? await takeOver(tx, actor, selfCheckId, { ...offer, topic: question.topic }, on)
          : stale.has(question.id) && (await reaffirm(tx, actor, selfCheckId, question.id));
      if (done) confirmed.push(question.id);
    }
    if (confirmed.length > 0)
      await recordEvent(tx, actor, {
        action: "self-check.confirmed",
        enterpriseId: actor.enterpriseId,
        subjectId: selfCheckId,
        detail: { questions: confirmed },
      });
    return { is: "confirmed", questions: confirmed };
  });
}

type Taken = CarriedAnswer & { readonly topic: string };

/** Answer and evidence together; evidence that has ended since stays behind. */
async function takeOver(
  tx: Tx,
  actor: EnterpriseActor,
  selfCheckId: string,
  { questionId, answer, note, topic, carriedFrom, carriedOn }: Taken,
  on: Day
): Promise<boolean> {
  const { enterpriseId } = actor;
  const [row] = await tx
    .insert(answers)
    .values({
      enterpriseId,
      selfCheckId,
      questionId,
      value: answer,
      note,
      topic,
      answeredBy: actor.accountId,
      answeredAt: now(),
      carriedFrom,
      carriedOn: day(carriedOn),
    })
    .onConflictDoNothing()
    .returning({ revision: answers.revision });
  if (!row) return false;
  const held = await tx
    .select({ id: evidence.id })
    .from(answerEvidence)
    .innerJoin(evidence, eq(evidence.id, answerEvidence.evidenceId))
    .where(
      and(
        eq(answerEvidence.selfCheckId, carriedFrom),
        eq(answerEvidence.questionId, questionId),
        sql`(${evidence.effectiveTo} is null or ${evidence.effectiveTo} >= ${on})`
      )
    );
  if (held.length > 0)
    await tx
      .insert(answerEvidence)
      .values(held.map(({ id }) => ({ enterpriseId, selfCheckId, questionId, evidenceId: id })))
      .onConflictDoNothing();
  return true;
}

/** The same answer, said again today. */
async function reaffirm(
  tx: Tx,
  actor: EnterpriseActor,
  selfCheckId: string,
  questionId: string
): Promise<boolean> {
  const rows = await tx
    .update(answers)
    .set({
      revision: sql`${answers.revision} + 1`,
      answeredBy: actor.accountId,
      answeredAt: now(),
      deviceAt: null,
    })
    .where(and(eq(answers.selfCheckId, selfCheckId), eq(answers.questionId, questionId)))
    .returning({ revision: answers.revision });
  return rows.length > 0;
}
