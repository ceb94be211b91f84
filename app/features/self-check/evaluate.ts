/**
 * What a self-check comes to: which questions are asked, how complete the answers are, what they find, and the result.
 *
 * Pure: no clock, no database. The browser, the server and a later replay get the same value from the same input.
 * An answer to a question that is not asked is kept but does not count. Unknown never passes and is never a finding: it
 * is a task, counted in `completeness`.
 */
import { addDays, type Day } from "~/shared/day";
import { conditionWord, fits, type Answer, type Answers } from "./answer";
import type { Condition, Question, Questionnaire, SiteFacts } from "./questionnaire";

export type Severity = Question["severity"];
/** Red when a red-line item fails, amber when a major one does, else green. Says nothing of completeness. */
export type Result = "red" | "amber" | "green";

export interface Completeness {
  /** Answered with yes, no, not applicable or a value. */
  readonly answered: number;
  readonly notKnown: number;
  readonly total: number;
}
export interface FindingLine {
  readonly questionId: string;
  readonly severity: Severity;
}
export interface Evaluation {
  /** Ids of the questions that are asked, in order. */
  readonly visible: readonly string[];
  readonly completeness: Completeness;
  readonly findings: readonly FindingLine[];
  readonly result: Result;
}

export function evaluateSelfCheck(
  questionnaires: readonly Questionnaire[],
  siteFacts: SiteFacts,
  answers: Answers,
  on: Day
): Evaluation {
  const visible = visibleQuestions(questionnaires, siteFacts, answers);
  const findings: FindingLine[] = [];
  let answered = 0;
  let notKnown = 0;
  for (const question of visible) {
    const answer = countedAnswer(question, answers);
    if (!answer) continue;
    if (answer.is === "not-known") notKnown += 1;
    else answered += 1;
    if (isBreach(question, answer, on))
      findings.push({ questionId: question.id, severity: question.severity });
  }
  return {
    visible: visible.map(({ id }) => id),
    completeness: { answered, notKnown, total: visible.length },
    findings,
    result: resultOf(findings),
  };
}

export const isComplete = ({ answered, total }: Completeness): boolean => answered === total;

/** The questions asked of this site, in order. A condition on a question that is itself not asked does not hold. */
export function visibleQuestions(
  questionnaires: readonly Questionnaire[],
  siteFacts: SiteFacts,
  answers: Answers
): Question[] {
  const all = questionnaires.flatMap(({ questions }) => questions);
  const byId = new Map(all.map((question) => [question.id, question]));
  const known = new Map<string, boolean>();
  const asked = (id: string): boolean => {
    const before = known.get(id);
    if (before !== undefined) return before;
    known.set(id, false); // A circle asks nothing; the content check refuses it.
    const condition = byId.get(id)?.visibleIf;
    const answer = !condition || holds(condition, siteFacts, wordOf);
    known.set(id, answer);
    return answer;
  };
  const wordOf = (id: string): string | null => {
    const question = byId.get(id);
    const answer = question && asked(id) ? countedAnswer(question, answers) : null;
    return answer ? conditionWord(answer) : null;
  };
  return all.filter(({ id }) => asked(id));
}

function holds(
  condition: Condition,
  siteFacts: SiteFacts,
  wordOf: (id: string) => string | null
): boolean {
  if ("all" in condition) return condition.all.every((part) => holds(part, siteFacts, wordOf));
  if ("any" in condition) return condition.any.some((part) => holds(part, siteFacts, wordOf));
  if ("not" in condition) return !holds(condition.not, siteFacts, wordOf);
  if ("site" in condition) return condition.is.includes(siteFacts[condition.site]);
  const word = wordOf(condition.answer);
  return word !== null && condition.is.includes(word);
}

/** The answer as far as it counts: one that the question cannot be given counts as none. */
function countedAnswer(question: Question, answers: Answers): Answer | null {
  const answer = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined;
  return answer && fits(question, answer) ? answer : null;
}

/** Whether the answer shows a breach. Bounds themselves still comply. */
export function isBreach(question: Question, answer: Answer, on: Day): boolean {
  switch (question.kind) {
    case "yes-no":
      return answer.is === "no";
    case "choice":
      return (
        answer.is === "choice" &&
        question.choices.some(({ id, breach }) => breach && id === answer.value)
      );
    case "number":
      return (
        answer.is === "number" &&
        (answer.value > (question.breachAbove ?? Infinity) ||
          answer.value < (question.breachBelow ?? -Infinity))
      );
    case "day": {
      if (answer.is !== "day") return false;
      const { breachOlderThanDays: older, breachSoonerThanDays: sooner } = question;
      return (
        (older !== undefined && answer.value < addDays(on, -older)) ||
        (sooner !== undefined && answer.value < addDays(on, sooner))
      );
    }
  }
}

const GRAVITY: Readonly<Record<Severity, number>> = { "red-line": 0, major: 1, minor: 2 };

/** What must be dealt with first comes first; otherwise in the order given. */
export const gravestFirst = <T extends { readonly severity: Severity }>(lines: readonly T[]): T[] =>
  lines.toSorted((a, b) => GRAVITY[a.severity] - GRAVITY[b.severity]);

function resultOf(findings: readonly FindingLine[]): Result {
  if (findings.some(({ severity }) => severity === "red-line")) return "red";
  return findings.some(({ severity }) => severity === "major") ? "amber" : "green";
}
