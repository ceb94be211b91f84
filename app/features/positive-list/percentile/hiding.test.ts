import fc from "fast-check";
import { expect, it } from "vitest";
import { ALL_SECTORS, cellsOf, keyOf, type Cell } from "./cells";
import { shownCells } from "./hiding";

const county = (region: string, sector: string | null, enterprises: number) => ({ region, sector, points: 50, enterprises });
const world = fc
  .array(
    fc.record({
      region: fc.constantFrom("440113", "440104", "440105", "440305", "440306", "350102", "350103", "110105"),
      sector: fc.constantFrom("coating", "electroplating", "textile-dyeing", null),
      points: fc.constantFrom(40, 50, 60),
      enterprises: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 60 })),
    }),
    { maxLength: 30 }
  )
  .map(cellsOf);

const shownKeys = (cells: readonly Cell[]) => shownCells(cells).map(keyOf);

it("shows a group of five and not one of four", () => {
  expect(shownKeys(cellsOf([county("440113", "coating", 5)]))).toContain("440113/coating");
  expect(shownKeys(cellsOf([county("440113", "coating", 4)]))).toEqual([]);
});

it("hides the next smallest neighbour as well, so that the difference tells nothing", () => {
  const cells = cellsOf([county("440113", "coating", 2), county("440104", "coating", 9), county("440105", "coating", 20)]);
  expect(shownKeys(cells).sort()).toEqual(["/*", "/coating", "44/*", "44/coating", "4401/*", "4401/coating", "440105/*", "440105/coating"]);
});

it("hides a sector as well where one sector is too small", () => {
  const cells = cellsOf([county("440113", "coating", 2), county("440113", null, 30), county("440113", "electroplating", 12)]);
  expect(shownKeys(cells).filter((key) => key.startsWith("440113/")).sort()).toEqual(["440113/", "440113/*"]);
});

it("leaves no two hidden ones whose sum is under five", () => {
  const cells = cellsOf([county("440113", "coating", 1), county("440104", "coating", 2), county("440105", "coating", 8), county("440106", "coating", 30)]);
  expect(shownKeys(cells).filter((key) => /^\d{6}\/coating/.test(key))).toEqual(["440106/coating"]);
});

/** Every sum there is: the whole, and its parts. */
const sums = (cells: readonly Cell[]) =>
  cells.flatMap((whole) => [
    { whole, parts: cells.filter((part) => part.sector === whole.sector && part.region.length === whole.region.length + 2 && part.region.startsWith(whole.region)) },
    { whole, parts: whole.sector === ALL_SECTORS ? cells.filter((part) => part.region === whole.region && part.sector !== ALL_SECTORS) : [] },
  ]).filter(({ parts }) => parts.length > 0);

const PRIME = 1_000_003;
const inverse = (of: number): number => {
  let [result, base] = [1, of];
  for (let power = PRIME - 2; power > 0; power = Math.floor(power / 2)) {
    if (power % 2 === 1) result = (result * base) % PRIME;
    base = (base * base) % PRIME;
  }
  return result;
};

/** Hidden groups whose number follows from all sums taken together: rows of the reduced equations with one unknown left. */
function solvable(cells: readonly Cell[], shown: readonly Cell[]): Cell[] {
  const known = new Set(shown);
  const unknown = cells.filter((cell) => !known.has(cell));
  const rows = sums(cells).map(({ whole, parts }) => unknown.map((cell) => (cell === whole ? PRIME - 1 : parts.includes(cell) ? 1 : 0)));
  let rank = 0;
  for (let column = 0; column < unknown.length; column += 1) {
    const found = rows.findIndex((row, at) => at >= rank && row[column] !== 0);
    const pivot = rows[found];
    if (!pivot) continue;
    rows[found] = rows[rank]!;
    const factor = inverse(pivot[column]!);
    const scaled = pivot.map((value) => (value * factor) % PRIME);
    rows[rank] = scaled;
    rows.forEach((row, at) => {
      const times = row[column]!;
      if (at !== rank && times !== 0) rows[at] = row.map((value, place) => (value + (PRIME - times) * scaled[place]!) % PRIME);
    });
    rank += 1;
  }
  return rows.slice(0, rank).flatMap((row) => {
    const left = unknown.filter((_, at) => row[at] !== 0);
    return left.length === 1 ? left : [];
  });
}

it("shows none under five, and lets none be found by subtraction", () => {
  fc.assert(
    fc.property(world, (cells) => {
      const shown = shownCells(cells);
      expect(shown.filter(({ enterprises }) => enterprises < 5)).toEqual([]);
      const known = new Set(shown);
      for (const { whole, parts } of sums(cells)) {
        const left = [whole, ...parts].filter((cell) => !known.has(cell));
        expect(left).not.toHaveLength(1);
        const hiddenParts = parts.filter((cell) => !known.has(cell));
        if (known.has(whole) && hiddenParts.length > 0) expect(hiddenParts.reduce((sum, { enterprises }) => sum + enterprises, 0)).toBeGreaterThanOrEqual(5);
      }
    }),
    { numRuns: 500 }
  );
});

it("lets none of those under five be found by all sums taken together", () => {
  fc.assert(
    fc.property(world, (cells) => {
      expect(solvable(cells, shownCells(cells)).filter(({ enterprises }) => enterprises < 5).map(keyOf)).toEqual([]);
    }),
    { numRuns: 2000 }
  );
});

it("hides the same whatever the order, and nothing where every group is large", () => {
  fc.assert(
    fc.property(world, (cells) => {
      expect(shownCells(cells).map(keyOf)).toEqual(shownKeys([...cells]));
      const large = cells.filter(({ enterprises }) => enterprises >= 5);
      if (large.length === cells.length) expect(shownCells(cells)).toEqual(cells);
    })
  );
});
