/** How enterprises stand, as the database tells it for the exemption query. */
import { z } from "zod";
import { daySchema } from "~/shared/day-schema";
import { EXEMPTION_KINDS, type StandingRow } from "./exemption-answer";

const standingSchema = z.object({
  uscc: z.string(),
  enterprise_id: z.string(),
  number: z.string().nullable(),
  status: z.enum(["listed", "suspended", "removed", "expired"]).nullable(),
  listed_on: daySchema.nullable(),
  ends_on: daySchema.nullable(),
  granted: z.array(z.object({ kind: z.enum(EXEMPTION_KINDS), from: daySchema, to: daySchema })).nullable(),
});

/** By code. */
export type Standings = ReadonlyMap<string, StandingRow & { readonly enterpriseId: string }>;

export function standingsByCode(rows: readonly unknown[]): Standings {
  return new Map(
    rows.map((row) => {
      const { uscc, enterprise_id: enterpriseId, number, status, listed_on: listedOn, ends_on: endsOn, granted } = standingSchema.parse(row);
      const listing = number !== null && status !== null && listedOn !== null && endsOn !== null ? { number, status, listedOn, endsOn } : null;
      return [uscc, { enterpriseId, listing, exemptions: granted ?? [] }];
    })
  );
}
