/**
 * What an evaluation says. The schemas document the shape (`portal evaluate --schema`) and check a stored result; the
 * rules use the types only.
 */
import { z } from "zod";
import type texts from "~/locales/en/positive-list.json";
import { daySchema } from "~/shared/day-schema";
import { basisSchema, GATE_CODES, TRIGGERS } from "./profile";
import { ITEM_CODES, TIER_CODES } from "./weights";

/** Keys of `explain` and `change` in the positive-list texts; both languages have the same. */
export type ExplainKey = keyof (typeof texts)["explain"];
export type ChangeKey = keyof (typeof texts)["change"];

const explainKey = z.string() as unknown as z.ZodType<ExplainKey, string>;
const changeKey = z.string() as unknown as z.ZodType<ChangeKey, string>;

/** Who can change it: the enterprise, an agency that states a fact, time alone, or nobody. */
export const CHANGERS = ["enterprise", "agency", "time", "nobody"] as const;

/**
 * One reason, to be put into words by the reader's language: `explain.<key>` says why, `change.<key>` what would change
 * it. Parameters that end in `On` are days, in `Fen` money, in `Code` words of their own list of texts.
 */
export const reasonSchema = z.strictObject({
  key: explainKey,
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  change: z.strictObject({ key: changeKey, by: z.enum(CHANGERS) }).nullable(),
  /** Day from which it no longer counts, where time alone changes it. */
  clearsOn: daySchema.optional(),
});
export type Reason = z.output<typeof reasonSchema>;

export const gateResultSchema = z.strictObject({
  code: z.enum(GATE_CODES),
  outcome: z.enum(["passed", "failed", "unknown", "not-applicable"]),
  /** True for "passed" and "not-applicable": the gate does not stand in the way. */
  passed: z.boolean(),
  basis: basisSchema,
  reasons: z.array(reasonSchema),
  /** Things noted that do not close the gate. */
  flags: z.array(reasonSchema),
  factsUsed: z.array(z.string()),
  /** First day on which the facts known today no longer close the gate; null when it is open, or time does not help. */
  clearsOn: daySchema.nullable(),
});
export type GateResult = z.output<typeof gateResultSchema>;

export const itemResultSchema = z.strictObject({
  code: z.enum(ITEM_CODES),
  status: z.enum(["full", "part", "none", "not-known", "not-applicable"]),
  /** Before the dimension is rescaled. */
  points: z.number(),
  max: z.number(),
  reasons: z.array(reasonSchema),
  factsUsed: z.array(z.string()),
});
export type ItemResult = z.output<typeof itemResultSchema>;

export const DIMENSION_CODES = [
  "record",
  "monitoring",
  "permit-duties",
  "risk",
  "self-inspection",
  "management",
  "learning",
] as const;
export type DimensionCode = (typeof DIMENSION_CODES)[number];

export const dimensionResultSchema = z.strictObject({
  code: z.enum(DIMENSION_CODES),
  /** False when no item applies: the dimension is left out and the total rescaled to 100. */
  applicable: z.boolean(),
  /** After rescaling by the items that apply, to two decimals. */
  points: z.number(),
  max: z.number(),
  items: z.array(itemResultSchema),
});
export type DimensionResult = z.output<typeof dimensionResultSchema>;

export const evaluationSchema = z.strictObject({
  profile: z.strictObject({ id: z.string(), version: z.int() }),
  rules: z.strictObject({ weights: z.int(), tiers: z.int() }),
  on: daySchema,
  /** ELIGIBLE: every gate is passed or does not apply. REMOVED: a trigger fell into a listing. */
  outcome: z.enum(["ELIGIBLE", "NOT_ELIGIBLE", "REMOVED"]),
  /** Eligible, and in a tier that leads to the list. A person decides. */
  recommended: z.boolean(),
  gates: z.array(gateResultSchema),
  score: z.strictObject({
    /** 0 to 100, one decimal. */
    total: z.number(),
    tier: z.enum(TIER_CODES),
    dimensions: z.array(dimensionResultSchema),
  }),
  removal: z
    .strictObject({
      trigger: z.enum(TRIGGERS),
      factId: z.string(),
      happenedOn: daySchema,
      /** First day on which the enterprise may be listed again, should the removal be confirmed. */
      reentryFrom: daySchema,
    })
    .nullable(),
});
export type Evaluation = z.output<typeof evaluationSchema>;
