/** What an evaluation was computed from, as the first form of snapshots holds it. */
import { z } from "zod";
import { daySchema } from "~/shared/day-schema";
import { factsSchema } from "../facts";
import { profileSchema } from "../profile";
import { scoreWeightsSchema, tiersSchema } from "../weights";

export const frozenInputsSchema = z.strictObject({
  on: daySchema,
  facts: factsSchema,
  profile: profileSchema,
  rules: z.strictObject({ weights: scoreWeightsSchema, tiers: tiersSchema }),
});
