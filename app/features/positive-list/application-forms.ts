/** What the forms of applications, decisions and objections post. Messages are keys of the `errors` namespace. */
import { z } from "zod";
import { CHECK_BASES, CHECK_VERDICTS } from "./listing-life/county-check";

const reason = z.string().trim().min(5).max(2000);

export const applyForm = z.object({ idempotencyKey: z.uuid(), pledge: z.literal("yes", { error: "required" }) });

export const checkForm = z.object({
  outcome: z.enum(["checked", "returned"]),
  /** What the check rests on. */
  basis: z.enum(CHECK_BASES),
  /** By the item of the checklist. */
  items: z.record(
    z.string().regex(/^[a-z][a-z-]{0,39}$/),
    z.object({ verdict: z.enum(CHECK_VERDICTS).default("not-seen"), note: z.string().trim().max(1000).default("") })
  ),
  note: reason,
});
export type CheckInput = z.output<typeof checkForm>;

export const decisionForm = z.object({ decision: z.enum(["approve", "refuse", "send-back"]), reason });
export type DecisionInput = z.output<typeof decisionForm>;

export const objectionForm = z.object({
  text: z.string().trim().min(10).max(3000),
  contact: z.string().trim().max(200).default(""),
  idempotencyKey: z.uuid().optional(),
});
export type ObjectionInput = Omit<z.output<typeof objectionForm>, "idempotencyKey">;

export const answerForm = z.object({ objectionId: z.uuid(), verdict: z.enum(["upheld", "rejected"]), answer: reason });
export type AnswerInput = z.output<typeof answerForm>;

export const suspensionForm = z.object({ decision: z.enum(["reinstate", "remove"]), malicious: z.literal("yes").optional(), reason });
export type SuspensionInput = z.output<typeof suspensionForm>;
