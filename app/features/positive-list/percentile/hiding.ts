/**
 * Which groups are hidden: those of fewer than five, and as many more as it takes that nobody finds one of them from the
 * groups that are shown, neither by subtraction in one sum nor by all sums taken together.
 */
import type { Cell } from "./cells";
import { SMALLEST_GROUP } from "./percentile";
import { following } from "./solving";
import { sumsOf, type Sum } from "./sums";

export function shownCells(cells: readonly Cell[]): Cell[] {
  const sums = sumsOf(cells);
  const hidden = new Set(cells.filter(isSmall));
  for (let before = -1; before !== hidden.size; ) {
    before = hidden.size;
    hideInSums(sums, hidden);
    for (const cell of following(sums, hidden).filter(isSmall)) for (const more of nearest(cell, sums, hidden)) hidden.add(more);
  }
  return cells.filter((cell) => !hidden.has(cell));
}

const isSmall = ({ enterprises }: Cell): boolean => enterprises < SMALLEST_GROUP;

function hideInSums(sums: readonly Sum[], hidden: Set<Cell>): void {
  for (let before = -1; before !== hidden.size; ) {
    before = hidden.size;
    for (const sum of sums) for (const cell of alsoToHide(sum, hidden)) hidden.add(cell);
  }
}

/** In every sum nothing is hidden, or two and more: whoever knows the others knows their sum alone, of five or more. */
function alsoToHide({ whole, parts }: Sum, hidden: ReadonlySet<Cell>): Cell[] {
  const hiddenParts = parts.filter((part) => hidden.has(part));
  if (hidden.has(whole)) return hiddenParts.length > 0 ? [] : parts.slice(0, 1);
  if (hiddenParts.length === 0) return [];
  const more: Cell[] = [];
  let together = hiddenParts.reduce((sum, { enterprises }) => sum + enterprises, 0);
  for (const part of parts) {
    if (hiddenParts.length + more.length > 1 && together >= SMALLEST_GROUP) return more;
    if (hidden.has(part)) continue;
    more.push(part);
    together += part.enterprises;
  }
  // One part alone is as large as the whole.
  return hiddenParts.length + more.length > 1 ? more : [whole];
}

/** The smallest shown group beside this one; where all beside it are hidden, beside those, and so on. */
function nearest(cell: Cell, sums: readonly Sum[], hidden: ReadonlySet<Cell>): Cell[] {
  const reached = new Set([cell]);
  for (let before = -1; before !== reached.size; ) {
    before = reached.size;
    const beside = sums.map(({ whole, parts }) => [...parts, whole]).filter((of) => of.some((one) => reached.has(one)));
    const [smallest] = beside.flat().filter((one) => !hidden.has(one)).sort((a, b) => a.enterprises - b.enterprises);
    if (smallest) return [smallest];
    for (const one of beside.flat()) reached.add(one);
  }
  return [];
}
