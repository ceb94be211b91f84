/** Comments on a question and flags for later. */
import { and, eq, inArray, isNull, lte, ne } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { now } from "~/platform/clock.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { translator } from "~/platform/i18n.server";
import { once } from "~/platform/idempotency.server";
import { queueMail } from "~/platform/mail.server";
import type { EnterpriseActor } from "~/shared/actor";
import { holdRun } from "./answers.server";
import { questionnairesOf } from "./content.server";
import type { Question } from "./questionnaire";
import { selfCheckAddress } from "./work-mail.server";

const { accounts, commentMails, parts, questionComments, questionFlags } = tables;
const HOUR_MS = 3_600_000;

export type TalkOutcome = "done" | "not-found" | "not-draft";

async function heldQuestion(
  tx: Tx,
  actor: EnterpriseActor,
  selfCheckId: string,
  questionId: string
): Promise<Question | "not-found" | "not-draft"> {
  const draft = await holdRun(tx, actor, selfCheckId);
  if (typeof draft === "string") return draft === "completed" ? "not-draft" : "not-found";
  const question = questionnairesOf(draft.versions)
    .flatMap(({ questions }) => questions)
    .find(({ id }) => id === questionId);
  return question ?? "not-found";
}

/** Adds a comment. Tells whoever has the part and whoever wrote before, each at most once an hour. */
export function addComment(
  actor: EnterpriseActor,
  { selfCheckId, questionId }: { selfCheckId: string; questionId: string },
  { text, idempotencyKey }: { text: string; idempotencyKey: string }
): Promise<TalkOutcome> {
  return withTx(actor, (tx) =>
    once(tx, actor, "self-check.comment", idempotencyKey, async (): Promise<TalkOutcome> => {
      const question = await heldQuestion(tx, actor, selfCheckId, questionId);
      if (typeof question === "string") return question;
      const readers = await readersOf(tx, actor, selfCheckId, question);
      const [comment] = await tx
        .insert(questionComments)
        .values({
          enterpriseId: actor.enterpriseId,
          selfCheckId,
          questionId,
          text,
          writtenBy: actor.accountId,
          writtenAt: now(),
        })
        .returning({ id: questionComments.id });
      for (const reader of readers) await tell(tx, actor, selfCheckId, question, reader);
      await recordEvent(tx, actor, {
        action: "self-check.commented",
        enterpriseId: actor.enterpriseId,
        subjectId: selfCheckId,
        detail: { questionId, commentId: comment?.id },
      });
      return "done";
    })
  );
}

type MailReader = Pick<typeof accounts.$inferSelect, "id" | "email" | "locale">;

async function readersOf(
  tx: Tx,
  actor: EnterpriseActor,
  selfCheckId: string,
  { id, topic }: Question
): Promise<MailReader[]> {
  const authors = await tx
    .selectDistinct({ accountId: questionComments.writtenBy })
    .from(questionComments)
    .where(and(eq(questionComments.selfCheckId, selfCheckId), eq(questionComments.questionId, id)));
  const [assignee] = await tx
    .select({ accountId: parts.accountId })
    .from(parts)
    .where(and(eq(parts.selfCheckId, selfCheckId), eq(parts.topic, topic)));
  const ids = new Set([...authors, ...(assignee ? [assignee] : [])].map((each) => each.accountId));
  ids.delete(actor.accountId);
  if (ids.size === 0) return [];
  return tx
    .select({ id: accounts.id, email: accounts.email, locale: accounts.locale })
    .from(accounts)
    .where(and(inArray(accounts.id, [...ids]), isNull(accounts.disabledAt)))
    .orderBy(accounts.id);
}

async function tell(
  tx: Tx,
  actor: EnterpriseActor,
  selfCheckId: string,
  question: Question,
  { id: accountId, email, locale }: MailReader
): Promise<void> {
  const mailedAt = now();
  const due = await tx
    .insert(commentMails)
    .values({ enterpriseId: actor.enterpriseId, selfCheckId, accountId, mailedAt })
    .onConflictDoUpdate({
      target: [commentMails.selfCheckId, commentMails.accountId],
      set: { mailedAt },
      setWhere: lte(commentMails.mailedAt, new Date(mailedAt.getTime() - HOUR_MS)),
    })
    .returning({ accountId: commentMails.accountId });
  if (due.length === 0) return;
  const t = translator(locale, "self-check-work");
  // The comment itself stays in the portal: mail passes through other hands.
  await queueMail(tx, {
    to: email,
    subject: t("mail.commentSubject", { name: actor.name }),
    text: t("mail.commentText", {
      name: actor.name,
      question: question.text[locale],
      link: selfCheckAddress(selfCheckId, `/questions/${question.id}`),
    }),
  });
}

/** Flags a question for later, or takes the flag off. Doing so twice has one effect. */
export function setFlag(
  actor: EnterpriseActor,
  { selfCheckId, questionId }: { selfCheckId: string; questionId: string },
  flag: { readonly reason: string } | null
): Promise<TalkOutcome> {
  return withTx(actor, async (tx) => {
    const question = await heldQuestion(tx, actor, selfCheckId, questionId);
    if (typeof question === "string") return question;
    const here = and(
      eq(questionFlags.selfCheckId, selfCheckId),
      eq(questionFlags.questionId, questionId)
    );
    let changed: number;
    if (flag) {
      const set = { reason: flag.reason, flaggedBy: actor.accountId, flaggedAt: now() };
      ({ count: changed } = await tx
        .insert(questionFlags)
        .values({ ...set, enterpriseId: actor.enterpriseId, selfCheckId, questionId })
        .onConflictDoUpdate({
          target: [questionFlags.selfCheckId, questionFlags.questionId],
          set,
          setWhere: ne(questionFlags.reason, flag.reason),
        }));
    } else ({ count: changed } = await tx.delete(questionFlags).where(here));
    if (changed === 0) return "done";
    await recordEvent(tx, actor, {
      action: flag ? "self-check.flagged" : "self-check.unflagged",
      enterpriseId: actor.enterpriseId,
      subjectId: selfCheckId,
      detail: { questionId },
    });
    return "done";
  });
}
