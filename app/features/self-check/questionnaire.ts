/**
 * The shape of a published questionnaire version. Content: content/questionnaires/<sector|core>/v<version>.yaml.
 *
 * Published is immutable: a change is a new version file. Every yes-no question is worded so that "yes" complies.
 */
import { z } from "zod";
import { citationSchema } from "~/shared/citation";
import { daySchema } from "~/shared/day";
import { localisedSchema } from "~/shared/locale";

/** What is known of a site before any answer; the vocabulary of `visibleIf`. */
export const siteFactsSchema = z.strictObject({
  permitClass: z.enum(["key", "simplified", "registration"]),
  dischargesWater: z.boolean(),
  dischargesAir: z.boolean(),
  generatesHazardousWaste: z.boolean(),
  /** Required by law or permit to have automatic monitoring. */
  automaticMonitoring: z.boolean(),
  /** On the list of units that must disclose environmental information. */
  onDisclosureList: z.boolean(),
});
export type SiteFacts = z.output<typeof siteFactsSchema>;

type SiteFactName = keyof SiteFacts;
/** Table-form condition over site facts and earlier answers. */
export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | { site: SiteFactName; is: (string | boolean)[] }
  | { answer: string; is: string[] };

export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(conditionSchema).min(1) }),
    z.strictObject({ any: z.array(conditionSchema).min(1) }),
    z.strictObject({ not: conditionSchema }),
    z.strictObject({
      site: z.enum(Object.keys(siteFactsSchema.shape) as [SiteFactName, ...SiteFactName[]]),
      is: z.array(z.union([z.string(), z.boolean()])).min(1),
    }),
    z.strictObject({ answer: z.string(), is: z.array(z.string()).min(1) }),
  ])
);

const common = {
  /** Unique over all questionnaires; never reused for another question. */
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  topic: z.string(),
  text: localisedSchema,
  why: localisedSchema,
  /** How to check it on the shop floor. */
  howToCheck: localisedSchema,
  basis: z.array(citationSchema).min(1),
  severity: z.enum(["red-line", "major", "minor"]),
  correction: z.strictObject({
    days: z.number().int().min(1).max(180),
    dayKind: z.enum(["calendar", "working"]),
  }),
  /** When a breach found here could be waived, with its basis; absent when it cannot. */
  waivableIf: z
    .strictObject({ text: localisedSchema, basis: z.array(citationSchema).min(1) })
    .optional(),
  visibleIf: conditionSchema.optional(),
  /** May "not applicable" be answered? */
  allowsNotApplicable: z.boolean().default(true),
  /** Course lesson that teaches it: "<course>/<lesson>". */
  lesson: z.string().optional(),
};

export const questionSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("yes-no"), ...common }),
  z.strictObject({
    kind: z.literal("number"),
    ...common,
    unit: localisedSchema,
    min: z.number(),
    max: z.number(),
    /** A breach when the number is above (below) this. At least one of the two. */
    breachAbove: z.number().optional(),
    breachBelow: z.number().optional(),
  }),
  z.strictObject({
    kind: z.literal("day"),
    ...common,
    /** A breach when the day is more than this many days before the day of the self-check (e.g. last calibration). */
    breachOlderThanDays: z.number().int().positive().optional(),
    /** A breach when the day lies less than this many days after the day of the self-check (e.g. permit expiry). */
    breachSoonerThanDays: z.number().int().nonnegative().optional(),
  }),
  z.strictObject({
    kind: z.literal("choice"),
    ...common,
    choices: z
      .array(z.strictObject({ id: z.string(), text: localisedSchema, breach: z.boolean() }))
      .min(2),
  }),
]);
export type Question = z.output<typeof questionSchema>;

export const questionnaireSchema = z.strictObject({
  id: z.enum(["core", "electroplating", "coating", "textile-dyeing"]),
  version: z.number().int().positive(),
  publishedOn: daySchema,
  title: localisedSchema,
  topics: z.array(
    z.strictObject({ id: z.string(), title: localisedSchema, intro: localisedSchema })
  ),
  questions: z.array(questionSchema).min(1),
});
export type Questionnaire = z.output<typeof questionnaireSchema>;
