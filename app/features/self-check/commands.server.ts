/** Starting, answering and sharing a self-check. Completing has its own file. */
import { and, eq, isNull, sql } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { now } from "~/platform/clock.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { once } from "~/platform/idempotency.server";
import type { EnterpriseActor } from "~/shared/actor";
import type { Day } from "~/shared/day";
import { answerSchema, sameAnswer, type Answer } from "./answer";
import { questionnairesFor } from "./content.server";
import { shownAs, type AnswerEntry } from "./forms";

const { accounts, answers, enterprises, selfChecks, sites } = tables;

export type StartOutcome =
  | { readonly is: "started" | "already"; readonly id: string }
  | { readonly is: "not-ready" | "not-found" };

/** Starts a self-check of a site with the questionnaires of today, or answers with the draft that there is. */
export function startSelfCheck(
  actor: EnterpriseActor,
  input: { siteId: string; idempotencyKey: string },
  on: Day
): Promise<StartOutcome> {
  return withTx(actor, (tx) =>
    once(tx, actor, "self-check.start", input.idempotencyKey, async (): Promise<StartOutcome> => {
      const [site] = await tx
        .select({ facts: sites.facts, sector: enterprises.sector })
        .from(sites)
        .innerJoin(enterprises, eq(enterprises.id, sites.enterpriseId))
        .where(and(eq(sites.id, input.siteId), eq(sites.enterpriseId, actor.enterpriseId)));
      if (!site) return { is: "not-found" };
      if (!site.facts || !site.sector) return { is: "not-ready" };
      const [started] = await tx
        .insert(selfChecks)
        .values({
          enterpriseId: actor.enterpriseId,
          siteId: input.siteId,
          questionnaires: questionnairesFor(site.sector).map(({ id, version }) => ({
            id,
            version,
          })),
          siteFacts: site.facts,
          startedOn: on,
          startedBy: actor.accountId,
        })
        .onConflictDoNothing()
        .returning({ id: selfChecks.id });
      if (!started) return existingDraft(tx, input.siteId);
      await recordEvent(tx, actor, {
        action: "self-check.started",
        enterpriseId: actor.enterpriseId,
        subjectId: started.id,
      });
      return { is: "started", id: started.id };
    })
  );
}

async function existingDraft(tx: Tx, siteId: string): Promise<StartOutcome> {
  const [draft] = await tx
    .select({ id: selfChecks.id })
    .from(selfChecks)
    .where(and(eq(selfChecks.siteId, siteId), eq(selfChecks.status, "draft")));
  return draft ? { is: "already", id: draft.id } : { is: "not-found" };
}

/** What someone else has saved since the page was shown. */
export interface Conflict {
  readonly questionId: string;
  readonly answer: Answer;
  readonly note: string;
  readonly revision: number;
  readonly by: string;
  readonly at: Date;
}
export type SaveOutcome =
  { readonly is: "saved"; readonly conflicts: readonly Conflict[] } | { readonly is: "not-draft" };

/**
 * Saves the entries that differ from what the page had shown. One whose question someone else has answered differently
 * in the meantime is left as it is and handed back. An answer once given can be changed, not taken away.
 */
export function saveAnswers(
  actor: EnterpriseActor,
  selfCheckId: string,
  entries: readonly AnswerEntry[]
): Promise<SaveOutcome> {
  const changed = entries.filter(
    ({ answer, note, was }) => answer && shownAs(answer, note) !== was
  );
  // One order for everybody, so that two people saving the same topic wait for each other instead of locking up.
  const inOrder = changed.toSorted((a, b) => (a.questionId < b.questionId ? -1 : 1));
  return withTx(actor, async (tx) => {
    if (!(await holdDraft(tx, actor, selfCheckId))) return { is: "not-draft" };
    const conflicts: Conflict[] = [];
    const saved: string[] = [];
    for (const entry of inOrder) {
      if (await saveAnswer(tx, actor, selfCheckId, entry)) saved.push(entry.questionId);
      else {
        const conflict = await savedByOthers(tx, selfCheckId, entry);
        if (conflict) conflicts.push(conflict);
      }
    }
    if (saved.length > 0)
      await recordEvent(tx, actor, {
        action: "self-check.answered",
        enterpriseId: actor.enterpriseId,
        subjectId: selfCheckId,
        detail: { questions: saved },
      });
    return { is: "saved", conflicts };
  });
}

