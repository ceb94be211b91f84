/** Which of several things to do, so that enough is gained with the least effort. Pure. */

export interface Candidate {
  /** In tenths of a point, so that sums are exact. */
  readonly gainTenths: number;
  /** From 1, light, to 3, heavy. */
  readonly effort: number;
}

interface Choice<C> {
  readonly effort: number;
  readonly gained: number;
  readonly chosen: readonly C[];
}

/**
 * Those that together gain at least `needTenths`, with the least effort; of equal effort the fewest; of equally many those
 * that gain most. Null when all together are not enough. Takes as many steps as candidates times tenths needed.
 */
export function cheapest<C extends Candidate>(candidates: readonly C[], needTenths: number): readonly C[] | null {
  const need = Math.max(0, Math.ceil(needTenths));
  /** By what is gained, all beyond the need as one. */
  const best: (Choice<C> | undefined)[] = [{ effort: 0, gained: 0, chosen: [] }];
  for (const candidate of candidates) {
    if (candidate.gainTenths <= 0) continue;
    for (let from = need; from >= 0; from -= 1) {
      const before = best[from];
      if (!before) continue;
      const after: Choice<C> = {
        effort: before.effort + candidate.effort,
        gained: before.gained + candidate.gainTenths,
        chosen: [...before.chosen, candidate],
      };
      const at = Math.min(need, Math.round(after.gained));
      const known = best[at];
      // One step at most for each candidate: what it made just now lies above `from`, which has been passed.
      if (at !== from && (!known || isBetter(after, known))) best[at] = after;
    }
  }
  return best[need]?.chosen ?? null;
}

const isBetter = <C>(one: Choice<C>, other: Choice<C>): boolean =>
  one.effort !== other.effort
    ? one.effort < other.effort
    : one.chosen.length !== other.chosen.length
      ? one.chosen.length < other.chosen.length
      : one.gained > other.gained;
