/**
 * Counting who moves between two versions of the rules. Pure: counts of parts add up to the counts of the whole, and the
 * same version against itself moves nobody.
 */
import { z } from "zod";
import { GATE_CODES, type GateCode } from "../profile";
import { TIER_CODES } from "../weights";
import type { Standing } from "./standing";

/** `in` and `out`: recommended for the list or not. `up` and `down`: another tier without that. */
export const MOVES = ["in", "out", "up", "down", "gates"] as const;
export type Move = (typeof MOVES)[number];

const count = z.int().nonnegative();
const groupSchema = z.strictObject({
  enterprises: count,
  moves: z.strictObject({ in: count, out: count, up: count, down: count, gates: count }),
});
export type Group = z.output<typeof groupSchema>;
const groups = z.record(z.string(), groupSchema);

export const tallySchema = z.strictObject({
  all: groupSchema,
  /** Enterprises for which the gate closes or opens by the new version. */
  gates: z.record(z.enum(GATE_CODES), z.strictObject({ closes: count, opens: count })),
  /** By content sector, permit class, size and county; "" where it is not known. Runs before 2026-11-23 know no size. */
  bySector: groups,
  byPermitClass: groups,
  bySize: groups.default({}),
  byRegion: groups,
});
export type Tally = z.output<typeof tallySchema>;

const NONE: Group = { enterprises: 0, moves: { in: 0, out: 0, up: 0, down: 0, gates: 0 } };
export const EMPTY_TALLY: Tally = {
  all: NONE,
  gates: Object.fromEntries(GATE_CODES.map((code) => [code, { closes: 0, opens: 0 }])) as Tally["gates"],
  bySector: {},
  byPermitClass: {},
  bySize: {},
  byRegion: {},
};

/** Higher is better. */
const rank = (tier: Standing["tier"]): number => TIER_CODES.length - TIER_CODES.indexOf(tier);

/** Null when the enterprise comes out the same. A change of score inside a tier is no move. */
export function moveBetween(before: Standing, after: Standing): Move | null {
  if (before.recommended !== after.recommended) return after.recommended ? "in" : "out";
  if (before.tier !== after.tier) return rank(after.tier) > rank(before.tier) ? "up" : "down";
  const same = before.outcome === after.outcome && String(before.closed) === String(after.closed);
  return same ? null : "gates";
}

export interface Counted {
  readonly sector: string;
  readonly permitClass: string;
  readonly size: string;
  readonly region: string;
  readonly before: Standing;
  readonly after: Standing;
}

/** The tally with one more enterprise. */
export function counted(tally: Tally, one: Counted): Tally {
  const move = moveBetween(one.before, one.after);
  return {
    all: add(tally.all, move),
    gates: gatesWith(tally.gates, one.before.closed, one.after.closed),
    bySector: addTo(tally.bySector, one.sector, move),
    byPermitClass: addTo(tally.byPermitClass, one.permitClass, move),
    bySize: addTo(tally.bySize, one.size, move),
    byRegion: addTo(tally.byRegion, one.region, move),
  };
}

const add = ({ enterprises, moves }: Group, move: Move | null): Group => ({
  enterprises: enterprises + 1,
  moves: move ? { ...moves, [move]: moves[move] + 1 } : moves,
});
const addTo = (known: Record<string, Group>, key: string, move: Move | null) => ({
  ...known,
  [key]: add(known[key] ?? NONE, move),
});

function gatesWith(gates: Tally["gates"], before: readonly GateCode[], after: readonly GateCode[]) {
  const closes = after.filter((code) => !before.includes(code));
  const opens = before.filter((code) => !after.includes(code));
  if (closes.length + opens.length === 0) return gates;
  const next = { ...gates };
  for (const code of closes) next[code] = { ...next[code], closes: next[code].closes + 1 };
  for (const code of opens) next[code] = { ...next[code], opens: next[code].opens + 1 };
  return next;
}

export const movedOf = ({ moves }: Group): number =>
  MOVES.reduce((sum, move) => sum + moves[move], 0);

/** Groups so small that a reader could tell whose they are. */
export const MIN_SHOWN = 5;

/**
 * Groups as the public sees them: those under five enterprises are put together, and when their sum could still be told
 * by difference, the smallest other group joins them.
 */
export function publicGroups(groups: Readonly<Record<string, Group>>): {
  readonly shown: [string, Group][];
  readonly rest: Group | null;
} {
  const sorted = Object.entries(groups).toSorted(
    ([a, one], [b, other]) => other.enterprises - one.enterprises || (a < b ? -1 : 1)
  );
  const shown = sorted.filter(([, { enterprises }]) => enterprises >= MIN_SHOWN);
  const hidden = sorted.slice(shown.length).map(([, group]) => group);
  while (hidden.length > 0 && sum(hidden).enterprises < MIN_SHOWN && shown.length > 0) {
    const last = shown.pop();
    if (last) hidden.push(last[1]);
  }
  const rest = hidden.length > 0 ? sum(hidden) : null;
  return { shown, rest: rest && rest.enterprises >= MIN_SHOWN ? rest : null };
}

const sum = (groups: readonly Group[]): Group =>
  groups.reduce(
    (all, { enterprises, moves }) => ({
      enterprises: all.enterprises + enterprises,
      moves: {
        in: all.moves.in + moves.in,
        out: all.moves.out + moves.out,
        up: all.moves.up + moves.up,
        down: all.moves.down + moves.down,
        gates: all.moves.gates + moves.gates,
      },
    }),
    NONE
  );
