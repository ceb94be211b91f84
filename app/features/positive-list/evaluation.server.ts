/** Evaluations as they are stored: version, frozen inputs, result, and the hash over the three. */
import { eq } from "drizzle-orm";
import { z } from "zod";
import { sha256Hex } from "~/platform/crypto.server";
import { tables, type Tx } from "~/platform/db.server";
import type { Day } from "~/shared/day";
import { canonicalJson } from "./canonical";
import { factsOf } from "./enterprise-facts.server";
import { evaluate } from "./evaluate";
import type { Evaluation } from "./evaluation";
import type { Fact } from "./facts";
import { profileSchema, type Profile } from "./profile";
import { profileFor, scoreRules } from "./rules.server";
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

export interface EnterpriseEvaluation extends FrozenEvaluation {
  /** The same as `result`. */
  readonly evaluation: Evaluation;
  readonly profile: Profile;
}

/**
 * Evaluates an enterprise by the profile of its region. `also` are facts that are being stated in the same act, such as
 * the pledge of an application.
 *
 * @throws {Error} when the transaction's actor does not see the enterprise
 */
export async function evaluateEnterprise(
  tx: Tx,
  enterpriseId: string,
  on: Day,
  also: readonly Fact[] = []
): Promise<EnterpriseEvaluation> {
  const { enterprises } = tables;
  const [enterprise] = await tx
    .select({ regionCode: enterprises.regionCode })
    .from(enterprises)
    .where(eq(enterprises.id, enterpriseId));
  if (!enterprise) throw new Error(`No enterprise ${enterpriseId} within reach.`);
  const profile = profileFor(enterprise.regionCode);
  const facts = [...(await factsOf(tx, enterpriseId, on)), ...also];
  const frozen = freezeEvaluation(facts, profile, scoreRules(), on);
  return { ...frozen, evaluation: frozen.result, profile };
}

/** Keeps an evaluation as it was made. Answers with the snapshot's id. */
export async function storeEvaluation(
  tx: Tx,
  enterpriseId: string,
  { inputs, result, hash }: FrozenEvaluation
): Promise<string> {
  const [row] = await tx
    .insert(tables.evaluations)
    .values({
      enterpriseId,
      profileId: inputs.profile.id,
      profileVersion: inputs.profile.version,
      onDay: inputs.on,
      inputs,
      result,
      hash,
    })
    .returning({ id: tables.evaluations.id });
  if (!row) throw new Error("The evaluation was not stored.");
  return row.id;
}

/** The profile as it was frozen with an evaluation. @throws {z.ZodError} for a snapshot that cannot be read */
export const frozenProfile = (inputs: unknown): Profile => z.object({ profile: profileSchema }).parse(inputs).profile;
