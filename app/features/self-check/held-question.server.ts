/** A question of a draft, kept from being completed while something is hung on it. */
import { and, eq } from "drizzle-orm";
import { tables, type Tx } from "~/platform/db.server";
import type { EnterpriseActor } from "~/shared/actor";
import { questionnairesOf } from "./content.server";
import { ownTopics } from "./part-queries.server";

const { selfChecks } = tables;

export type NotHeld = "not-found" | "completed" | "not-your-part";

/** Until the transaction ends the draft stays a draft; others may go on answering. */
export async function heldQuestion(
  tx: Tx,
  actor: EnterpriseActor,
  selfCheckId: string,
  questionId: string
): Promise<"held" | NotHeld> {
  const [row] = await tx
    .select({ status: selfChecks.status, versions: selfChecks.questionnaires })
    .from(selfChecks)
    .where(and(eq(selfChecks.id, selfCheckId), eq(selfChecks.enterpriseId, actor.enterpriseId)))
    .for("share");
  const question =
    row &&
    questionnairesOf(row.versions)
      .flatMap(({ questions }) => questions)
      .find(({ id }) => id === questionId);
  if (!question) return "not-found";
  if (row.status === "completed") return "completed";
  return (await ownTopics(tx, actor, selfCheckId))(question.topic) ? "held" : "not-your-part";
}
