/** Two completed self-checks of one site side by side, and the trend over all of them. Pure. */
import type { Day } from "~/shared/day";
import type { Localised } from "~/shared/locale";
import { sameAnswer, type Answer } from "./answer";
import type { Severity } from "./evaluate";
import type { FrozenSelfCheck } from "./frozen";
import type { Question, Questionnaire } from "./questionnaire";

export interface ComparedRun {
  readonly questionnaires: readonly Questionnaire[];
  readonly frozen: FrozenSelfCheck;
}
/** Better and worse are about standing: a finding is worse than not knowing, not knowing worse than complying. */
export const CHANGES = ["worse", "better", "changed", "new", "gone", "same"] as const;
export type Change = (typeof CHANGES)[number];

export interface Side {
  readonly question: Question;
  readonly answer: Answer | null;
  readonly finding: Severity | null;
}
export interface ComparedLine {
  readonly questionId: string;
  readonly change: Change;
  /** Null where it was not asked. */
  readonly before: Side | null;
  readonly after: Side | null;
}
export interface Comparison {
  /** What changed comes first, the worse before the better. */
  readonly lines: readonly ComparedLine[];
  readonly opened: readonly string[];
  readonly closed: readonly string[];
  readonly stillOpen: readonly string[];
}

export function compareRuns(before: ComparedRun, after: ComparedRun): Comparison {
  const [left, right] = [sidesOf(before), sidesOf(after)];
  const ids = [...new Set([...right.keys(), ...left.keys()])];
  const lines = ids.map((questionId): ComparedLine => {
    const sides = { before: left.get(questionId) ?? null, after: right.get(questionId) ?? null };
    return { questionId, change: changeOf(sides.before, sides.after), ...sides };
  });
  const open = (sides: ReadonlyMap<string, Side>, id: string) => Boolean(sides.get(id)?.finding);
  return {
    lines: lines.toSorted((a, b) => CHANGES.indexOf(a.change) - CHANGES.indexOf(b.change)),
    opened: ids.filter((id) => open(right, id) && !open(left, id)),
    closed: ids.filter((id) => open(left, id) && !open(right, id)),
    stillOpen: ids.filter((id) => open(left, id) && open(right, id)),
  };
}

function sidesOf({ questionnaires, frozen }: ComparedRun): ReadonlyMap<string, Side> {
  const { visible, findings } = frozen.evaluation;
  const questions = new Map(
    questionnaires.flatMap((each) => each.questions.map((question) => [question.id, question]))
  );
  const found = new Map(findings.map(({ questionId, severity }) => [questionId, severity]));
  return new Map(
    visible.flatMap((id) => {
      const question = questions.get(id);
      const answer = Object.hasOwn(frozen.answers, id) ? (frozen.answers[id] ?? null) : null;
      return question ? [[id, { question, answer, finding: found.get(id) ?? null }] as const] : [];
    })
  );
}

function changeOf(before: Side | null, after: Side | null): Change {
  if (!before) return "new";
  if (!after) return "gone";
  const [then, now] = [standing(before), standing(after)];
  if (then !== now) return now > then ? "better" : "worse";
  return sameAnswer(before.answer, after.answer) ? "same" : "changed";
}

const standing = ({ answer, finding }: Side): 0 | 1 | 2 =>
  finding ? 0 : answer && answer.is !== "not-known" ? 2 : 1;

export interface TrendPoint {
  readonly id: string;
  readonly on: Day;
  readonly redLine: number;
  readonly major: number;
  readonly minor: number;
  readonly answered: number;
  readonly total: number;
}

export function trendPoint(id: string, { on, evaluation }: Pick<FrozenSelfCheck, "on" | "evaluation">): TrendPoint {
  const of = (severity: Severity) =>
    evaluation.findings.filter((finding) => finding.severity === severity).length;
  const { answered, total } = evaluation.completeness;
  return { id, on, redLine: of("red-line"), major: of("major"), minor: of("minor"), answered, total };
}

/** Which texts name the two sides: the newer wording, and the older one where a question is gone. */
export const wordingOf = ({ before, after }: ComparedLine): Localised | null =>
  (after ?? before)?.question.text ?? null;

/** Labels told apart: of runs that would read the same, newest first, each has its number, the oldest being the first. */
export function distinctLabels<T extends { readonly label: string }>(
  runs: readonly T[],
  numbered: (label: string, number: number) => string
): T[] {
  const seen = new Map<string, number>();
  const left = new Map<string, number>();
  for (const { label } of runs) seen.set(label, (seen.get(label) ?? 0) + 1);
  return runs.map((run) => {
    const all = seen.get(run.label) ?? 0;
    const later = left.get(run.label) ?? 0;
    left.set(run.label, later + 1);
    return all > 1 ? { ...run, label: numbered(run.label, all - later) } : run;
  });
}
