/**
 * Values worked out from answers, named so that a finding can say by what it was measured. A value is unknown when any
 * of what it rests on is not asked, not answered or not known: nothing is guessed.
 */
import { z } from "zod";
import { localisedSchema } from "~/shared/locale";
import { countTermSchema, dayTermSchema, numberTermSchema } from "./condition";

const named = {
  /** Unique over all questionnaires, like a question's. */
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: localisedSchema,
  unit: localisedSchema.optional(),
};
export const derivedSchema = z.discriminatedUnion("is", [
  z.strictObject({ is: z.literal("sum"), ...named, of: z.array(numberTermSchema).min(1) }),
  z.strictObject({ is: z.literal("product"), ...named, of: z.array(numberTermSchema).min(1) }),
  z.strictObject({ is: z.literal("ratio"), ...named, of: numberTermSchema, to: numberTermSchema }),
  z.strictObject({ is: z.literal("count"), ...named, of: countTermSchema }),
  /** Whole days from that day to the day of the self-check; negative for a day to come. */
  z.strictObject({ is: z.literal("days-since"), ...named, of: dayTermSchema }),
]);
export type Derived = z.output<typeof derivedSchema>;
