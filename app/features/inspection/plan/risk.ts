/**
 * Risk class after IMPEL's Integrated Risk Assessment Method: the highest score sets the class, one step less when too
 * few criteria reach it, and the operator's performance moves it by one step at most.
 */

export interface Criterion {
  /** 1 to 5; 0 where it does not apply. */
  readonly impact: number;
  /** The authority's weighting, -1 to 1. */
  readonly weighting: number;
}
export interface Performance {
  /** -1 good, 0, 1 poor. */
  readonly value: -1 | 0 | 1;
  readonly weight: number;
}
export interface RiskClass {
  /** 1 to 5; 0 when no criterion applies. */
  readonly category: number;
  /** Sets how long an inspection takes. */
  readonly sum: number;
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** -1, 0 or 1: the weighted mean, rounded away from 0 at a half. */
export function operatorPerformance(all: readonly Performance[]): number {
  const weight = all.reduce((sum, one) => sum + one.weight, 0);
  if (weight === 0) return 0;
  const mean = all.reduce((sum, one) => sum + one.value * one.weight, 0) / weight;
  return clamp(Math.sign(mean) * Math.round(Math.abs(mean)), -1, 1);
}

/** `atLeast`: how many criteria must reach the highest score for it to count ("The Rule"). */
export function riskClass(criteria: readonly Criterion[], all: readonly Performance[], atLeast: number): RiskClass {
  const performance = operatorPerformance(all);
  const scores = criteria.filter(({ impact }) => impact > 0).map(({ impact, weighting }) => clamp(impact + weighting + performance, 0, 5));
  if (scores.length === 0) return { category: 0, sum: 0 };
  const top = Math.max(...scores);
  const reaching = scores.filter((score) => score === top).length;
  return { category: Math.max(1, reaching >= atLeast ? top : top - 1), sum: scores.reduce((a, b) => a + b, 0) };
}
