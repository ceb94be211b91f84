/** The shape of a path, for `portal evaluate --schema`. The rules use the types of `path.ts`. */
import { z } from "zod";
import { daySchema } from "~/shared/day-schema";
import { reasonSchema } from "./evaluation";
import { factSchema } from "./facts";
import { GATE_CODES } from "./profile";
import { ITEM_CODES, TIER_CODES } from "./weights";

export const pathSchema = z.strictObject({
  target: z.enum(TIER_CODES).nullable(),
  isReachable: z.boolean(),
  earliestOn: daySchema,
  totalAfter: z.number(),
  steps: z
    .array(
      z.strictObject({
        code: z.enum([...GATE_CODES, ...ITEM_CODES]),
        kind: z.enum(["wait", "gate", "item"]),
        reasons: z.array(reasonSchema).readonly(),
        points: z.number(),
        effort: z.number(),
        until: daySchema.nullable(),
        facts: z.array(factSchema).readonly(),
      })
    )
    .readonly(),
  obstacles: z.array(reasonSchema).readonly(),
});
