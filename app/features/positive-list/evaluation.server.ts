/** Evaluations as they are frozen and hashed: version, inputs, result. How they are stored: batch/snapshots.server.ts. */
import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { sha256Hex } from "~/platform/crypto.server";
import { tables, type Tx } from "~/platform/db.server";
import type { Day } from "~/shared/day";
import { packFacts, packResult } from "./batch/packed";
import { ruleText, type RuleText } from "./batch/rule-texts.server";
import { storeSnapshots } from "./batch/snapshots.server";
import { canonicalJson } from "./canonical";
import { factsOf } from "./enterprise-facts.server";
import { evaluate } from "./evaluate";
import type { Evaluation } from "./evaluation";
import type { Fact } from "./facts";
import type { Profile } from "./profile";
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
  /** SHA-256, hexadecimal; see `packedHash`. */
  readonly hash: string;
}

/** Raised when the shape of what is hashed changes. */
export const FORMAT = "zijian-evaluation-2";
/** How the first evaluations were hashed: everything as one canonical JSON. */
export const FIRST_FORMAT = "zijian-evaluation-1";

const firstHash = (inputs: FrozenInputs, result: Evaluation): string =>
  sha256Hex(canonicalJson({ format: FIRST_FORMAT, inputs, result }));

export interface PackedEvaluation {
  readonly profile: RuleText;
  readonly rules: RuleText;
  readonly facts: string;
  readonly result: string;
}

export const packEvaluation = (inputs: FrozenInputs, result: Evaluation): PackedEvaluation => ({
  profile: ruleText(inputs.profile),
  rules: ruleText(inputs.rules),
  facts: packFacts(inputs.facts),
  result: packResult(inputs.facts, result),
});

/** Over format, day, the hashes of profile and rules, and the texts of facts and result, one a line. */
export const packedHash = (on: Day, { profile, rules, facts, result }: PackedEvaluation): string =>
  sha256Hex(`${FORMAT}\n${on}\n${profile.hash}\n${rules.hash}\n${facts}\n${result}`);

export const evaluationHash = (inputs: FrozenInputs, result: Evaluation): string =>
  packedHash(inputs.on, packEvaluation(inputs, result));

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
export function replays({ inputs, result, hash }: FrozenEvaluation, format = FORMAT): boolean {
  const again = evaluate(inputs.facts, inputs.profile, inputs.rules, inputs.on);
  const expected = format === FIRST_FORMAT ? firstHash(inputs, result) : evaluationHash(inputs, result);
  return canonicalJson(again) === canonicalJson(result) && expected === hash;
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

/** Keeps an evaluation as it was made, and how the enterprise now stands. Answers with the snapshot's id. */
export async function storeEvaluation(
  tx: Tx,
  enterpriseId: string,
  { inputs, result }: FrozenEvaluation
): Promise<string> {
  const packed = packEvaluation(inputs, result);
  const id = randomUUID();
  await storeSnapshots(tx, [{ id, enterpriseId, on: inputs.on, packed, hash: packedHash(inputs.on, packed), result }]);
  return id;
}
