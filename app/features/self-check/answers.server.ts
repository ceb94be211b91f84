/** Saving answers: the one command behind the form of a topic, the table view and a device that was offline. */
import { and, eq } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { today } from "~/platform/clock.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import type { EnterpriseActor } from "~/shared/actor";
import { questionnairesOf } from "./content.server";
import {
  clockOf,
  isSame,
  setAside,
  storedAnswers,
  write,
  type Conflict,
  type EntryResult,
} from "./answer-rows.server";
import { refusalOf, type Entry, type Refusal } from "./entry";
import { visibleQuestions } from "./evaluate";
import { shownAs, type AnswerEntry } from "./forms";
import { ownTopics } from "./part-queries.server";
import { siteFactsSchema, type Question } from "./questionnaire";

const { answerEvidence, evidence, selfChecks } = tables;

export type SaveEntriesOutcome =
  | { readonly is: "done"; readonly results: readonly EntryResult[] }
  | { readonly is: "not-found" | "completed" };

/**
 * Saves each entry that rests on the revision that is stored. One whose question someone else has answered differently
 * in the meantime is kept aside and handed back with what stands there; one that is not asked of this site, is of
 * another kind or another's part is refused. The others go through. Repeating it changes nothing.
 */
export function saveEntries(
  actor: EnterpriseActor,
  selfCheckId: string,
  entries: readonly Entry[]
): Promise<SaveEntriesOutcome> {
  return withTx(actor, async (tx) => {
    const draft = await holdRun(tx, actor, selfCheckId);
    if (typeof draft === "string") return { is: draft };
    const stored = await storedAnswers(tx, selfCheckId);
    const judge = judgeOf(draft, stored, entries, await ownTopics(tx, actor, selfCheckId));
    const attached = await attachedHashes(tx, selfCheckId, entries);
    const results: EntryResult[] = [];
    const written: string[] = [];
    // One order for everybody, so that two people saving the same topic wait for each other instead of locking up.
    for (const entry of entries.toSorted((a, b) => (a.questionId < b.questionId ? -1 : 1))) {
      const { questionId } = entry;
      const judged = namesOthers(entry, attached) ? "wrong-kind" : judge(entry);
      if (typeof judged === "string") {
        results.push({ is: "refused", questionId, why: judged });
        continue;
      }
      const before = stored.get(questionId);
      const same = before && isSame(before, entry) ? before : null;
      const saved = same ?? (await write(tx, actor, selfCheckId, entry, judged));
      if (saved && !same) written.push(questionId);
      results.push(
        saved
          ? { is: "saved", questionId, revision: saved.revision, clockOff: clockOf(entry).clockOff }
          : await setAside(tx, actor, selfCheckId, entry, judged)
      );
    }
    if (written.length > 0)
      await recordEvent(tx, actor, {
        action: "self-check.answered",
        enterpriseId: actor.enterpriseId,
        subjectId: selfCheckId,
        detail: { questions: written },
      });
    return { is: "done", results };
  });
}

export type SaveOutcome =
  | {
      readonly is: "saved";
      readonly conflicts: readonly Conflict[];
      /** Absent when everything was taken. */
      readonly refused?: readonly string[];
    }
  | { readonly is: "not-draft" };

/**
 * The form of a topic: only entries that differ from what the page had shown are anybody's wish. An answer once given
 * can be changed, not taken away.
 */
export async function saveAnswers(
  actor: EnterpriseActor,
  selfCheckId: string,
  entries: readonly AnswerEntry[]
): Promise<SaveOutcome> {
  const changed = entries.flatMap(({ answer, was, ...entry }) =>
    answer && shownAs(answer, entry.note) !== was ? [{ ...entry, answer }] : []
  );
  const outcome = await saveEntries(actor, selfCheckId, changed);
  if (outcome.is !== "done") return { is: "not-draft" };
  const refused = outcome.results.flatMap((result) =>
    result.is === "refused" ? [result.questionId] : []
  );
  return {
    is: "saved",
    conflicts: outcome.results.flatMap((result) =>
      result.is === "conflict" ? [result.theirs] : []
    ),
    ...(refused.length > 0 ? { refused } : {}),
  };
}

/** A file answer may name only what is attached to its question. */
const namesOthers = ({ questionId, answer }: Entry, attached: ReadonlySet<string>): boolean =>
  answer.is === "files" && answer.value.some((hash) => !attached.has(`${questionId} ${hash}`));

async function attachedHashes(
  tx: Tx,
  selfCheckId: string,
  entries: readonly Entry[]
): Promise<ReadonlySet<string>> {
  if (!entries.some(({ answer }) => answer.is === "files")) return new Set();
  const rows = await tx
    .select({ questionId: answerEvidence.questionId, hash: evidence.originalHash })
    .from(answerEvidence)
    .innerJoin(evidence, eq(evidence.id, answerEvidence.evidenceId))
    .where(eq(answerEvidence.selfCheckId, selfCheckId));
  return new Set(rows.map(({ questionId, hash }) => `${questionId} ${hash}`));
}

/** The versions and site facts of a draft, held a draft until the transaction ends. */
export async function holdRun(tx: Tx, actor: EnterpriseActor, selfCheckId: string) {
  const [row] = await tx
    .select({
      status: selfChecks.status,
      versions: selfChecks.questionnaires,
      siteFacts: selfChecks.siteFacts,
    })
    .from(selfChecks)
    .where(and(eq(selfChecks.id, selfCheckId), eq(selfChecks.enterpriseId, actor.enterpriseId)))
    .for("share");
  if (!row) return "not-found";
  return row.status === "completed" ? "completed" : row;
}
type Draft = Exclude<Awaited<ReturnType<typeof holdRun>>, string>;

/** Answers of the same batch count for what is asked: a device may bring a "yes" and what it opens at once. */
function judgeOf(
  { versions, siteFacts }: Draft,
  stored: ReadonlyMap<string, Conflict>,
  entries: readonly Entry[],
  mine: (topic: string) => boolean
): (entry: Entry) => Question | Refusal {
  const questionnaires = questionnairesOf(versions);
  const questions = new Map(
    questionnaires.flatMap((each) => each.questions.map((question) => [question.id, question]))
  );
  const given = [...stored.values(), ...entries].map(
    ({ questionId, answer }) => [questionId, answer] as const
  );
  const visible = visibleQuestions(
    questionnaires,
    siteFactsSchema.parse(siteFacts),
    Object.fromEntries(given),
    today()
  );
  const asked = new Set(visible.map(({ id }) => id));
  return (entry) => {
    const question = questions.get(entry.questionId);
    return refusalOf(entry, question, asked, mine) ?? question ?? "unknown-question";
  };
}
