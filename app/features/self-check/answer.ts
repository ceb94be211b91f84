/**
 * One answer to one question. "Not applicable", "not known" and "no" are three answers; a question without an answer has
 * none of them.
 */
import { z } from "zod";
import { daySchema } from "~/shared/day";
import type { Question } from "./questionnaire";

export const answerSchema = z.discriminatedUnion("is", [
  z.strictObject({ is: z.literal("yes") }),
  z.strictObject({ is: z.literal("no") }),
  z.strictObject({ is: z.literal("not-applicable") }),
  z.strictObject({ is: z.literal("not-known") }),
  z.strictObject({ is: z.literal("number"), value: z.number() }),
  z.strictObject({ is: z.literal("day"), value: daySchema }),
  z.strictObject({ is: z.literal("choice"), value: z.string() }),
]);
export type Answer = z.output<typeof answerSchema>;
export type Answers = Readonly<Record<string, Answer>>;

/** Whether the answer is one that the question can be given. */
export function fits(question: Question, answer: Answer): boolean {
  switch (answer.is) {
    case "not-known":
      return true;
    case "not-applicable":
      return question.allowsNotApplicable;
    case "yes":
    case "no":
      return question.kind === "yes-no";
    case "number":
      return (
        question.kind === "number" && answer.value >= question.min && answer.value <= question.max
      );
    case "day":
      return question.kind === "day";
    case "choice":
      return question.kind === "choice" && question.choices.some(({ id }) => id === answer.value);
  }
}

/** The word by which `visibleIf` knows an answer; null for numbers and days, which no condition compares. */
export function conditionWord(answer: Answer): string | null {
  if (answer.is === "choice") return answer.value;
  return answer.is === "number" || answer.is === "day" ? null : answer.is;
}

export function sameAnswer(a: Answer | null, b: Answer | null): boolean {
  if (!a || !b) return a === b;
  return a.is === b.is && ("value" in a ? a.value : null) === ("value" in b ? b.value : null);
}
