/** Which tier a listing holds after its monthly readings. A low score never ends a listing by itself. Pure. */
import type { LifeRules } from "./rules";

export type ListedTier = "T1" | "T2";

/**
 * @param scores monthly scores, 0–100, the latest last
 * Tier 1 is lost when the latest `readings` of them are all below `below`, and regained by a latest one at or above
 * `regainedAt`.
 */
export function tierAfter(
  held: ListedTier,
  scores: readonly number[],
  { readings, below, regainedAt }: LifeRules["tierOne"]
): ListedTier {
  const latest = scores.at(-1);
  if (latest === undefined) return held;
  if (held === "T2") return latest >= regainedAt ? "T1" : "T2";
  const last = scores.slice(-readings);
  return last.length === readings && last.every((score) => score < below) ? "T2" : "T1";
}

/** The tier a listing begins with. */
export const firstTier = (score: number, { regainedAt }: LifeRules["tierOne"]): ListedTier =>
  score >= regainedAt ? "T1" : "T2";
