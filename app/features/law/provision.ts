/**
 * The law registry's shapes: instruments and the provisions the product cites. Content: content/law/.
 *
 * Summaries are our own words, never the legal text. A day range is inclusive; `null` = still in force.
 */
import { z } from "zod";
import { citationSchema } from "~/shared/citation";
import { daySchema } from "~/shared/day-schema";
import { localisedSchema } from "~/shared/locale";

export const instrumentSchema = z.strictObject({
  /** Short key used in citation ids, e.g. "eec-2026". */
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: localisedSchema,
  /** How a reader of each language calls it in running text, e.g. 《生态环境法典》 / the Code. */
  shortTitle: localisedSchema,
  issuer: localisedSchema,
  /** Document or order number as printed, when known. */
  number: z.string().nullable(),
  rank: z.enum(["law", "administrative-regulation", "rule", "normative-document", "judicial-interpretation"]),
  inForceFrom: daySchema,
  inForceTo: daySchema.nullable(),
  /** Official text. */
  link: z.url().nullable(),
  /** Instrument ids that took this one's place. */
  replacedBy: z.array(z.string()).default([]),
});
export type Instrument = z.output<typeof instrumentSchema>;

export const amountSchema = z.strictObject({
  /** What the amount is for: "fine", per day, on persons … in words. */
  what: localisedSchema,
  minYuan: z.number().int().nonnegative().nullable(),
  maxYuan: z.number().int().positive().nullable(),
});

export const provisionSchema = z.strictObject({
  article: z.string().regex(/^\d+(-\d+)?$/),
  kind: z.enum(["duty", "liability", "leniency", "procedure", "right", "definition"]),
  heading: localisedSchema,
  /** Own-words summary, one to three sentences. */
  summary: localisedSchema,
  amounts: z.array(amountSchema).default([]),
  /** Only where they differ from the instrument's. */
  inForceFrom: daySchema.optional(),
  inForceTo: daySchema.optional(),
  /** Articles of repealed instruments that said this before (for conduct before the change). */
  formerly: z.array(citationSchema).default([]),
});
export type Provision = z.output<typeof provisionSchema>;

/** content/law/provisions/<instrument>.yaml: `instrument` repeats the file's name. */
export const provisionFileSchema = z.strictObject({
  instrument: z.string(),
  provisions: z.array(provisionSchema).min(1),
});
