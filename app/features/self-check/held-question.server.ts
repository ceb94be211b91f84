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
  const [row] = await selfCheckOf(tx, actor, selfCheckId).for("share");
  return standingOf(tx, actor, { selfCheckId, questionId }, row);
}

/** The same for a first look: holds nothing, so it may be otherwise a moment later. */
export async function questionNow(
  tx: Tx,
  actor: EnterpriseActor,
  selfCheckId: string,
  questionId: string
): Promise<"held" | NotHeld> {
  const [row] = await selfCheckOf(tx, actor, selfCheckId);
  return standingOf(tx, actor, { selfCheckId, questionId }, row);
}

const selfCheckOf = (tx: Tx, actor: EnterpriseActor, id: string) =>
  tx
    .select({ status: selfChecks.status, versions: selfChecks.questionnaires })
    .from(selfChecks)
    .where(and(eq(selfChecks.id, id), eq(selfChecks.enterpriseId, actor.enterpriseId)));
type Row = Awaited<ReturnType<typeof selfCheckOf>>[number];

async function standingOf(
  tx: Tx,
  actor: EnterpriseActor,
  { selfCheckId, questionId }: { readonly selfCheckId: string; readonly questionId: string },
  row: Row | undefined
): Promise<"held" | NotHeld> {
  return row ? standingIn(row, questionId, await ownTopics(tx, actor, selfCheckId)) : "not-found";
}

/** How a question stands in a self-check that is the reader's. */
export function standingIn({ status, versions }: Row, questionId: string, isOwn: (topic: string) => boolean): "held" | NotHeld {
  const question = questionnairesOf(versions)
    .flatMap(({ questions }) => questions)
    .find(({ id }) => id === questionId);
  if (!question) return "not-found";
  if (status === "completed") return "completed";
  return isOwn(question.topic) ? "held" : "not-your-part";
}
