/** Parts of a self-check: which topic is whose to answer. */
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
