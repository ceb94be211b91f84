/** Forms of a correction. Which one was sent is said by `intent`. */
import { citationSchema } from "~/shared/citation";
import type { Day } from "~/shared/day";
import { daySchema } from "~/shared/day-schema";
import { plainText } from "~/shared/plain-text";
import { z } from "zod";
import { CAUSES } from "./cause";

const words = (min: number, max: number) =>
  z.string().transform(plainText).pipe(z.string().trim().min(min).max(max));

export const planForm = z.object({
  intent: z.literal("plan"),
  cause: z.enum(CAUSES),
  causeText: words(0, 1000).default(""),
  measure: words(5, 2000),
  ownerAccountId: z.uuid({ error: "choose" }),
});
export type PlanInput = z.output<typeof planForm>;

export const submitForm = z.object({ intent: z.literal("submit") });

export const verdictForm = z
  .object({
    intent: z.literal("verdict"),
    verdict: z.enum(["verified", "reopened"]),
    reason: z.string().transform(plainText).pipe(z.string().trim().max(1000)).default(""),
  })
  .superRefine(({ verdict, reason }, context) => {
    if (verdict === "reopened" && reason.length < 5)
      context.addIssue({ code: "custom", path: ["reason"], message: "tooShort?min=5" });
  });
export type VerdictInput = z.output<typeof verdictForm>;

export const askForm = z.object({
  intent: z.literal("ask"),
  newDueOn: daySchema,
  reason: words(5, 1000),
  whyLate: words(0, 1000).default(""),
});
export type ExtensionInput = Omit<z.output<typeof askForm>, "intent">;

export const decisionForm = z.object({
  intent: z.literal("decide"),
  decision: z.enum(["approved", "refused"]),
  reason: words(5, 1000),
});
export type DecisionInput = Omit<z.output<typeof decisionForm>, "intent">;

const BULK = 100;
export const bulkForm = z
  .object({
    intent: z.enum(["assign", "remind"]),
    ids: z.array(z.uuid()).min(1, { error: "chooseCorrection" }).max(BULK),
    ownerAccountId: z.uuid({ error: "choose" }).optional(),
  })
  .superRefine(({ intent, ownerAccountId }, context) => {
    if (intent === "assign" && ownerAccountId === undefined)
      context.addIssue({ code: "custom", path: ["ownerAccountId"], message: "choose" });
  });

/** What an officer states of a warning or an inspection. One language is enough; the other reads the same words. */
export function findingForm(on: Day, isKnown: (citation: string) => boolean) {
  return z
    .object({
      idempotencyKey: z.uuid(),
      siteId: z.uuid({ error: "choose" }),
      source: z.enum(["warning", "inspection"]),
      sourceRef: words(2, 100),
      severity: z.enum(["red-line", "major", "minor"]),
      textZh: words(0, 500).default(""),
      textEn: words(0, 500).default(""),
      /** Citation ids, separated by spaces, commas or lines. */
      basis: z
        .string()
        .default("")
        .transform((text) => text.split(/[\s,，;；、]+/).filter(Boolean))
        .pipe(
          z
            .array(citationSchema.refine(isKnown), { error: "citation" })
            .max(10)
        ),
      foundOn: daySchema.refine((day) => day <= on, { error: `tooLate?max=${on}` }),
      windowDays: z.coerce.number().int().min(1).max(180),
      windowKind: z.enum(["working", "calendar"]),
    })
    .superRefine(({ textZh, textEn }, context) => {
      if (Math.max(textZh.length, textEn.length) < 5)
        context.addIssue({ code: "custom", path: ["textZh"], message: "tooShort?min=5" });
    });
}
export type FindingInput = z.output<ReturnType<typeof findingForm>>;

export const intentOf = (form: FormData): string => String(form.get("intent") ?? "");
