/**
 * Front matter of guides and typical cases. Content: content/guides/<sector|general>/<slug>.<locale>.md and
 * content/cases/<slug>.<locale>.md. Both languages of a file carry the same facts; a content test compares them.
 *
 * In the text, `[[eec-2026/1108]]` cites a provision and `{{question:<id>}}` links a question.
 */
import { z } from "zod";
import { citationSchema } from "~/shared/citation";
import { daySchema } from "~/shared/day-schema";

export const CONTENT_SECTORS = ["electroplating", "coating", "textile-dyeing"] as const;
/** Which content a site reads: one of the sectors, or "general" for everybody. */
export const contentSectorSchema = z.enum(["general", ...CONTENT_SECTORS]);
export type ContentSector = z.output<typeof contentSectorSchema>;

export const guideSchema = z.strictObject({
  title: z.string().min(1),
  summary: z.string().min(1),
  sector: contentSectorSchema,
  topic: z.enum(["permit", "water", "air", "waste", "monitoring", "emergency", "leniency", "listing", "law-change"]),
  /** Permit classes the guide is for. */
  permitClasses: z.array(z.enum(["key", "simplified", "registration"])).min(1),
  /** Self-check questions that test what the guide teaches. */
  questions: z.array(z.string()).default([]),
  course: z.string().nullable().default(null),
  updatedOn: daySchema,
});
export type Guide = z.output<typeof guideSchema>;

export const caseSchema = z.strictObject({
  title: z.string().min(1),
  summary: z.string().min(1),
  sector: contentSectorSchema,
  /** What to take from it, in a sentence. */
  lesson: z.string().min(1),
  /** Where the case comes from: place and day as published. */
  place: z.string().min(1),
  happenedOn: z.string().min(4),
  citations: z.array(citationSchema).min(1),
  updatedOn: daySchema,
});
export type TypicalCase = z.output<typeof caseSchema>;
