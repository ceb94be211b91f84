/** Forms of sharing out the work and of talking about a question. */
import { z } from "zod";
import type { Day } from "~/shared/day";
import { daySchema } from "~/shared/day-schema";
import { plainText } from "~/shared/plain-text";

const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,80}$/);

/** `topics` and `areas` are lists of ticked boxes; `person` empty takes the topics back. */
export const partsForm = (on: Day) =>
  z
    .object({
      topics: z.array(slug).max(200).default([]),
      areas: z.array(slug).max(50).default([]),
      person: z.union([z.uuid(), z.literal("nobody")], { error: "choose" }),
      dueOn: daySchema
        .superRefine((value, context) => {
          if (value < on) context.addIssue({ code: "custom", message: `tooEarly?min=${on}` });
        })
        .optional(),
    })
    .superRefine(({ topics, areas }, context) => {
      if (topics.length + areas.length === 0)
        context.addIssue({ code: "custom", path: ["topics"], message: "tooFew?min=1" });
    });

export const commentForm = z.object({
  text: z
    .string()
    .transform((text) => plainText(text).trim())
    .pipe(z.string().min(1).max(2000)),
  idempotencyKey: z.uuid(),
});
export const flagForm = z.object({
  reason: z
    .string()
    .transform((text) => plainText(text).trim())
    .pipe(z.string().max(300))
    .default(""),
});
