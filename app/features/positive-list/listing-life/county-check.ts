/** The county's checklist and what a complete check of it is. Pure; the items stand in content/rules/county-check.yaml. */
import { z } from "zod";
import { citationSchema } from "~/shared/citation";
import { localisedSchema } from "~/shared/locale";

export const countyCheckSchema = z.strictObject({
  version: z.int().positive(),
  source: localisedSchema,
  design: z.boolean(),
  items: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z][a-z-]*$/),
        /** Can be answered by files, without a visit. */
        offSite: z.boolean(),
        title: localisedSchema,
        look: localisedSchema,
        citations: z.array(citationSchema),
      })
    )
    .min(1),
});
export type CountyCheck = z.output<typeof countyCheckSchema>;

export const CHECK_VERDICTS = ["in-order", "not-in-order", "not-applicable", "not-seen"] as const;
export type CheckVerdict = (typeof CHECK_VERDICTS)[number];
export const CHECK_BASES = ["records", "files", "visit"] as const;
export type CheckBasis = (typeof CHECK_BASES)[number];

export interface ItemFinding {
  readonly verdict: CheckVerdict;
  readonly note: string;
}
export type CheckFindings = Readonly<Record<string, ItemFinding>>;
export type CheckOutcome = "checked" | "returned";

export interface CheckProblem {
  readonly item: string;
  readonly is: "unseen" | "note-missing" | "not-off-site";
}

/**
 * What keeps a check from being passed on: every item is seen, what is not in order says why, and what needs a look on
 * site is not judged by files alone. Returning an application is possible at any time.
 */
export function checkProblems(
  { items }: CountyCheck,
  findings: CheckFindings,
  outcome: CheckOutcome,
  basis: CheckBasis
): CheckProblem[] {
  return items.flatMap(({ id, offSite }): CheckProblem[] => {
    const found = findings[id] ?? { verdict: "not-seen", note: "" };
    if (found.verdict === "not-in-order" && found.note.trim().length < 5) return [{ item: id, is: "note-missing" }];
    if (outcome === "returned") return [];
    if (found.verdict === "not-seen") return [{ item: id, is: "unseen" }];
    // Files can speak for it when the officer says how they do.
    if (basis !== "visit" && !offSite && found.verdict === "in-order" && found.note.trim().length < 5)
      return [{ item: id, is: "not-off-site" }];
    return [];
  });
}

const found = z.strictObject({ verdict: z.enum(CHECK_VERDICTS), note: z.string() });
/** A record as stored. Records from before the checklist name the points that were in order. */
export const checkRecordSchema = z.union([
  z.strictObject({
    version: z.number(),
    basis: z.enum(CHECK_BASES),
    items: z.record(z.string(), found),
    note: z.string(),
  }),
  z.object({ inOrder: z.array(z.string()), note: z.string() }).transform(({ inOrder, note }) => ({
    version: 0,
    basis: "records" as const,
    items: Object.fromEntries(inOrder.map((id) => [id, { verdict: "in-order" as const, note: "" }])),
    note,
  })),
]);
export type CheckRecord = z.output<typeof checkRecordSchema>;
