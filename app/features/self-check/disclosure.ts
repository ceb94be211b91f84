/** Shape of content/rules/disclosure.yaml: the explanation shown before sharing, and the windows on the line of days. */
import { z } from "zod";
import { citationSchema } from "~/shared/citation";
import { daySchema } from "~/shared/day-schema";
import { localisedSchema } from "~/shared/locale";

const statementSchema = z.strictObject({ text: localisedSchema, basis: z.array(citationSchema) });

export const MARKS = ["discovered", "shared", "corrected"] as const;
export type Mark = (typeof MARKS)[number];

export const windowSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z-]*$/),
    title: localisedSchema,
    from: z.enum(["discovered", "shared", "opened"]),
    /** Absent: what would keep it happens outside the portal. */
    reaches: z.enum(["shared", "corrected"]).optional(),
    /** Absent: the law names no number of days. */
    days: z.union([z.int().positive(), z.literal("due")]).optional(),
    dayKind: z.enum(["calendar", "working"]).default("calendar"),
    /** True when no published rule sets it: shown as the portal's own. */
    design: z.boolean(),
    basis: z.array(citationSchema),
    note: localisedSchema,
  })
  .refine(({ design, basis }) => design === (basis.length === 0), {
    error: "a window is either the portal's own (design: true, no basis) or cites the provision that sets it",
  });
export type Window = z.output<typeof windowSchema>;

export const disclosureSchema = z.strictObject({
  explanation: z.strictObject({
    version: z.int().positive(),
    publishedOn: daySchema,
    does: z.array(statementSchema).min(1),
    doesNot: z.array(statementSchema).min(1),
  }),
  windows: z
    .array(windowSchema)
    .min(1)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, {
      error: "two windows have the same id",
    }),
});
export type Disclosure = z.output<typeof disclosureSchema>;
