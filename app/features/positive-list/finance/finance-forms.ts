/** What the green-finance page posts. Messages are keys of the `errors` namespace. */
import { z } from "zod";
import { CONSENT_MONTHS } from "./finance-answer";

export const consentForm = z.object({
  idempotencyKey: z.uuid(),
  organisation: z.string().min(1).max(100),
  months: z.coerce.number().refine((months) => CONSENT_MONTHS.some((known) => known === months), { error: "choose" }),
  agree: z.literal("yes", { error: "required" }),
});
export type ConsentInput = z.output<typeof consentForm>;

export const revokeForm = z.object({ consentId: z.uuid() });
