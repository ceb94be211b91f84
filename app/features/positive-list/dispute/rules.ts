/** What a dispute about a fact goes by. Pure. */
import { z } from "zod";
import { localisedSchema } from "~/shared/locale";
import { FACT_KINDS } from "../fact-kinds";
import type { FactKind } from "../facts";

/** content/rules/facts.yaml */
export const factRulesSchema = z.strictObject({
  version: z.int().positive(),
  source: localisedSchema,
  design: z.boolean(),
  disputeWorkingDays: z.int().min(1).max(60),
});
export type FactRules = z.output<typeof factRulesSchema>;

/**
 * What an agency or its system stated is disputed here. What the portal computes is put right where it comes from (a
 * correction, a self-check, a course), and what the enterprise stated it states anew.
 */
export const isDisputable = (kind: FactKind): boolean => FACT_KINDS[kind].writer === "agency";

/** What followed from a decided dispute, as worked out by the portal itself. */
export const effectsSchema = z.strictObject({
  evaluationId: z.string(),
  before: z.strictObject({ outcome: z.enum(["ELIGIBLE", "NOT_ELIGIBLE", "REMOVED"]), score: z.number() }).nullable(),
  after: z.strictObject({ outcome: z.enum(["ELIGIBLE", "NOT_ELIGIBLE", "REMOVED"]), score: z.number() }),
  /** The open application: looked at anew, or sent back to its decider because a condition is not met. */
  application: z.enum(["none", "re-evaluated", "sent-back"]),
  /** A suspended listing whose trigger was this fact: the trigger is gone, or it still stands as corrected. */
  listing: z.enum(["none", "trigger-gone", "trigger-stands"]),
});
export type Effects = z.output<typeof effectsSchema>;
