/** Which steps of an adopted path are done. Pure: the evaluation says it, nobody ticks it off. */
import type { Day } from "~/shared/day";
import type { Evaluation } from "../evaluation";
import type { Path, PathStep } from "../path";

export interface AdoptedStep {
  readonly kind: "wait" | "gate" | "item";
  readonly code: string;
  readonly until: Day | null;
  /** Of an item alone: its own points, in tenths, once the step is taken. */
  readonly reachesTenths: number | null;
}

/** A gate is passed, an item has the points that the step was to give it or does not apply, a wait is over. */
export function isDone({ kind, code, until, reachesTenths }: AdoptedStep, evaluation: Evaluation): boolean {
  if (kind === "wait") return until !== null && until <= evaluation.on;
  if (kind === "gate") return evaluation.gates.some((gate) => gate.code === code && gate.passed);
  const item = itemOf(evaluation, code);
  return item !== undefined && (item.status === "not-applicable" || Math.round(item.points * 10) >= (reachesTenths ?? Number.POSITIVE_INFINITY));
}

export const itemOf = ({ score }: Evaluation, code: string) =>
  score.dimensions.flatMap(({ items }) => items).find((item) => item.code === code);

/** What the path's steps are once they are taken on. */
export function adoptedSteps({ steps }: Path, after: Evaluation): (AdoptedStep & { readonly points: number; readonly code: PathStep["code"] })[] {
  return steps.map(({ kind, code, until, points }) => {
    const item = kind === "item" ? itemOf(after, code) : undefined;
    return { kind, code, until, points, reachesTenths: item ? Math.round(item.points * 10) : null };
  });
}

const ORDER: readonly Evaluation["score"]["tier"][] = ["T1", "T2", "ordinary", "watch", "key"];

export const isReached = (target: Evaluation["score"]["tier"], { score }: Evaluation): boolean =>
  ORDER.indexOf(score.tier) <= ORDER.indexOf(target);
