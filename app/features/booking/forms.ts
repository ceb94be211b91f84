/** What the booking forms post. Messages are keys of the `errors` namespace. */
import { z } from "zod";
import { daySchema } from "~/shared/day-schema";
import { HALVES } from "./slots";

const slot = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2} (am|pm)$/, { error: "choose" })
  .transform((text) => text.split(" "))
  .pipe(z.tuple([daySchema, z.enum(HALVES)]))
  .transform(([day, half]) => ({ day, half }));

export const KINDS = ["advice", "help", "re-check"] as const;

/** Step one: what and when. */
export const wishForm = z.object({
  siteId: z.uuid(),
  kind: z.enum(KINDS),
  topic: z.string().trim().min(5).max(500),
  slot,
});

/** Step two: the same again, with the legal effect as it was shown. */
export const requestForm = wishForm.extend({
  legalEffect: z.enum(["ISOLATED", "GRADED"]),
  legalEffectProfile: z.string().min(1).max(60),
  idempotencyKey: z.uuid(),
  understood: z.literal("yes", { error: "required" }),
});
export type RequestInput = z.output<typeof requestForm>;

export const decisionForm = z
  .object({ decision: z.enum(["confirm", "refuse"]), reason: z.string().trim().max(1000).default("") })
  .refine(({ decision, reason }) => decision === "confirm" || reason.length >= 5, { path: ["reason"], error: "tooShort?min=5" });
export type DecisionInput = z.output<typeof decisionForm>;

export const cancelForm = z.object({ reason: z.string().trim().max(500).default("") });

export const planForm = z.object({
  from: daySchema,
  /** "2026-12-01 am": the half-days that are to be open; the others of the shown weeks are closed. */
  open: z.array(slot).max(200).default([]),
});
export type PlanInput = z.output<typeof planForm>;

export const visitForm = z
  .object({
    outcome: z.enum(["done", "no-show"]),
    team: z.string().trim().max(300).default(""),
    minutes: z.string().trim().max(5000).default(""),
    /** One piece of advice a line. */
    advice: z.string().trim().max(3000).default(""),
    /** A finding to be corrected; only where visits are GRADED. */
    finding: z.string().trim().max(500).default(""),
    severity: z.enum(["red-line", "major", "minor"]).optional(),
  })
  .refine(({ outcome, team }) => outcome === "no-show" || team.length >= 2, { path: ["team"], error: "required" })
  .refine(({ outcome, minutes }) => outcome === "no-show" || minutes.length >= 10, { path: ["minutes"], error: "tooShort?min=10" })
  .refine(({ finding, severity }) => finding === "" || severity !== undefined, { path: ["severity"], error: "choose" });
export type VisitInput = z.output<typeof visitForm>;

export const ratingForm = z.object({ stars: z.coerce.number().int().min(1).max(5), comment: z.string().trim().max(1000).default("") });
export type RatingInput = z.output<typeof ratingForm>;
