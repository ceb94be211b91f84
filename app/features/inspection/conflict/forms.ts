/** What the form of conflicts posts. Messages are keys of the `errors` namespace. */
import { z } from "zod";
import { usccSchema } from "~/shared/uscc";

export const CONFLICT_REASONS = ["relative", "share", "former-work", "dispute", "other"] as const;
export const conflictForm = z
  .object({
    /** The person who posts it when left out. */
    officerId: z.uuid().optional(),
    uscc: usccSchema,
    reason: z.enum(CONFLICT_REASONS, { error: "choose" }),
    note: z.string().trim().max(500).default(""),
  })
  .refine(({ reason, note }) => reason !== "other" || note.length >= 5, { path: ["note"], error: "tooShort?min=5" });
export type ConflictInput = z.output<typeof conflictForm>;

export const endForm = z.object({ intent: z.literal("end"), conflictId: z.uuid() });
