/** Into which groups enterprises are put before the draw: by the management class of their permit. */
export const STRATA = ["key", "simplified", "registration", "unknown"] as const;
export type Stratum = (typeof STRATA)[number];

export const isStratum = (text: string): text is Stratum => STRATA.some((one) => one === text);

/** Quarters of a year as periods: "2027-Q1". */
export const quartersOf = (year: number): string[] => [1, 2, 3, 4].map((quarter) => `${year}-Q${quarter}`);
