/** Questions asked with one key, answered by one statement: who asks, how many are left, how it stands, and the log. */
import { z } from "zod";
import { now, today, wallClock } from "~/platform/clock.server";
import { askFunction } from "~/platform/db.server";
import { jsonInstant } from "~/platform/json-instant";
import { grantOf, limitKey } from "~/platform/rate-limit.server";
import { API_SCOPES } from "~/shared/actor";
import { claimsOf, type ExemptionClaims } from "./exemption-answer";
import type { Question } from "./exemption-queries.server";
import { standingsByCode } from "./exemption-standing";
import { machineLimit, type MachineAnswer } from "./machine.server";
import { signingAt } from "./signing-keys";

export type ExemptionReply =
  | { readonly is: "answered"; readonly claims: ExemptionClaims | null; readonly epoch: number }
  | Exclude<MachineAnswer, { is: "known" }>;

const answerSchema = z.object({
  scopes: z.array(z.enum(API_SCOPES)),
  perMinute: z.int(),
  points: z.int(),
  wait: z.int(),
  epochs: z.array(z.object({ epoch: z.int(), publishedAt: jsonInstant, signsFrom: jsonInstant, endsAt: jsonInstant.nullable() })),
  standings: z.array(z.unknown()),
});

/**
 * Replies in the order asked; `claims` are null where nobody within the key's region has the code. The log is committed
 * before any reply leaves. Those that were too many come last.
 */
export async function askWithKey(keyHash: string, questions: readonly Question[]): Promise<readonly ExemptionReply[]> {
  const [on, at, wallAt] = [today(), now(), wallClock()];
  const asked = { keyHash, limitKey: limitKey(machineLimit(keyHash)), on, at, wallAt, questions };
  const told = await askFunction("app.ask_exemptions", JSON.stringify(asked));
  if (told === null) return questions.map(() => ({ is: "no-key" }));
  const { scopes, perMinute, standings, epochs, ...taken } = answerSchema.parse(told);
  const { granted, retryAfterSeconds } = grantOf(taken, questions.length, perMinute);
  const { epoch } = signingAt(epochs, wallAt);
  const byCode = standingsByCode(standings);
  return questions.map(({ uscc }, place): ExemptionReply => {
    if (place >= granted) return { is: "too-many", retryAfterSeconds };
    if (!scopes.includes("exemption:read")) return { is: "no-scope" };
    const standing = byCode.get(uscc);
    return { is: "answered", epoch, claims: standing ? claimsOf(uscc, standing, on, at) : null };
  });
}
