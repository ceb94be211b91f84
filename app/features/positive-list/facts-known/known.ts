/**
 * What was known when. A fact has two times: the days for which it holds (`validFrom`, `validTo`) and the instant at which
 * it was recorded. Nothing is ever changed, so what was known at an earlier instant can always be read again.
 *
 * Pure. Instants are ISO texts in UTC and compare with `<`.
 */
import type { Day } from "~/shared/day";

export interface Recorded {
  readonly id: string;
  /** The statement it takes the place of. */
  readonly replaces: string | null;
  /** It takes that statement back and says nothing itself. */
  readonly withdrawn: boolean;
  readonly recordedAt: string;
}

export interface Held {
  readonly validFrom: Day;
  readonly validTo: Day | null;
}

/**
 * The statements known at an instant: recorded by then, and not replaced or taken back by then. Null: everything recorded
 * so far. Keeps the order of the rows.
 */
export function knownBy<R extends Recorded>(rows: readonly R[], by: string | null): R[] {
  const recorded = by === null ? rows : rows.filter(({ recordedAt }) => recordedAt <= by);
  const replaced = new Set(recorded.map(({ replaces }) => replaces));
  return recorded.filter(({ id, withdrawn }) => !withdrawn && !replaced.has(id));
}

/** Both days count. */
export const holdsOn = ({ validFrom, validTo }: Held, on: Day): boolean =>
  validFrom <= on && (validTo === null || validTo >= on);

/** What was known at an instant about a day. */
export const knownAbout = <R extends Recorded & Held>(
  rows: readonly R[],
  on: Day,
  by: string | null
): R[] => knownBy(rows, by).filter((row) => holdsOn(row, on));

/** All versions of one statement, the first one first: what it replaced and what replaced it. */
export function versionsOf<R extends Recorded>(rows: readonly R[], id: string): R[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const after = new Map(rows.map((row) => [row.replaces, row]));
  let first = byId.get(id);
  for (let before = first; before; before = byId.get(before.replaces ?? "")) first = before;
  const versions: R[] = [];
  for (let next = first; next && !versions.includes(next); next = after.get(next.id))
    versions.push(next);
  return versions;
}
