/** Groups of enterprises whose scores are counted together: a place, wide or narrow, with one sector or with all. */

/** 0, 1, … 100. Whole points: a finer count would say more about single enterprises and nothing more about a percentage. */
const POSITIONS = 101;
export const NATION = "";
export const ALL_SECTORS = "*";
/** Enterprises that have not chosen one; they count among all, and as a group of their own only so that it can be hidden. */
export const NO_SECTOR = "";

export interface Place {
  /** "" for the nation, else 2, 4 or 6 digits. */
  readonly region: string;
  readonly sector: string;
}

export interface Cell extends Place {
  readonly enterprises: number;
  /** How many have 0, 1, … 100 whole points. */
  readonly counts: readonly number[];
}

/** Enterprises of one county, one sector and one number of whole points. */
export interface Counted {
  readonly region: string;
  readonly sector: string | null;
  readonly points: number;
  readonly enterprises: number;
}

export const keyOf = ({ region, sector }: Place): string => `${region}/${sector}`;
const widths = (region: string): string[] => [NATION, region.slice(0, 2), region.slice(0, 4), region];

/** Every group with somebody in it, summed up from the counties; in an order of its own. */
export function cellsOf(counted: Iterable<Counted>): Cell[] {
  const cells = new Map<string, Place & { counts: number[] }>();
  for (const { region: county, sector, points, enterprises } of counted) {
    if (enterprises === 0) continue;
    for (const region of widths(county))
      for (const of of [ALL_SECTORS, sector ?? NO_SECTOR]) {
        const key = keyOf({ region, sector: of });
        const cell = cells.get(key) ?? { region, sector: of, counts: Array.from({ length: POSITIONS }, () => 0) };
        cell.counts[points] = (cell.counts[points] ?? 0) + enterprises;
        cells.set(key, cell);
      }
  }
  return [...cells]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, cell]) => ({ ...cell, enterprises: cell.counts.reduce((sum, count) => sum + count, 0) }));
}
