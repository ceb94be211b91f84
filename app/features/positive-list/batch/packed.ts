/**
 * Facts and results as compact texts, for a million snapshots a month. What the profile says already (the basis of each
 * gate) is left to the profile, names of members are left to this file, and a fact used is its place in the list.
 * The same value always gives the same text.
 */
import { z } from "zod";
import type { Day } from "~/shared/day";
import { daySchema } from "~/shared/day-schema";
import { canonicalJson } from "../canonical";
import { evaluationSchema, reasonSchema, type Evaluation, type Reason } from "../evaluation";
import { factsSchema, type Fact } from "../facts";
import type { Profile } from "../profile";
import type { ScoreRules } from "../weights";

export const packFacts = (facts: readonly Fact[]): string =>
  canonicalJson(
    facts.map(({ id, kind, value, validFrom, validTo, source, recordedAt }) =>
      recordedAt === undefined
        ? [id, kind, value, validFrom, validTo, source]
        : [id, kind, value, validFrom, validTo, source, recordedAt]
    )
  );

const factRow = z.tuple([z.string(), z.string(), z.unknown(), z.string(), z.string().nullable(), z.string(), z.string().optional()]);

/** @throws {z.ZodError | SyntaxError} for a text that is none of ours */
export const unpackFacts = (text: string): Fact[] =>
  factsSchema.parse(
    z
      .array(factRow)
      .parse(JSON.parse(text))
      .map(([id, kind, value, validFrom, validTo, source, recordedAt]) => ({
        id, kind, value, validFrom, validTo, source, ...(recordedAt === undefined ? {} : { recordedAt }),
      }))
  );

/** @param facts those the result was computed from, in the order in which they are packed */
export function packResult(facts: readonly Fact[], result: Evaluation): string {
  const places = new Map(facts.map(({ id }, at) => [id, at]));
  const place = (id: string): number | string => places.get(id) ?? id;
  const { outcome, recommended, gates, score, removal } = result;
  return canonicalJson([
    outcome,
    recommended,
    gates.map((gate) => [
      gate.code, gate.outcome, gate.reasons.map(packReason), gate.flags.map(packReason), gate.factsUsed.map(place), gate.clearsOn,
    ]),
    [
      score.total,
      score.tier,
      score.dimensions.map(({ code, applicable, points, max, items }) => [
        code, applicable, points, max,
        items.map((item) => [item.code, item.status, item.points, item.max, item.reasons.map(packReason), item.factsUsed.map(place)]),
      ]),
    ],
    removal && [removal.trigger, place(removal.factId), removal.happenedOn, removal.reentryFrom],
  ]);
}

const packReason = ({ key, params, change, clearsOn }: Reason) =>
  clearsOn === undefined
    ? [key, params, change && [change.key, change.by]]
    : [key, params, change && [change.key, change.by], clearsOn];

const places = z.array(z.union([z.int(), z.string()]));
const reasonRow = z.tuple([
  z.string(), z.record(z.string(), z.union([z.string(), z.number()])), z.tuple([z.string(), z.string()]).nullable(), daySchema.optional(),
]);
const resultRow = z.tuple([
  z.string(),
  z.boolean(),
  z.array(z.tuple([z.string(), z.string(), z.array(reasonRow), z.array(reasonRow), places, daySchema.nullable()])),
  z.tuple([
    z.number(),
    z.string(),
    z.array(
      z.tuple([
        z.string(), z.boolean(), z.number(), z.number(),
        z.array(z.tuple([z.string(), z.string(), z.number(), z.number(), z.array(reasonRow), places])),
      ])
    ),
  ]),
  z.tuple([z.string(), z.union([z.int(), z.string()]), daySchema, daySchema]).nullable(),
]);

export interface ResultFrame {
  readonly on: Day;
  readonly facts: readonly Fact[];
  readonly profile: Profile;
  readonly rules: ScoreRules;
}

/** @throws {z.ZodError | SyntaxError} for a text that is none of ours */
export function unpackResult(text: string, { on, facts, profile, rules }: ResultFrame): Evaluation {
  const [outcome, recommended, gates, [total, tier, dimensions], removal] = resultRow.parse(JSON.parse(text));
  const idAt = (at: number | string) => (typeof at === "number" ? facts[at]?.id : at);
  const bases = new Map<string, unknown>(Object.entries(profile.gates).map(([code, { basis }]) => [code, basis]));
  return evaluationSchema.parse({
    profile: { id: profile.id, version: profile.version },
    rules: { weights: rules.weights.version, tiers: rules.tiers.version },
    on,
    outcome,
    recommended,
    gates: gates.map(([code, gateOutcome, reasons, flags, used, clearsOn]) => ({
      code,
      outcome: gateOutcome,
      passed: gateOutcome === "passed" || gateOutcome === "not-applicable",
      basis: bases.get(code),
      reasons: reasons.map(unpackReason),
      flags: flags.map(unpackReason),
      factsUsed: used.map(idAt),
      clearsOn,
    })),
    score: {
      total,
      tier,
      dimensions: dimensions.map(([code, applicable, points, max, items]) => ({
        code, applicable, points, max,
        items: items.map(([item, status, got, most, reasons, used]) => ({
          code: item, status, points: got, max: most, reasons: reasons.map(unpackReason), factsUsed: used.map(idAt),
        })),
      })),
    },
    removal: removal && { trigger: removal[0], factId: idAt(removal[1]), happenedOn: removal[2], reentryFrom: removal[3] },
  });
}

const unpackReason = ([key, params, change, clearsOn]: z.output<typeof reasonRow>): Reason =>
  reasonSchema.parse({
    key, params, change: change && { key: change[0], by: change[1] }, ...(clearsOn === undefined ? {} : { clearsOn }),
  });
