/** Forms of sharing. Messages are keys of the `errors` namespace. */
import { z } from "zod";
import { isDay, type Day } from "~/shared/day";

export const SCOPES = ["with-evidence", "without-evidence"] as const;

export const shareSchema = z.object({
  intent: z.literal("share"),
  scope: z.enum(SCOPES, { error: "choose" }),
  textVersion: z.coerce.number().int(),
});
export const revokeSchema = z.object({
  intent: z.literal("revoke"),
  reason: z.string().trim().min(1).max(500),
});

export const NEXT_STEPS = ["none", "corrections", "visit", "contact"] as const;

export const acknowledgmentSchema = z.object({
  intent: z.literal("acknowledge"),
  idempotencyKey: z.uuid(),
  nextStep: z.enum(NEXT_STEPS, { error: "choose" }),
  note: z.string().trim().max(2000).default(""),
});
export type AcknowledgmentInput = z.output<typeof acknowledgmentSchema>;

export interface ShareFilter {
  readonly unopened: boolean;
  readonly redLine: boolean;
  /** Part of the name of site or enterprise, or its code. */
  readonly text: string | null;
  readonly from: Day | null;
  readonly to: Day | null;
}

/** What the address asks for; what makes no sense is left out. */
export function shareFilter(search: URLSearchParams): ShareFilter {
  const dayOf = (name: string): Day | null => {
    const value = search.get(name);
    return isDay(value) ? value : null;
  };
  return {
    unopened: search.get("unopened") === "yes",
    redLine: search.get("redLine") === "yes",
    text: (search.get("text") ?? "").replaceAll("\0", "").trim().slice(0, 100) || null,
    from: dayOf("from"),
    to: dayOf("to"),
  };
}
