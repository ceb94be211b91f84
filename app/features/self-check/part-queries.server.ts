/** Whose part is what. */
import { and, eq } from "drizzle-orm";
import { tables, type Tx } from "~/platform/db.server";
import type { EnterpriseActor } from "~/shared/actor";
import { mayAnswerTopic } from "./part";

const { parts } = tables;

/** Whether this person answers a topic of this self-check. The database holds learners to it as well. */
export async function ownTopics(
  tx: Tx,
  actor: EnterpriseActor,
  selfCheckId: string
): Promise<(topic: string) => boolean> {
  const mine =
    actor.role === "learner"
      ? await tx
          .select({ topic: parts.topic, accountId: parts.accountId })
          .from(parts)
          .where(and(eq(parts.selfCheckId, selfCheckId), eq(parts.accountId, actor.accountId)))
      : [];
  return (topic) => mayAnswerTopic(actor, mine, topic);
}
