/** "One check": which requests of agencies, and which visit already planned, can be one visit. */

export interface Window {
  /** A day, "2026-12-01". */
  readonly earliest: string;
  /** Inclusive. */
  readonly latest: string;
}

/** The year to whose number a visit counts: that of the first day on which it can be. */
export const yearOf = (firstDay: string): number => Number(firstDay.slice(0, 4));

/** The days common to all; null when there are none. */
export function commonDays(windows: readonly Window[]): Window | null {
  const [first] = windows;
  if (!first) return null;
  const earliest = windows.reduce((late, one) => (one.earliest > late ? one.earliest : late), first.earliest);
  const latest = windows.reduce((early, one) => (one.latest < early ? one.latest : early), first.latest);
  return earliest <= latest ? { earliest, latest } : null;
}

/**
 * Which of the others, in their order, can be one visit with the first: each is taken in as long as a day is left that
 * suits all. Whoever came earlier is not pushed out by whoever comes later.
 */
export function together<R extends Window>(first: Window, others: readonly R[]): { readonly taken: readonly R[]; readonly days: Window } {
  let days: Window = { earliest: first.earliest, latest: first.latest };
  const taken = others.filter((other) => {
    const common = commonDays([days, other]);
    if (common) days = common;
    return common !== null;
  });
  return { taken, days };
}
