/** Forms of a correction. Which one was sent is said by `intent`. */
import { plainText } from "~/shared/plain-text";
import { z } from "zod";
import { CAUSES } from "./cause";

export const planForm = z.object({
  intent: z.literal("plan"),
  cause: z.enum(CAUSES),
  measure: z.string().transform(plainText).pipe(z.string().trim().min(5).max(2000)),
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

export const intentOf = (form: FormData): string => String(form.get("intent") ?? "");
