/** Writes snapshots and the current standings that follow from them, many in one statement; reads snapshots of both forms. */
import { sql } from "drizzle-orm";
import { now } from "~/platform/clock.server";
import { tables, type Tx } from "~/platform/db.server";
import { day, type Day } from "~/shared/day";
import { evaluationSchema, type Evaluation } from "../evaluation";
import type { FrozenEvaluation, FrozenInputs, PackedEvaluation } from "../evaluation.server";
import { frozenInputsSchema } from "./frozen-inputs";
import { gateBits } from "./gate-bits";
import { isOneOf } from "./is-one-of.server";
import { unpackFacts, unpackResult } from "./packed";
import { keepRuleTexts, readRuleTexts } from "./rule-texts.server";

export interface Snapshot {
  readonly id: string;
  readonly enterpriseId: string;
  readonly on: Day;
  readonly packed: PackedEvaluation;
  readonly hash: string;
  readonly result: Evaluation;
}

/** Never part of a JSON text, which escapes it: parts a list of texts without quoting them. */
const APART = "\u001e";
const column = (values: readonly (string | number | boolean)[]) => sql`string_to_array(${values.join(APART)}, E'\\x1e')`;

/** A standing follows its newest day; an evaluation for an earlier day leaves it alone. */
export async function storeSnapshots(tx: Tx, snapshots: readonly Snapshot[]): Promise<void> {
  if (snapshots.length === 0) return;
  await keepRuleTexts(tx, snapshots.flatMap(({ packed }) => [packed.profile, packed.rules]));
  const of = (read: (snapshot: Snapshot) => string | number | boolean) => column(snapshots.map(read));
  const ids = of(({ id }) => id);
  const owners = of(({ enterpriseId }) => enterpriseId);
  const days = of(({ on }) => on);
  const profiles = of(({ result }) => result.profile.id);
  const versions = of(({ result }) => result.profile.version);
  const hashes = of(({ hash }) => hash);
  await tx.execute(sql`
    insert into evaluation (id, enterprise_id, profile_id, profile_version, on_day, profile_hash, rules_hash, facts_text, result_text, hash)
    select * from unnest(${ids}::uuid[], ${owners}::uuid[], ${profiles}, ${versions}::int[], ${days}::date[],
      ${of(({ packed }) => packed.profile.hash)}, ${of(({ packed }) => packed.rules.hash)},
      ${of(({ packed }) => packed.facts)}, ${of(({ packed }) => packed.result)}, ${hashes})`);
  const gates = snapshots.map(({ result }) => gateBits(result.gates));
  await tx.execute(sql`
    insert into enterprise_standing as s (enterprise_id, region_code, sector, evaluation_id, profile_id, profile_version, on_day,
      outcome, recommended, tier, score_tenths, gates_failed, gates_unknown, gates_not_applicable, hash, computed_at)
    select u.owner, e.region_code, e.sector, u.id, u.profile, u.version, u.on_day, u.outcome, u.recommended, u.tier, u.score,
      u.failed, u.unknown, u.not_applicable, u.hash, ${now().toISOString()}::timestamptz
    from unnest(${owners}::uuid[], ${ids}::uuid[], ${profiles}, ${versions}::int[], ${days}::date[],
      ${of(({ result }) => result.outcome)}, ${of(({ result }) => result.recommended)}::boolean[], ${of(({ result }) => result.score.tier)},
      ${of(({ result }) => Math.round(result.score.total * 10))}::int[], ${column(gates.map(({ failed }) => failed))}::int[],
      ${column(gates.map(({ unknown }) => unknown))}::int[], ${column(gates.map(({ notApplicable }) => notApplicable))}::int[], ${hashes})
      as u (owner, id, profile, version, on_day, outcome, recommended, tier, score, failed, unknown, not_applicable, hash)
    join enterprise e on e.id = u.owner
    order by u.owner
    on conflict (enterprise_id) do update set region_code = excluded.region_code, sector = excluded.sector,
      evaluation_id = excluded.evaluation_id, profile_id = excluded.profile_id, profile_version = excluded.profile_version,
      on_day = excluded.on_day, outcome = excluded.outcome, recommended = excluded.recommended, tier = excluded.tier,
      score_tenths = excluded.score_tenths, gates_failed = excluded.gates_failed, gates_unknown = excluded.gates_unknown,
      gates_not_applicable = excluded.gates_not_applicable, hash = excluded.hash, computed_at = excluded.computed_at
    where s.on_day <= excluded.on_day`);
}

const { evaluations } = tables;
const FORM = {
  id: evaluations.id,
  onDay: evaluations.onDay,
  inputs: evaluations.inputs,
  result: evaluations.result,
  profileHash: evaluations.profileHash,
  rulesHash: evaluations.rulesHash,
  factsText: evaluations.factsText,
  resultText: evaluations.resultText,
  hash: evaluations.hash,
};

export interface StoredEvaluation extends FrozenEvaluation {
  readonly isFirstForm: boolean;
}

/** Snapshots by id, those within the actor's reach. @throws {z.ZodError} for one that cannot be read */
export async function readSnapshots(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, StoredEvaluation>> {
  const read = await snapshotReaders(tx, ids);
  return new Map([...read].map(([id, open]) => [id, open()]));
}

/** The same with each snapshot still closed: opening throws for one that cannot be read. */
export async function snapshotReaders(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, () => StoredEvaluation>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.select(FORM).from(evaluations).where(isOneOf(evaluations.id, ids));
  const hashes = (read: (row: (typeof rows)[number]) => string | null) => [...new Set(rows.flatMap((row) => read(row) ?? []))];
  const texts = await readRuleTexts(tx, hashes(({ profileHash }) => profileHash), hashes(({ rulesHash }) => rulesHash));
  return new Map(
    rows.map(({ id, onDay, inputs: whole, result, profileHash, rulesHash, factsText, resultText, hash }) => [
      id,
      () => {
        if (profileHash === null || rulesHash === null || factsText === null || resultText === null)
          return { inputs: frozenInputsSchema.parse(whole), result: evaluationSchema.parse(result), hash, isFirstForm: true };
        const inputs: FrozenInputs = {
          on: day(onDay),
          facts: unpackFacts(factsText),
          profile: texts.profile(profileHash),
          rules: texts.rules(rulesHash),
        };
        return { inputs, result: unpackResult(resultText, inputs), hash, isFirstForm: false };
      },
    ])
  );
}
