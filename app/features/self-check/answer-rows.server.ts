/** Rows of answers: what is stored, written on the revision it rests on, or kept aside. */
import { and, eq, sql } from "drizzle-orm";
import { now } from "~/platform/clock.server";
import { tables, type Tx } from "~/platform/db.server";
import type { EnterpriseActor } from "~/shared/actor";
import { sameAnswer, type Answer } from "./answer";
import { answerSchema } from "./answer-schema";
import { deviceClock, type Entry, type Refusal } from "./entry";
import type { Question } from "./questionnaire";

const { accounts, answers, answerVersions } = tables;

/** What someone else has saved since the page was shown. */
export interface Conflict {
  readonly questionId: string;
  readonly answer: Answer;
  readonly note: string;
  readonly revision: number;
  readonly by: string;
  readonly at: Date;
}
export type EntryResult =
  | {
      readonly is: "saved";
      readonly questionId: string;
      readonly revision: number;
      readonly clockOff: boolean;
    }
  | { readonly is: "conflict"; readonly question: Question; readonly theirs: Conflict }
  | { readonly is: "refused"; readonly questionId: string; readonly why: Refusal };
export async function storedAnswers(
  tx: Tx,
  selfCheckId: string,
  questionId?: string
): Promise<Map<string, Conflict>> {
  const rows = await tx
    .select({
      questionId: answers.questionId,
      value: answers.value,
      note: answers.note,
      revision: answers.revision,
      by: accounts.displayName,
      at: answers.answeredAt,
    })
    .from(answers)
    .leftJoin(accounts, eq(accounts.id, answers.answeredBy))
    .where(
      and(
        eq(answers.selfCheckId, selfCheckId),
        questionId === undefined ? undefined : eq(answers.questionId, questionId)
      )
    );
  return new Map(
    rows.map(({ value, by, ...row }) => [
      row.questionId,
      { ...row, by: by ?? "", answer: answerSchema.parse(value) },
    ])
  );
}

export const isSame = (stored: Conflict, { answer, note }: Entry): boolean =>
  sameAnswer(stored.answer, answer) && stored.note === note;

export const clockOf = ({ deviceTime }: Entry) => deviceClock(deviceTime, now());

/** The revision it became when the row stood as its author had seen it, else null. */
export async function write(
  tx: Tx,
  actor: EnterpriseActor,
  selfCheckId: string,
  entry: Entry,
  { topic }: Question
): Promise<{ revision: number } | null> {
  const { questionId, answer: value, note, revision } = entry;
  const { deviceAt } = clockOf(entry);
  const mine = { value, note, topic, deviceAt, answeredBy: actor.accountId, answeredAt: now() };
  const [row] =
    revision === 0
      ? await tx
          .insert(answers)
          .values({ ...mine, enterpriseId: actor.enterpriseId, selfCheckId, questionId })
          .onConflictDoNothing()
          .returning({ revision: answers.revision })
      : await tx
          .update(answers)
          .set({ ...mine, revision: sql`${answers.revision} + 1` })
          .where(
            and(
              eq(answers.selfCheckId, selfCheckId),
              eq(answers.questionId, questionId),
              eq(answers.revision, revision)
            )
          )
          .returning({ revision: answers.revision });
  return row ?? null;
}

/** Keeps what was not taken beside what stands there. When that says the same by now, it is saved. */
export async function setAside(
  tx: Tx,
  actor: EnterpriseActor,
  selfCheckId: string,
  entry: Entry,
  question: Question
): Promise<EntryResult> {
  const { questionId, answer: value, note, revision } = entry;
  const theirs = (await storedAnswers(tx, selfCheckId, questionId)).get(questionId);
  // A revision of an answer that is not there: nothing stands in the way but the number.
  if (!theirs) return { is: "refused", questionId, why: "unreadable" };
  const { deviceAt, clockOff } = clockOf(entry);
  if (isSame(theirs, entry)) return { is: "saved", questionId, revision: theirs.revision, clockOff };
  await tx
    .insert(answerVersions)
    .values({
      enterpriseId: actor.enterpriseId,
      selfCheckId,
      questionId,
      kind: "set-aside",
      revision,
      value,
      note,
      answeredBy: actor.accountId,
      answeredAt: now(),
      deviceAt,
    })
    .onConflictDoNothing();
  return { is: "conflict", question, theirs };
}
