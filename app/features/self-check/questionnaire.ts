/**
 * The shape of a published questionnaire version. Content: content/questionnaires/<sector|core>/v<version>.yaml.
 *
 * Published is immutable: a change is a new version file. Every yes-no question is worded so that "yes" complies.
 */
import { z } from "zod";
import { citationSchema } from "~/shared/citation";
import { daySchema } from "~/shared/day-schema";
import { localisedSchema } from "~/shared/locale";
import { conditionSchema, type Condition } from "./condition";
import { derivedSchema } from "./derived";
import { siteFactsSchema, type SiteFacts } from "./site-facts";

export { siteFactsSchema };
export type { Condition, SiteFacts };

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

/** A number, or a derived value by its id. */
const boundSchema = z.union([z.number(), z.strictObject({ derived: z.string() })]);
export type Bound = z.output<typeof boundSchema>;

const choiceId = z.string().regex(/^[a-z0-9][a-z0-9-]*$/i);
const choiceSchema = z.strictObject({ id: choiceId, text: localisedSchema, breach: z.boolean() });

/** Breaches of a day, against the day of the self-check. */
const dayBreaches = {
  /** A breach when the day is more than this many days before the day of the self-check (e.g. last calibration). */
  breachOlderThanDays: z.number().int().positive().optional(),
  /** A breach when the day lies less than this many days after the day of the self-check (e.g. permit expiry). */
  breachSoonerThanDays: z.number().int().nonnegative().optional(),
};

const column = {
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: localisedSchema,
  required: z.boolean().default(true),
};
/** A column of a table. Its breaches are judged row by row. */
export const columnSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("text"),
    ...column,
    maxLength: z.number().int().positive().max(500).default(200),
  }),
  z.strictObject({
    kind: z.literal("number"),
    ...column,
    unit: localisedSchema,
    min: z.number(),
    max: z.number(),
    breachAbove: boundSchema.optional(),
    breachBelow: boundSchema.optional(),
  }),
  z.strictObject({ kind: z.literal("day"), ...column, ...dayBreaches }),
  z.strictObject({ kind: z.literal("choice"), ...column, choices: z.array(choiceSchema).min(2) }),
]);
export type Column = z.output<typeof columnSchema>;

export const questionSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("yes-no"), ...common }),
  z.strictObject({
    kind: z.literal("number"),
    ...common,
    unit: localisedSchema,
    min: z.number(),
    max: z.number(),
    /** A breach when the number is above (below) this. At least one of the two. */
    breachAbove: boundSchema.optional(),
    breachBelow: boundSchema.optional(),
  }),
  z.strictObject({ kind: z.literal("day"), ...common, ...dayBreaches }),
  z.strictObject({
    kind: z.literal("choice"),
    ...common,
    choices: z.array(choiceSchema.extend({ id: z.string() })).min(2),
  }),
  z.strictObject({
    kind: z.literal("choices"),
    ...common,
    /** `alone`: excludes all others, e.g. "none of these". */
    choices: z.array(choiceSchema.extend({ alone: z.boolean().default(false) })).min(2),
    /** A breach when one of these choices is not ticked. */
    breachWithout: z.array(z.string()).min(1).optional(),
  }),
  z.strictObject({
    kind: z.literal("text"),
    ...common,
    maxLength: z.number().int().positive().max(2000).default(1000),
  }),
  z.strictObject({
    kind: z.literal("table"),
    ...common,
    columns: z.array(columnSchema).min(1).max(8),
    minRows: z.number().int().positive().default(1),
    maxRows: z.number().int().positive().max(50).default(20),
  }),
  z.strictObject({
    kind: z.literal("file"),
    ...common,
    maxFiles: z.number().int().positive().max(20).default(20),
  }),
]);
export type Question = z.output<typeof questionSchema>;
export type QuestionOf<K extends Question["kind"]> = Extract<Question, { kind: K }>;

export const questionnaireSchema = z.strictObject({
  id: z.enum(["core", "electroplating", "coating", "textile-dyeing"]),
  version: z.number().int().positive(),
  publishedOn: daySchema,
  title: localisedSchema,
  topics: z.array(
    z.strictObject({ id: z.string(), title: localisedSchema, intro: localisedSchema })
  ),
  questions: z.array(questionSchema).min(1),
  derived: z.array(derivedSchema).optional(),
});
export type Questionnaire = z.output<typeof questionnaireSchema>;
