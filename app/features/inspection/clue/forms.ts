/** What the forms of clues post. Messages are keys of the `errors` namespace. */
import { z } from "zod";
import { daySchema } from "~/shared/day-schema";
import { usccSchema } from "~/shared/uscc";

export const SOURCES = ["alarm", "complaint", "satellite", "referral", "other"] as const;
export const clueForm = z.object({
  uscc: usccSchema,
  source: z.enum(SOURCES, { error: "choose" }),
  text: z.string().trim().min(10).max(2000),
  receivedOn: daySchema,
  urgentReason: z.union([z.literal(""), z.string().trim().min(10).max(500)]).default(""),
});
export type ClueInput = z.output<typeof clueForm>;

export const STEP_KINDS = ["data", "documents", "call", "video"] as const;
export const STEP_RESULTS = ["more", "explained", "visit-needed"] as const;
export const stepForm = z.object({
  intent: z.literal("step"),
  kind: z.enum(STEP_KINDS, { error: "choose" }),
  text: z.string().trim().min(10).max(2000),
  result: z.enum(STEP_RESULTS, { error: "choose" }),
});
export type StepInput = z.output<typeof stepForm>;
