/** How an enterprise stands by one version of the rules: as much of an evaluation as moves are counted by. */
import { z } from "zod";
import type { Evaluation } from "../evaluation";
import { GATE_CODES } from "../profile";
import { TIER_CODES } from "../weights";

export const standingSchema = z.strictObject({
  outcome: z.enum(["ELIGIBLE", "NOT_ELIGIBLE", "REMOVED"]),
  recommended: z.boolean(),
  tier: z.enum(TIER_CODES),
  /** 0 to 100, one decimal. */
  total: z.number(),
  /** Gates that stand in the way, failed or unknown. */
  closed: z.array(z.enum(GATE_CODES)),
});
export type Standing = z.output<typeof standingSchema>;

export const standingOf = ({ outcome, recommended, score, gates }: Evaluation): Standing => ({
  outcome,
  recommended,
  tier: score.tier,
  total: score.total,
  closed: gates.filter(({ passed }) => !passed).map(({ code }) => code),
});
