/** What the forms of a listing's life post. Messages are keys of the `errors` namespace. */
import { z } from "zod";
import { daySchema } from "~/shared/day-schema";

const reason = z.string().trim().min(5).max(2000);
const long = z.string().trim().min(5).max(5000);

export const proposeForm = z.object({ reason });
export const acceptForm = z.object({ idempotencyKey: z.uuid(), pledge: z.literal("yes", { error: "required" }) });
export const declineForm = z.object({ note: reason });

export const askForm = z.object({ way: z.enum(["files", "help-visit"]), note: reason });
export type AskInput = z.output<typeof askForm>;
export const judgeForm = z.object({ verdict: z.enum(["accepted", "more"]), note: reason });
export type JudgeInput = z.output<typeof judgeForm>;
export const handInForm = z.object({ note: reason });

export const statementForm = z.object({ statement: long });
export const invitationForm = z.object({ meetingOn: daySchema, meetingPlace: z.string().trim().min(2).max(200) });
export type InvitationInput = z.output<typeof invitationForm>;
export const recordForm = z.object({ record: long });

export const RENEWAL_GROUNDS = ["help-visit", "audit", "off-site-pack"] as const;
export const renewalForm = z.object({
  idempotencyKey: z.uuid(),
  ground: z.enum(RENEWAL_GROUNDS),
  pledge: z.literal("yes", { error: "required" }),
});
export type RenewalGround = (typeof RENEWAL_GROUNDS)[number];

export const FALLBACK_WAYS = ["post", "in-person", "left-on-site"] as const;
export const fallbackForm = z.object({ way: z.enum(FALLBACK_WAYS), on: daySchema, note: reason });
export type FallbackInput = z.output<typeof fallbackForm>;
