/** What another agency or a bank is told about an exemption: shapes of the answer and of a refusal. */
import { z } from "zod";
import type { Day } from "~/shared/day";
import { daySchema } from "~/shared/day-schema";
import { answerEnds } from "./signing-keys";

export const REASON_CODES = ["LISTED", "NOT_LISTED", "SUSPENDED", "REMOVED", "EXPIRED"] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

export const EXEMPTION_KINDS = ["on-site", "control", "green-finance"] as const;
export type ExemptionKind = (typeof EXEMPTION_KINDS)[number];

/** An exemption never stops these. */
export const NOT_COVERED = ["complaint", "incident", "referral", "alarm"] as const;

export const exemptionClaimsSchema = z.strictObject({
  uscc: z.string().length(18),
  exempt: z.boolean(),
  reasonCode: z.enum(REASON_CODES),
  /** Number in the public register; null when there never was a listing. */
  listingNumber: z.string().nullable(),
  kinds: z.array(z.enum(EXEMPTION_KINDS)),
  /** First and last day; null when there is no exemption in force. */
  validFrom: daySchema.nullable(),
  validTo: daySchema.nullable(),
  /** Instant of the answer, UTC. */
  asOf: z.iso.datetime(),
  /** After this instant the answer must be asked for again. */
  expiresAt: z.iso.datetime(),
  notCovered: z.array(z.enum(NOT_COVERED)),
});
export type ExemptionClaims = z.output<typeof exemptionClaimsSchema>;

export const exemptionAnswerSchema = exemptionClaimsSchema.extend({
  /** The fields above as compact JWS (RFC 7515, EdDSA); the key is at /.well-known/jwks.json. */
  jws: z.string(),
});

/** Why the answer is wanted; shown to the enterprise. */
export const purposeSchema = z.string().trim().min(4).max(200);

export const MAX_CODES = 100;

/** Several questions at once, with one purpose. */
export const exemptionQuestionsSchema = z.strictObject({
  purpose: purposeSchema,
  codes: z.array(z.string().max(40)).min(1).max(MAX_CODES),
});

/** Answers in the order asked. A code that is not valid, or that nobody in the key's region has, has a reason alone. */
export const exemptionAnswersSchema = z.strictObject({
  answers: z.array(
    z.union([
      exemptionClaimsSchema,
      z.strictObject({ uscc: z.string(), reasonCode: z.enum(["UNKNOWN", "BAD_CODE"]) }),
    ])
  ),
  /** `{"answers": …}` as compact JWS. */
  jws: z.string(),
});

export const PROBLEM_CODES = [
  "bad-code",
  "bad-questions",
  "bad-finance-question",
  "bad-facts",
  "bad-purpose",
  "key-reused",
  "no-idempotency-key",
  "no-key",
  "no-scope",
  "no-consent",
  "unknown-enterprise",
  "too-many",
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** RFC 9457. */
export const problemSchema = z.strictObject({
  type: z.literal("about:blank"),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.enum(PROBLEM_CODES),
  /** "UNKNOWN" when no enterprise with this code is within the key's region. */
  reasonCode: z.literal("UNKNOWN").optional(),
});
export type Problem = z.output<typeof problemSchema>;

export interface ListingRow {
  readonly status: "listed" | "suspended" | "removed" | "expired";
  readonly listedOn: Day;
  readonly endsOn: Day;
}

/** How the latest listing stands on a day; the last day itself is still in force. */
export function reasonOn(listing: ListingRow | null, on: Day): ReasonCode {
  if (!listing || listing.listedOn > on) return "NOT_LISTED";
  if (listing.status === "removed") return "REMOVED";
  if (listing.status === "expired" || listing.endsOn < on) return "EXPIRED";
  return listing.status === "suspended" ? "SUSPENDED" : "LISTED";
}

export interface StandingRow {
  /** The latest. */
  readonly listing: (ListingRow & { readonly number: string }) | null;
  /** Of that listing, in force on the day. */
  readonly exemptions: readonly { readonly kind: ExemptionKind; readonly from: Day; readonly to: Day }[];
}

/** A listing that is not in force exempts from nothing, whatever its exemptions say. */
export function claimsOf(uscc: string, { listing, exemptions }: StandingRow, on: Day, at: Date): ExemptionClaims {
  const reasonCode = reasonOn(listing, on);
  const granted = reasonCode === "LISTED" ? exemptions : [];
  return {
    uscc,
    exempt: granted.length > 0,
    reasonCode,
    listingNumber: listing?.number ?? null,
    kinds: granted.map(({ kind }) => kind).toSorted(),
    validFrom: granted.map(({ from }) => from).toSorted()[0] ?? null,
    validTo: granted.map(({ to }) => to).toSorted()[0] ?? null,
    asOf: at.toISOString(),
    expiresAt: answerEnds(at).toISOString(),
    notCovered: [...NOT_COVERED],
  };
}
