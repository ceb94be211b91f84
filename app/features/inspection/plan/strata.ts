/** Into which groups enterprises are put before the draw: by the management class of their permit. */
import { z } from "zod";

export const STRATA = ["key", "simplified", "registration", "unknown"] as const;
export type Stratum = (typeof STRATA)[number];

export const isStratum = (text: string): text is Stratum => STRATA.some((one) => one === text);

/** Quarters of a year as periods: "2027-Q1". */
export const quartersOf = (year: number): string[] => [1, 2, 3, 4].map((quarter) => `${year}-Q${quarter}`);

/** Share of each stratum, in percent. */
export const percentsSchema = z.record(z.enum(STRATA), z.int().min(0).max(100));
