/** Parts of a self-check: which topic is whose to answer, and how far each person has come. */
import type { EnterpriseActor } from "~/shared/actor";

export interface Part {
  readonly topic: string;
  readonly accountId: string;
}

/** Learners answer the topics given to them. Everybody else answers everywhere: a part only says whose turn it is. */
export const mayAnswerTopic = (
  actor: Pick<EnterpriseActor, "role" | "accountId">,
  parts: readonly Part[],
  topic: string
): boolean =>
  actor.role !== "learner" ||
  parts.some((part) => part.topic === topic && part.accountId === actor.accountId);

interface TopicProgress {
  readonly id: string;
  readonly answered: number;
  readonly total: number;
}
export interface PersonProgress {
  /** Null: given to nobody yet. */
  readonly accountId: string | null;
  readonly topics: number;
  readonly answered: number;
  readonly total: number;
}

/** One line for each person with a part, in the order of their first topic; last what is given to nobody. */
export function progressByPerson(
  topics: readonly TopicProgress[],
  parts: readonly Part[]
): PersonProgress[] {
  const owner = new Map(parts.map(({ topic, accountId }) => [topic, accountId]));
  const lines = new Map<string | null, PersonProgress>();
  for (const { id, answered, total } of topics) {
    const accountId = owner.get(id) ?? null;
    const before = lines.get(accountId);
    lines.set(accountId, {
      accountId,
      topics: (before?.topics ?? 0) + 1,
      answered: (before?.answered ?? 0) + answered,
      total: (before?.total ?? 0) + total,
    });
  }
  const all = [...lines.values()];
  return [
    ...all.filter(({ accountId }) => accountId !== null),
    ...all.filter(({ accountId }) => accountId === null),
  ];
}
