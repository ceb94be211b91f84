/** Shares with their uncertainty. */

export interface Interval {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}
/** Two-sided 95 %. */
const Z = 1.959963984540054;

/**
 * Share of `hits` among `trials` with the Wilson score interval: honest for small numbers and for none at all, where
 * the usual formula claims certainty. Null without a trial.
 */
export function wilson(hits: number, trials: number): Interval | null {
  if (trials === 0) return null;
  const share = hits / trials;
  const spread = 1 + (Z * Z) / trials;
  const middle = (share + (Z * Z) / (2 * trials)) / spread;
  const half = (Z * Math.sqrt((share * (1 - share)) / trials + (Z * Z) / (4 * trials * trials))) / spread;
  return { share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
