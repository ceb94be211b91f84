/**
 * What a new self-check takes over from the last one: which answers are offered again, and what is told of every
 * question beforehand. Pure. Nothing here answers a question: an offer counts only when a person confirms it.
 */
import type { Day } from "~/shared/day";
import type { Localised } from "~/shared/locale";
import { fits, type Answer, type Answers } from "./answer";
import { visibleQuestions } from "./evaluate";
import type { Question, Questionnaire } from "./questionnaire";
import type { SiteFacts } from "./site-facts";
import type { LawChange } from "./stale";
import { isReworded, type Passage } from "./version-map";

export interface PastAnswer {
  readonly questionId: string;
  readonly answer: Answer;
  readonly note: string;
  /** The day it was first given, however often it was confirmed since. */
  readonly givenOn: Day;
}
export interface PastRun {
  readonly questionnaires: readonly Questionnaire[];
  /** Ids of the questions it asked. */
  readonly visible: readonly string[];
  readonly answers: readonly PastAnswer[];
  readonly evidence: readonly { readonly questionId: string; readonly effectiveTo: Day | null }[];
}
export interface NextRun {
  readonly questionnaires: readonly Questionnaire[];
  readonly siteFacts: SiteFacts;
  readonly on: Day;
}

export type AskedWhy =
  | { readonly is: "version"; readonly reason: Localised | null }
  | { readonly is: "law-changed"; readonly changes: readonly LawChange[] }
  | { readonly is: "evidence-ended"; readonly on: Day }
  | { readonly is: "not-known" | "not-answered" | "does-not-fit" };
interface Of {
  readonly questionId: string;
  readonly text: Localised;
}
export type CarryLine = Of &
  (
    | { readonly fate: "kept"; readonly givenOn: Day; readonly reworded: boolean }
    | { readonly fate: "asked-again"; readonly why: AskedWhy }
    | { readonly fate: "dropped" | "new"; readonly reason: Localised | null }
  );
export interface CarryPlan {
  readonly offers: readonly PastAnswer[];
  readonly lines: readonly CarryLine[];
}

const questionsOf = (questionnaires: readonly Questionnaire[]): Map<string, Question> =>
  new Map(questionnaires.flatMap(({ questions }) => questions.map((each) => [each.id, each])));

export function planCarry(
  past: PastRun,
  next: NextRun,
  passage: Passage,
  stale: ReadonlyMap<string, readonly LawChange[]>
): CarryPlan {
  const [before, after] = [questionsOf(past.questionnaires), questionsOf(next.questionnaires)];
  const given = new Map(past.answers.map((each) => [each.questionId, each]));
  const whyOf = (question: Question): AskedWhy | null => {
    const fate = passage.fates.get(question.id);
    if (fate && fate.is !== "kept") return { is: "version", reason: fate.reason };
    const answer = given.get(question.id)?.answer;
    if (!answer) return { is: "not-answered" };
    if (answer.is === "not-known") return { is: "not-known" };
    const changes = stale.get(question.id);
    if (changes) return { is: "law-changed", changes };
    const on = evidenceEnd(past, question, next.on);
    if (on !== null) return { is: "evidence-ended", on };
    return fits(question, answer) ? null : { is: "does-not-fit" };
  };
  const offers = [...after.values()].flatMap((question) => {
    const answer = given.get(question.id);
    return answer && passage.fates.has(question.id) && !whyOf(question) ? [answer] : [];
  });
  const offered: Answers = Object.fromEntries(
    offers.map(({ questionId, answer }) => [questionId, answer])
  );
  const asked = visibleQuestions(next.questionnaires, next.siteFacts, offered, next.on);
  const lines = asked.map((question): CarryLine => {
    const of = { questionId: question.id, text: question.text };
    if (!passage.fates.has(question.id))
      return { ...of, fate: "new", reason: passage.added.get(question.id) ?? null };
    const why = whyOf(question);
    if (why) return { ...of, fate: "asked-again", why };
    const older = before.get(question.id);
    return {
      ...of,
      fate: "kept",
      givenOn: given.get(question.id)?.givenOn ?? next.on,
      reworded: older !== undefined && isReworded(older, question),
    };
  });
  const dropped = past.visible.flatMap((id): CarryLine[] => {
    const fate = passage.fates.get(id);
    const question = before.get(id);
    if (!question || after.has(id)) return [];
    const reason = fate && fate.is !== "kept" ? fate.reason : null;
    return [{ questionId: id, text: question.text, fate: "dropped", reason }];
  });
  return { offers, lines: [...lines, ...dropped] };
}

/** The day on which the evidence of a question stopped speaking for it, null while it does or when there is none. */
function evidenceEnd({ evidence }: PastRun, question: Question, on: Day): Day | null {
  const ends = evidence.flatMap(({ questionId, effectiveTo }) =>
    questionId === question.id ? [effectiveTo] : []
  );
  const over = ends.filter((end): end is Day => end !== null && end < on);
  // The files of a file question are its answer: each must still hold. Elsewhere one that holds is enough.
  const enough = question.kind === "file" ? over.length > 0 : over.length === ends.length;
  return enough ? (over.toSorted().at(0) ?? null) : null;
}

export type CarryCounts = Readonly<Record<CarryLine["fate"], number>>;

export function countFates(lines: readonly CarryLine[]): CarryCounts {
  const counts = { kept: 0, "asked-again": 0, dropped: 0, new: 0 };
  for (const { fate } of lines) counts[fate] += 1;
  return counts;
}