/** Keeps the draft a draft until the transaction ends; others may go on answering. False when it is none. */
export async function holdDraft(
  tx: Tx,
  actor: EnterpriseActor,
  selfCheckId: string
): Promise<boolean> {
  const rows = await tx
    .select({ id: selfChecks.id })
    .from(selfChecks)
    .where(
      and(
        eq(selfChecks.id, selfCheckId),
        eq(selfChecks.enterpriseId, actor.enterpriseId),
        eq(selfChecks.status, "draft")
      )
    )
    .for("share");
  return rows.length === 1;
}

/** True when the row now holds the entry and stood as its author had seen it. */
async function saveAnswer(
  tx: Tx,
  actor: EnterpriseActor,
  selfCheckId: string,
  entry: AnswerEntry
): Promise<boolean> {
  const { questionId, answer: value, note, revision } = entry;
  const mine = { value, note, answeredBy: actor.accountId, answeredAt: now() };
  const rows =
    revision === 0
      ? await tx
          .insert(answers)
          .values({ ...mine, enterpriseId: actor.enterpriseId, selfCheckId, questionId })
          .onConflictDoNothing()
          .returning({ questionId: answers.questionId })
      : await tx
          .update(answers)
          .set({ ...mine, revision: sql`${answers.revision} + 1` })
          .where(
            and(
              eq(answers.selfCheckId, selfCheckId),
              eq(answers.questionId, questionId),
              eq(answers.revision, revision)
            )
          )
          .returning({ questionId: answers.questionId });
  return rows.length === 1;
}

/** The row that stood in the way, or null when it says the same. */
async function savedByOthers(
  tx: Tx,
  selfCheckId: string,
  entry: AnswerEntry
): Promise<Conflict | null> {
  const [row] = await tx
    .select({
      value: answers.value,
      note: answers.note,
      revision: answers.revision,
      by: accounts.displayName,
      at: answers.answeredAt,
    })
    .from(answers)
    .leftJoin(accounts, eq(accounts.id, answers.answeredBy))
    .where(and(eq(answers.selfCheckId, selfCheckId), eq(answers.questionId, entry.questionId)));
  if (!row) return null;
  const { value, by, ...rest } = row;
  const answer = answerSchema.parse(value);
  if (sameAnswer(answer, entry.answer) && row.note === entry.note) return null;
  return { ...rest, questionId: entry.questionId, answer, by: by ?? "" };
}

export type ShareOutcome = "shared" | "already" | "not-completed";

/** Opens a completed self-check to the agencies of its region. There is no way back. */
export function shareSelfCheck(actor: EnterpriseActor, selfCheckId: string): Promise<ShareOutcome> {
  return withTx(actor, async (tx) => {
    const mine = and(
      eq(selfChecks.id, selfCheckId),
      eq(selfChecks.enterpriseId, actor.enterpriseId),
      eq(selfChecks.status, "completed")
    );
    const changed = await tx
      .update(selfChecks)
      .set({ sharedAt: now(), sharedBy: actor.accountId })
      .where(and(mine, isNull(selfChecks.sharedAt)))
      .returning({ id: selfChecks.id });
    if (changed.length === 0) {
      const [there] = await tx.select({ id: selfChecks.id }).from(selfChecks).where(mine);
      return there ? "already" : "not-completed";
    }
    await recordEvent(tx, actor, {
      action: "self-check.shared",
      enterpriseId: actor.enterpriseId,
      subjectId: selfCheckId,
    });
    return "shared";
  });
}
