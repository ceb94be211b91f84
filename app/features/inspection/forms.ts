/** What the forms of plans and inspections post. Messages are keys of the `errors` namespace. */
import { z } from "zod";

const percent = z.coerce.number().int().min(0).max(100);
export const planForm = z.object({
  intent: z.literal("draft"),
  year: z.coerce.number().int().min(2026).max(2100),
  key: percent,
  simplified: percent,
  registration: percent,
  unknown: percent,
  note: z.string().trim().max(1000).default(""),
});
export type PlanInput = z.output<typeof planForm>;

export const drawForm = z.object({ intent: z.enum(["draw", "reveal"]), drawId: z.uuid() });

export const OUTCOMES = ["in-order", "minor-breach", "grave-breach"] as const;
export const recordForm = z
  .object({
    outcome: z.enum(OUTCOMES),
    minutes: z.string().trim().min(10).max(5000),
    finding: z.string().trim().max(500).default(""),
    /** Why the enterprise did not scan the code; needed when no arrival is on record. */
    noScanReason: z.string().trim().max(300).default(""),
  })
  .refine(({ outcome, finding }) => outcome === "in-order" || finding.length >= 5, { path: ["finding"], error: "tooShort?min=5" });
export type RecordInput = z.output<typeof recordForm>;

export const intentOf = (form: FormData): string => String(form.get("intent") ?? "");
