/** Builds the result of one score item from what is on record about it. */
import type { ChangeKey, ItemResult, Reason } from "./evaluation";
import { changeable, plain } from "./explain";
import type { Answer } from "./fact-values";
import type { ItemCode } from "./weights";

const FULL = [plain("item-full")];
const NOT_APPLICABLE = [plain("item-not-applicable")];

/** Every item is asked of the enterprise, except those that an agency must confirm. */
const missing = (code: ItemCode & ChangeKey): Reason[] => [
  changeable("item-not-known", "enterprise", code),
];
const unmet = (code: ItemCode & ChangeKey): Reason[] => [
  changeable("item-not-met", "enterprise", code),
];

interface Found {
  readonly factsUsed: string[];
}

export const full = (code: ItemCode, max: number, { factsUsed }: Found): ItemResult => ({
  code,
  status: "full",
  points: max,
  max,
  reasons: FULL,
  factsUsed,
});
export const notApplicable = (code: ItemCode, max: number, { factsUsed }: Found): ItemResult => ({
  code,
  status: "not-applicable",
  points: 0,
  max,
  reasons: NOT_APPLICABLE,
  factsUsed,
});
export const notKnown = (code: ItemCode, max: number, { factsUsed }: Found): ItemResult => ({
  code,
  status: "not-known",
  points: 0,
  max,
  reasons: missing(code),
  factsUsed,
});
export const short = (
  code: ItemCode,
  points: number,
  max: number,
  reasons: Reason[],
  { factsUsed }: Found
): ItemResult => ({
  code,
  status: points > 0 ? "part" : "none",
  points,
  max,
  reasons,
  factsUsed,
});

/** The weakest answer counts: one site that fails costs the item. All "not applicable" leaves it out. */
export function byAnswers(
  code: ItemCode,
  max: number,
  answers: readonly Answer[],
  found: Found
): ItemResult {
  if (answers.includes("no")) return short(code, 0, max, unmet(code), found);
  if (answers.length === 0 || answers.includes("not-known")) return notKnown(code, max, found);
  return answers.includes("yes") ? full(code, max, found) : notApplicable(code, max, found);
}

export const top = (steps: readonly { points: number }[]): number => steps[0]?.points ?? 0;

export function bySteps(
  code: ItemCode,
  steps: readonly { atLeast: number; points: number }[],
  reached: number,
  found: Found
): ItemResult {
  const max = top(steps);
  const points = steps.find((step) => reached >= step.atLeast)?.points ?? 0;
  if (points === max) return full(code, max, found);
  const params = { reached: Math.round(reached * 10) / 10, needed: steps[0]?.atLeast ?? 0 };
  return short(code, points, max, [changeable("item-below", "enterprise", code, params)], found);
}
