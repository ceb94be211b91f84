/** Answers of the last run that are offered to a draft. */
import { and, eq, isNull } from "drizzle-orm";
import { tables, type Tx } from "~/platform/db.server";
import type { Answer } from "./answer";
import { answerSchema } from "./answer-schema";

const { answers, carriedAnswers } = tables;

export interface CarriedAnswer {
  readonly questionId: string;
  readonly answer: Answer;
  readonly note: string;
  readonly carriedFrom: string;
  /** The day it was first given. */
  readonly carriedOn: string;
}

/** Offers of a draft that nobody has answered or confirmed yet. */
export async function openOffers(tx: Tx, selfCheckId: string): Promise<CarriedAnswer[]> {
  const rows = await tx
    .select({
      questionId: carriedAnswers.questionId,
      value: carriedAnswers.value,
      note: carriedAnswers.note,
      carriedFrom: carriedAnswers.carriedFrom,
      carriedOn: carriedAnswers.carriedOn,
    })
    .from(carriedAnswers)
    .leftJoin(
      answers,
      and(
        eq(answers.selfCheckId, carriedAnswers.selfCheckId),
        eq(answers.questionId, carriedAnswers.questionId)
      )
    )
    .where(and(eq(carriedAnswers.selfCheckId, selfCheckId), isNull(answers.questionId)));
  return rows.map(({ value, ...row }) => ({ ...row, answer: answerSchema.parse(value) }));
}
