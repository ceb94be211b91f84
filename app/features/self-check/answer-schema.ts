/** An answer as it is stored and sent. Apart from `answer.ts`, which phones have: they need no schema library. */
import { z } from "zod";
import { daySchema } from "~/shared/day-schema";

/** One row of a table by column; a cell left empty is not there. */
const rowSchema = z.record(z.string(), z.union([z.string(), z.number()]));
export type Row = z.output<typeof rowSchema>;

export const answerSchema = z.discriminatedUnion("is", [
  z.strictObject({ is: z.literal("yes") }),
  z.strictObject({ is: z.literal("no") }),
  z.strictObject({ is: z.literal("not-applicable") }),
  z.strictObject({ is: z.literal("not-known") }),
  z.strictObject({ is: z.literal("number"), value: z.number() }),
  z.strictObject({ is: z.literal("day"), value: daySchema }),
  z.strictObject({ is: z.literal("choice"), value: z.string() }),
  z.strictObject({ is: z.literal("choices"), value: z.array(z.string()) }),
  z.strictObject({ is: z.literal("text"), value: z.string() }),
  z.strictObject({ is: z.literal("table"), rows: z.array(rowSchema) }),
  /** SHA-256 of each file, hex. */
  z.strictObject({ is: z.literal("files"), value: z.array(z.string()) }),
]);
export type Answer = z.output<typeof answerSchema>;
export type Answers = Readonly<Record<string, Answer>>;
