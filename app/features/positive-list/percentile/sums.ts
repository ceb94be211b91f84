/** Which groups make up which: a place is the sum of its parts in each sector, all sectors the sum of the sectors in each place. */
import { ALL_SECTORS, keyOf, NATION, type Cell, type Place } from "./cells";

export interface Sum {
  readonly whole: Cell;
  /** The smallest first. */
  readonly parts: readonly Cell[];
}

const wider = (region: string): string | null => (region === NATION ? null : region.slice(0, -2));

export function sumsOf(cells: readonly Cell[]): Sum[] {
  const byKey = new Map(cells.map((cell) => [keyOf(cell), cell]));
  const parts = new Map<string, Cell[]>();
  const add = (kind: string, whole: Place, part: Cell) => {
    const key = `${kind} ${keyOf(whole)}`;
    const known = parts.get(key);
    if (known) known.push(part);
    else parts.set(key, [part]);
  };
  for (const cell of cells) {
    const region = wider(cell.region);
    if (region !== null) add("place", { ...cell, region }, cell);
    if (cell.sector !== ALL_SECTORS) add("sector", { ...cell, sector: ALL_SECTORS }, cell);
  }
  return [...parts].flatMap(([key, of]) => {
    const whole = byKey.get(key.slice(key.indexOf(" ") + 1));
    return whole ? [{ whole, parts: of.sort((a, b) => a.enterprises - b.enterprises) }] : [];
  });
}
