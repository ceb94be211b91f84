/** Why something went wrong: what the measure has to change. */
export const CAUSES = ["equipment", "operation", "management", "training", "external"] as const;
export type Cause = (typeof CAUSES)[number];
