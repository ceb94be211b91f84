/** What a bank is told with the enterprise's consent: shapes of question and answer, and when a consent is in force. */
import { z } from "zod";
import type { Day } from "~/shared/day";
import { daySchema } from "~/shared/day-schema";
import { claimsOf, purposeSchema, REASON_CODES, type StandingRow } from "../exemption-answer";
import { TIER_CODES, type TierCode } from "../weights";

export const financeQuestionSchema = z.strictObject({
  /** Unified social credit code, 18 characters. */
  creditCode: z.string().max(40),
  purpose: purposeSchema,
});

export const financeClaimsSchema = z.strictObject({
  uscc: z.string().length(18),
  /** Always true: without consent there is no answer. */
  consented: z.literal(true),
  /** Last day of the consent, unless it is revoked before. */
  consentUntil: daySchema,
  reasonCode: z.enum(REASON_CODES),
  /** Is the green-finance exemption in force? */
  greenFinance: z.boolean(),
  /** Of the last stored evaluation; null when there is none. */
  tier: z.enum(TIER_CODES).nullable(),
  listingNumber: z.string().nullable(),
  /** Last day of the listing; null when it is not in force. */
  validTo: daySchema.nullable(),
  asOf: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
export type FinanceClaims = z.output<typeof financeClaimsSchema>;

export const financeAnswerSchema = financeClaimsSchema.extend({
  /** The fields above as compact JWS (RFC 7515, EdDSA). */
  jws: z.string(),
});

interface Answered {
  readonly uscc: string;
  readonly standing: StandingRow;
  readonly tier: TierCode | null;
  readonly consentUntil: Day;
}

export function financeClaims({ uscc, standing, tier, consentUntil }: Answered, on: Day, at: Date): FinanceClaims {
  const { reasonCode, kinds, listingNumber, asOf, expiresAt } = claimsOf(uscc, standing, on, at);
  return {
    uscc,
    consented: true,
    consentUntil,
    reasonCode,
    greenFinance: kinds.includes("green-finance"),
    tier,
    listingNumber,
    validTo: reasonCode === "LISTED" ? (standing.listing?.endsOn ?? null) : null,
    asOf,
    expiresAt,
  };
}

export type ConsentState = "in-force" | "revoked" | "ended";

export interface ConsentTerm {
  readonly toDay: Day;
  readonly revoked: boolean;
}

/** The last day itself is still in force. */
export function consentState({ toDay, revoked }: ConsentTerm, on: Day): ConsentState {
  if (revoked) return "revoked";
  return toDay < on ? "ended" : "in-force";
}

/** How long a consent may be given for. */
export const CONSENT_MONTHS = [1, 3, 6, 12] as const;
