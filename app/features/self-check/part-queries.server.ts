/** Who has which part, what is flagged, and what was said. */
import { and, asc, count, eq, isNull, sql } from "drizzle-orm";
import { tables, withTx, type Tx } from "~/platform/db.server";
import type { AccountRole, EnterpriseActor } from "~/shared/actor";
import type { Answer } from "./answer";
import { answerSchema } from "./answer-schema";
import { mayAnswerTopic, type Part } from "./part";

const { accounts, answerVersions, parts, questionComments, questionFlags } = tables;

/** Whether this person answers a topic of this self-check. The database holds learners to it as well. */
export async function ownTopics(
  tx: Tx,
  actor: EnterpriseActor,
  selfCheckId: string
): Promise<(topic: string) => boolean> {
  const mine = actor.role === "learner" ? await partsOf(tx, selfCheckId) : [];
  return (topic) => mayAnswerTopic(actor, mine, topic);
}

/** The same, for a page. */
export const answersTopics = (
  actor: EnterpriseActor,
  selfCheckId: string
): Promise<(topic: string) => boolean> => withTx(actor, (tx) => ownTopics(tx, actor, selfCheckId));

const partsOf = (tx: Tx, selfCheckId: string) =>
  tx
    .select({ topic: parts.topic, accountId: parts.accountId, dueOn: parts.dueOn })
    .from(parts)
    .where(eq(parts.selfCheckId, selfCheckId));

export interface GivenPart extends Part {
  readonly dueOn: string | null;
}
export interface WorkMember {
  readonly id: string;
  readonly name: string;
  readonly role: AccountRole;
}
export interface Flag {
  readonly questionId: string;
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
}
export interface Work {
  readonly parts: readonly GivenPart[];
  /** People of the enterprise who may be given a part, those who have left out. */
  readonly members: readonly WorkMember[];
  readonly flags: readonly Flag[];
  /** Number of comments by question. */
  readonly comments: ReadonlyMap<string, number>;
}

/** How the work of one self-check is shared out. The caller has made sure that it is the actor's. */
export function workOf(actor: EnterpriseActor, selfCheckId: string): Promise<Work> {
  return withTx(actor, async (tx) => {
    const talk = await tx
      .select({ questionId: questionComments.questionId, comments: count() })
      .from(questionComments)
      .where(eq(questionComments.selfCheckId, selfCheckId))
      .groupBy(questionComments.questionId);
    return {
      parts: await partsOf(tx, selfCheckId),
      members: await membersToAsk(tx, actor),
      flags: await flagsOf(tx, selfCheckId),
      comments: new Map(talk.map(({ questionId, comments }) => [questionId, comments])),
    };
  });
}

export const membersToAsk = (tx: Tx, actor: EnterpriseActor): Promise<WorkMember[]> =>
  tx
    .select({ id: accounts.id, name: accounts.displayName, role: accounts.role })
    .from(accounts)
    .where(and(eq(accounts.enterpriseId, actor.enterpriseId), isNull(accounts.disabledAt)))
    .orderBy(accounts.createdAt, accounts.id);

async function flagsOf(tx: Tx, selfCheckId: string): Promise<Flag[]> {
  const rows = await tx
    .select({
      questionId: questionFlags.questionId,
      reason: questionFlags.reason,
      by: accounts.displayName,
      at: questionFlags.flaggedAt,
    })
    .from(questionFlags)
    .leftJoin(accounts, eq(accounts.id, questionFlags.flaggedBy))
    .where(eq(questionFlags.selfCheckId, selfCheckId));
  return rows.map((row) => ({ ...row, by: row.by ?? "" }));
}

export interface Comment {
  readonly id: string;
  readonly text: string;
  readonly by: string;
  readonly at: Date;
}
export interface AnswerVersion {
  readonly id: string;
  readonly kind: "saved" | "set-aside";
  readonly answer: Answer;
  readonly note: string;
  readonly by: string;
  readonly at: Date;
}

/** What was said about one question, oldest first, and every answer it was given, newest first. */
export function talkOf(
  actor: EnterpriseActor,
  selfCheckId: string,
  questionId: string
): Promise<{ comments: Comment[]; versions: AnswerVersion[] }> {
  return withTx(actor, async (tx) => {
    const said = await tx
      .select({
        id: questionComments.id,
        text: questionComments.text,
        by: accounts.displayName,
        at: questionComments.writtenAt,
      })
      .from(questionComments)
      .leftJoin(accounts, eq(accounts.id, questionComments.writtenBy))
      .where(
        and(
          eq(questionComments.selfCheckId, selfCheckId),
          eq(questionComments.questionId, questionId)
        )
      )
      .orderBy(asc(questionComments.writtenAt), asc(questionComments.id))
      .limit(200);
    const given = await tx
      .select({
        id: answerVersions.id,
        kind: answerVersions.kind,
        value: answerVersions.value,
        note: answerVersions.note,
        by: accounts.displayName,
        at: answerVersions.answeredAt,
      })
      .from(answerVersions)
      .leftJoin(accounts, eq(accounts.id, answerVersions.answeredBy))
      .where(
        and(eq(answerVersions.selfCheckId, selfCheckId), eq(answerVersions.questionId, questionId))
      )
      .orderBy(sql`${answerVersions.answeredAt} desc`, sql`${answerVersions.revision} desc`)
      .limit(50);
    return {
      comments: said.map((row) => ({ ...row, by: row.by ?? "" })),
      versions: given.map(({ value, ...row }) => ({
        ...row,
        by: row.by ?? "",
        answer: answerSchema.parse(value),
      })),
    };
  });
}
