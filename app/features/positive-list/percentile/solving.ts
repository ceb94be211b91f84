/**
 * Which hidden groups follow from all sums taken together. The sums are equations, the hidden groups their unknowns. One
 * follows when it is the same in every solution, that is: when it is zero in every solution of the equations with zeros on
 * the right. A solution drawn at large is zero nowhere else, so one is enough; by ill luck it names one group too many.
 *
 * Counting is modulo a prime, whose products a number still holds exactly.
 */
import type { Cell } from "./cells";
import type { Sum } from "./sums";

const PRIME = 67_108_859;
/** Coefficients by the unknown's place. */
type Row = Map<number, number>;

export function following(sums: readonly Sum[], hidden: ReadonlySet<Cell>): Cell[] {
  // The narrowest first: what a place's parts say of each other is settled before it is passed on to the place.
  const unknowns = [...hidden].sort((a, b) => b.region.length - a.region.length || (a.region < b.region ? -1 : 1));
  const places = new Map(unknowns.map((cell, at) => [cell, at]));
  const steps = new Map<number, Row>();
  for (const sum of sums) settle(rowOf(sum, places), steps);
  const solution = solved(unknowns.length, steps);
  return unknowns.filter((_, at) => solution[at] === 0);
}

function rowOf({ whole, parts }: Sum, places: ReadonlyMap<Cell, number>): Row {
  const row: Row = new Map();
  const at = places.get(whole);
  if (at !== undefined) row.set(at, PRIME - 1);
  for (const part of parts) {
    const place = places.get(part);
    if (place !== undefined) row.set(place, 1);
  }
  return row;
}

/** Takes from the row what the earlier ones say already; what is left becomes the step of its first unknown. */
function settle(row: Row, steps: Map<number, Row>): void {
  while (row.size > 0) {
    const first = least(row);
    const factor = row.get(first) ?? 0;
    const step = steps.get(first);
    if (!step) {
      const scale = inverse(factor);
      steps.set(first, new Map([...row].map(([place, value]) => [place, (value * scale) % PRIME])));
      return;
    }
    for (const [place, value] of step) {
      const left = ((row.get(place) ?? 0) + (PRIME - factor) * value) % PRIME;
      if (left === 0) row.delete(place);
      else row.set(place, left);
    }
  }
}

/** One solution: unknowns without a step are free and get a number, the others follow from those behind them. */
function solved(count: number, steps: ReadonlyMap<number, Row>): number[] {
  const solution = new Array<number>(count).fill(0);
  let free = 1;
  for (let at = count - 1; at >= 0; at -= 1) {
    const step = steps.get(at);
    if (!step) {
      // The same numbers at every count, so that the same groups are hidden.
      free = (free * 48_271 + 11) % PRIME;
      solution[at] = free || 1;
      continue;
    }
    let sum = 0;
    for (const [place, value] of step) if (place !== at) sum = (sum + value * (solution[place] ?? 0)) % PRIME;
    solution[at] = (PRIME - sum) % PRIME;
  }
  return solution;
}

function least(row: Row): number {
  let first = Infinity;
  for (const place of row.keys()) if (place < first) first = place;
  return first;
}

function inverse(of: number): number {
  let [result, base] = [1, of];
  for (let power = PRIME - 2; power > 0; power = Math.floor(power / 2)) {
    if (power % 2 === 1) result = (result * base) % PRIME;
    base = (base * base) % PRIME;
  }
  return result;
}
