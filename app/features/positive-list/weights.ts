/**
 * Points of the score and the breakpoints of the tiers. Content: content/rules/score-weights.yaml and tiers.yaml.
 * Money is fen. No published scheme gives such weights, so all of them are a design to be confirmed.
 */
import { z } from "zod";
import { localisedSchema } from "~/shared/locale";

export const ITEM_CODES = [
  "clean-record",
  "valid-data",
  "alarms",
  "maintenance-log",
  "reports",
  "self-monitoring",
  "ledgers",
  "disclosure",
  "emergency-plan",
  "hazardous-waste",
  "receptors",
  "self-check-rounds",
  "corrections-on-time",
  "recheck-agreement",
  "management-system",
  "cleaner-production",
  "air-grade",
  "learning-points",
] as const;
export type ItemCode = (typeof ITEM_CODES)[number];

const points = z.number().min(0).max(100);
/** The first step whose threshold is reached gives its points; steps fall from high to low. */
const steps = z
  .array(z.strictObject({ atLeast: z.number(), points }))
  .min(1)
  .refine(
    (list) =>
      list.every((step, at) => {
        const previous = list[at - 1];
        return !previous || (previous.atLeast > step.atLeast && previous.points > step.points);
      }),
    { error: "steps must fall, in threshold and in points" }
  );
const windowed = z.strictObject({ windowMonths: z.int().min(1), points });

const recordSchema = z.strictObject({
  max: points,
  /** A penalty counts with `share` until it is `untilMonths` old; the first band that still holds applies. */
  penaltyBands: z
    .array(z.strictObject({ untilMonths: z.int().min(1), share: z.number().min(0).max(1) }))
    .min(1),
  /** Points lost for a fine up to and including this amount; null: any higher fine. */
  fineSteps: z.array(z.strictObject({ upToFen: z.int().positive().nullable(), points })).min(1),
  violation: windowed,
  lateFix: windowed,
  complaint: windowed.extend({ cap: points }),
});

const scoreWeightsShape = z.strictObject({
  version: z.int().positive(),
  design: z.literal(true),
  source: localisedSchema,
  record: recordSchema,
  monitoring: z.strictObject({
    max: points,
    validData: steps,
    alarms: points,
    maintenanceLog: points,
  }),
  permitDuties: z.strictObject({
    max: points,
    reports: points,
    selfMonitoring: points,
    ledgers: points,
    disclosure: points,
  }),
  risk: z.strictObject({
    max: points,
    emergencyPlan: points,
    hazardousWaste: points,
    receptors: points,
  }),
  selfInspection: z.strictObject({
    max: points,
    /** Rounds count this long after their completion. */
    roundWindowMonths: z.int().min(1),
    rounds: steps,
    /** Percent of the corrections due that were closed on time. */
    closedOnTime: steps,
    /** Percent of re-checked answers that agreed. */
    agreement: steps,
  }),
  management: z.strictObject({
    max: points,
    managementSystem: points,
    cleanerProduction: points,
    airGrade: points,
  }),
  learning: z.strictObject({ max: points, fullAtPoints: z.int().positive() }),
  /** How much work an item takes, from 1 to 3: of two equal gains the path names the lighter one first. */
  effort: z.record(z.enum(ITEM_CODES), z.int().min(1).max(3)),
});
export type ScoreWeights = z.output<typeof scoreWeightsShape>;

export const scoreWeightsSchema = scoreWeightsShape.refine(addsUp, {
  error: "items must add up to their dimension, and dimensions to 100",
});

function addsUp(weights: ScoreWeights): boolean {
  const { monitoring, permitDuties, risk, selfInspection, management } = weights;
  const top = (list: readonly { points: number }[]) => list[0]?.points ?? 0;
  const itemsFit = [
    [monitoring.max, top(monitoring.validData) + monitoring.alarms + monitoring.maintenanceLog],
    [
      permitDuties.max,
      permitDuties.reports +
        permitDuties.selfMonitoring +
        permitDuties.ledgers +
        permitDuties.disclosure,
    ],
    [risk.max, risk.emergencyPlan + risk.hazardousWaste + risk.receptors],
    [
      selfInspection.max,
      top(selfInspection.rounds) + top(selfInspection.closedOnTime) + top(selfInspection.agreement),
    ],
    [
      management.max,
      management.managementSystem + management.cleanerProduction + management.airGrade,
    ],
  ].every(([max, sum]) => max === sum);
  const total =
    weights.record.max +
    monitoring.max +
    permitDuties.max +
    risk.max +
    selfInspection.max +
    management.max +
    weights.learning.max;
  return itemsFit && total === 100;
}

export const TIER_CODES = ["T1", "T2", "ordinary", "watch", "key"] as const;
export type TierCode = (typeof TIER_CODES)[number];

export const tiersSchema = z.strictObject({
  version: z.int().positive(),
  source: localisedSchema,
  /** From the highest to the lowest; the last starts at 0. */
  tiers: z
    .array(
      z.strictObject({
        code: z.enum(TIER_CODES),
        title: localisedSchema,
        effect: localisedSchema,
        minScore: z.number().min(0).max(100),
        /** Needs every gate passed, and leads to a recommendation for the list. */
        recommendsListing: z.boolean(),
        /** Weight in the draw of inspections; null: no routine inspection. */
        samplingWeight: z.number().min(0).nullable(),
      })
    )
    .min(2)
    .refine(
      (list) =>
        list.at(-1)?.minScore === 0 &&
        list.every((tier, at) => at === 0 || tier.minScore < (list[at - 1]?.minScore ?? 0)),
      { error: "tiers must fall and end at 0" }
    ),
});
export type Tiers = z.output<typeof tiersSchema>;

/** Everything that turns facts into points: always used, stored and versioned together. */
export interface ScoreRules {
  readonly weights: ScoreWeights;
  readonly tiers: Tiers;
}
