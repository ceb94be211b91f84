/** Drawing an exam from a question bank with a given source of randomness. */
import type { BankQuestion } from "./course";

/** One question as drawn: its id and the order its options are shown in. */
export interface Drawn {
  readonly id: string;
  readonly options: string[];
}

/** A number from 0 up to, and without, 1. */
export type Random = () => number;

/** The same items in an order in which every order is equally likely. */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const left = [...items];
  const order: T[] = [];
  while (left.length > 0) order.push(...left.splice(Math.floor(random() * left.length), 1));
  return order;
}

/**
 * `count` different questions (all, when the bank holds fewer), spread over the lessons as evenly as the bank allows:
 * each round takes one question from every lesson that has one left.
 */
export function draw(bank: readonly BankQuestion[], count: number, random: Random): Drawn[] {
  const lessons = [...new Set(bank.map(({ lesson }) => lesson))];
  const stacks = shuffled(lessons, random).map((lesson) =>
    shuffled(
      bank.filter((question) => question.lesson === lesson),
      random
    )
  );
  const taken: BankQuestion[] = [];
  for (let round = 0; taken.length < Math.min(count, bank.length); round += 1)
    for (const stack of stacks) {
      const question = stack[round];
      if (question && taken.length < count) taken.push(question);
    }
  return shuffled(taken, random).map(({ id, options }) => ({
    id,
    options: shuffled(
      options.map((option) => option.id),
      random
    ),
  }));
}
