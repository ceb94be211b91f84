/** Grading: a question is right when exactly the right options were chosen, and a missing answer is a wrong one. */
import type { BankQuestion } from "./course";

/** Question id → ids of the options chosen. */
export type Answers = Readonly<Record<string, readonly string[]>>;

export interface Grade {
  /** Rounded down, so that a pass mark is reached and never rounded up to. */
  readonly percent: number;
  readonly passed: boolean;
  /** Ids of the questions answered wrong or not at all, in the order asked. */
  readonly wrong: readonly string[];
}

function isRight({ options }: BankQuestion, chosen: readonly string[]): boolean {
  const ticked = new Set(chosen);
  const right = options.filter(({ correct }) => correct);
  return ticked.size === right.length && right.every(({ id }) => ticked.has(id));
}

export function grade(asked: readonly BankQuestion[], answers: Answers, passPercent: number): Grade {
  const wrong = asked.filter((question) => !isRight(question, answers[question.id] ?? []));
  const right = asked.length - wrong.length;
  const percent = asked.length === 0 ? 0 : Math.floor((right * 100) / asked.length);
  return { percent, passed: percent >= passPercent, wrong: wrong.map(({ id }) => id) };
}
