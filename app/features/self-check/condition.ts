/**
 * The one expression language of questionnaires, in table form: conditions over site facts and answers, and the number
 * and day terms they compare. Written in YAML, typed here, checked by questionnaire-check.ts, compiled by compile.ts.
 *
 * What is not known compares with nothing: a comparison with an unknown side does not hold. `not` turns that round.
 */
import { z } from "zod";
import type { Day } from "~/shared/day";
import { daySchema } from "~/shared/day-schema";
import { SITE_FACT_NAMES, type SiteFactName } from "./site-facts";

/** Number of rows of a table, all or those whose choice column says one of the words. */
export interface CountTerm {
  readonly count: string;
  readonly where?: { readonly column: string; readonly is: readonly string[] } | undefined;
}
/** A number: a constant, a number answer, a derived value, the rows of a table or the sum of one of its columns. */
export type NumberTerm =
  | number
  | { readonly answer: string }
  | { readonly derived: string }
  | CountTerm
  | { readonly sum: string; readonly column: string };
/** A day: a constant, a day answer, or the day of the self-check moved by some days. */
export type DayTerm = Day | { readonly answer: string } | { readonly today: number };

export const OPERATORS = ["<", "<=", "=", ">=", ">"] as const;
export type Operator = (typeof OPERATORS)[number];

export type Leaf =
  | { site: SiteFactName; is: (string | boolean)[] }
  | { answer: string; is: string[] }
  /** At least one of these is among the choices ticked. */
  | { answer: string; includes: string[] }
  | { number: NumberTerm; op: Operator; to: NumberTerm }
  | { day: DayTerm; op: Operator; to: DayTerm };
/** Table-form condition over site facts and earlier answers. */
export type Condition = { all: Condition[] } | { any: Condition[] } | { not: Condition } | Leaf;

export const countTermSchema = z.strictObject({
  count: z.string(),
  where: z.strictObject({ column: z.string(), is: z.array(z.string()).min(1) }).optional(),
});
export const numberTermSchema: z.ZodType<NumberTerm> = z.union([
  z.number(),
  z.strictObject({ answer: z.string() }),
  z.strictObject({ derived: z.string() }),
  countTermSchema,
  z.strictObject({ sum: z.string(), column: z.string() }),
]);
export const dayTermSchema: z.ZodType<DayTerm> = z.union([
  daySchema,
  z.strictObject({ answer: z.string() }),
  z.strictObject({ today: z.number().int() }),
]);

export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(conditionSchema).min(1) }),
    z.strictObject({ any: z.array(conditionSchema).min(1) }),
    z.strictObject({ not: conditionSchema }),
    z.strictObject({
      site: SITE_FACT_NAMES,
      is: z.array(z.union([z.string(), z.boolean()])).min(1),
    }),
    z.strictObject({ answer: z.string(), is: z.array(z.string()).min(1) }),
    z.strictObject({ answer: z.string(), includes: z.array(z.string()).min(1) }),
    z.strictObject({ number: numberTermSchema, op: z.enum(OPERATORS), to: numberTermSchema }),
    z.strictObject({ day: dayTermSchema, op: z.enum(OPERATORS), to: dayTermSchema }),
  ])
);

/** Everything a condition asks, without how it is joined. */
export function leavesOf(condition: Condition | undefined): Leaf[] {
  if (condition === undefined) return [];
  if ("all" in condition) return condition.all.flatMap(leavesOf);
  if ("any" in condition) return condition.any.flatMap(leavesOf);
  return "not" in condition ? leavesOf(condition.not) : [condition];
}
