/** What the forms of applications, decisions and objections post. Messages are keys of the `errors` namespace. */
import { z } from "zod";

const reason = z.string().trim().min(5).max(2000);

export const applyForm = z.object({ idempotencyKey: z.uuid(), pledge: z.literal("yes", { error: "required" }) });

export const CHECKS = ["identity", "permit", "facilities", "records"] as const;
export const checkForm = z.object({
  outcome: z.enum(["checked", "returned"]),
  /** Points of the checklist that were looked at and found in order. */
  inOrder: z.array(z.enum(CHECKS)).default([]),
  note: reason,
});
export type CheckInput = z.output<typeof checkForm>;

export const decisionForm = z.object({ decision: z.enum(["approve", "refuse"]), reason });
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
