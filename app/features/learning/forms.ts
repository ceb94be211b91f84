/** What the learning forms post. */
import { z } from "zod";
import type { Drawn } from "./draw";
import type { BankQuestion } from "./course";

export const startForm = z.object({ idempotencyKey: z.uuid() });

export const answerName = (questionId: string): string => `answer-${questionId}`;

/**
 * The answers of an attempt as posted: of the questions drawn, the options they have. Anything else is left out, and of
 * several answers to a single-choice question only the first counts.
 */
export function postedAnswers(form: FormData, drawn: readonly Drawn[], bank: ReadonlyMap<string, BankQuestion>): Record<string, string[]> {
  const answers: Record<string, string[]> = {};
  for (const { id, options } of drawn) {
    const posted = new Set(form.getAll(answerName(id)));
    const chosen = options.filter((option) => posted.has(option));
    if (chosen.length > 0) answers[id] = bank.get(id)?.kind === "single" ? chosen.slice(0, 1) : chosen;
  }
  return answers;
}
