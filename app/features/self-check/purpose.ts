/** Why an officer opens an enterprise's record; the enterprise sees it. */
export const PURPOSES = ["correction", "visit", "application", "supervision"] as const;
export type Purpose = (typeof PURPOSES)[number];
