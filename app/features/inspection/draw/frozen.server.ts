/** Inputs and results of draws as they are kept, and numbers from a seed. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { canonicalJson } from "~/features/positive-list/canonical";
import type { NumberOf } from "./draw";

/** The first six bytes of SHA-256 over `<seed>|<label>`, as a whole number. */
export const numberFrom =
  (seed: string): NumberOf =>
  (label) =>
    createHash("sha256").update(`${seed}|${label}`).digest().readUIntBE(0, 6);

const id = z.string();
export const drawInputsSchema = z.strictObject({
  candidates: z.array(
    z.strictObject({
      id,
      stratum: z.string(),
      tickets: z.int().nonnegative(),
      isExempt: z.boolean(),
      roomLeft: z.int().nonnegative(),
      // Absent where they say nothing, so that the text of earlier draws keeps its hash.
      isNotDue: z.literal(true).optional(),
      conflicts: z.array(id).optional(),
    })
  ),
  percentOf: z.record(z.string(), z.number()),
  officers: z.array(id),
  officersEach: z.int(),
});
export const drawResultSchema = z.strictObject({
  drawn: z.array(z.strictObject({ id, stratum: z.string(), officers: z.array(id) })),
  skipped: z.array(z.strictObject({ id, stratum: z.string(), reason: z.enum(["exempt", "cap", "interval", "conflict"]) })),
});

/** The text that is hashed: whoever has it and the seed can make the draw again. */
export const frozenText = (value: object): string => canonicalJson(value);
