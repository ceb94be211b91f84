/** Evaluations as they are stored: version, frozen inputs, result, and the hash over the three. */
import { sha256Hex } from "~/platform/crypto.server";
import type { Day } from "~/shared/day";
import { canonicalJson } from "./canonical";
import { evaluate } from "./evaluate";
import type { Evaluation } from "./evaluation";
import type { Fact } from "./facts";
import type { Profile } from "./profile";
import type { ScoreRules } from "./weights";

export interface FrozenInputs {
  readonly on: Day;
  readonly facts: readonly Fact[];
  readonly profile: Profile;
  readonly rules: ScoreRules;
}

export interface FrozenEvaluation {
  readonly inputs: FrozenInputs;
  readonly result: Evaluation;
  /** SHA-256, hexadecimal, over the canonical JSON of format, inputs and result. */
  readonly hash: string;
}

/** Raised when the shape of what is hashed changes. */
export const FORMAT = "zijian-evaluation-1";

export const evaluationHash = (inputs: FrozenInputs, result: Evaluation): string =>
  sha256Hex(canonicalJson({ format: FORMAT, inputs, result }));

/** Facts are put in the order of their ids first, so that the hash does not depend on how they were read. */
export function freezeEvaluation(
  facts: readonly Fact[],
  profile: Profile,
  rules: ScoreRules,
  on: Day
): FrozenEvaluation {
  const ordered = [...facts].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const inputs = { on, facts: ordered, profile, rules };
  const result = evaluate(ordered, profile, rules, on);
  return { inputs, result, hash: evaluationHash(inputs, result) };
}

/** Computes a stored evaluation again; false when result or hash differ by a single byte. */
export function replays({ inputs, result, hash }: FrozenEvaluation): boolean {
  const again = evaluate(inputs.facts, inputs.profile, inputs.rules, inputs.on);
  return canonicalJson(again) === canonicalJson(result) && evaluationHash(inputs, result) === hash;
}
