/** What the forms of requests post. Messages are keys of the `errors` namespace. */
import { z } from "zod";
import { daysBetween } from "~/shared/day";
import { daySchema } from "~/shared/day-schema";
import { usccSchema } from "~/shared/uscc";

/** A request that waits longer is made anew. */
export const MAX_WINDOW_DAYS = 366;
export const requestForm = z
  .object({
    uscc: usccSchema,
    matter: z.string().trim().min(5).max(500),
    basis: z.string().trim().min(5).max(300),
    earliest: daySchema,
    latest: daySchema,
  })
  .refine(({ earliest, latest }) => latest >= earliest && daysBetween(earliest, latest) <= MAX_WINDOW_DAYS, { path: ["latest"], error: "window" });
export type RequestInput = z.output<typeof requestForm>;

export const APART_REASONS = ["evidence", "no-common-day", "other-skill"] as const;
/** `exempt` and `cap` are given by the rules, never chosen. */
export const REFUSALS = ["off-site-enough", "not-published", "already-seen"] as const;
export const decisionForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("together") }),
  z.object({ intent: z.literal("apart"), apartReason: z.enum(APART_REASONS, { error: "choose" }) }),
  z.object({ intent: z.literal("refuse"), refusal: z.enum(REFUSALS, { error: "choose" }) }),
  z.object({ intent: z.literal("withdraw") }),
]);
export type Decision = z.output<typeof decisionForm>;
