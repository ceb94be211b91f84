/**
 * Learning points: what an enterprise's ledger comes to on a day, and whether a pass earns another point.
 *
 * Points live `expiryMonths` from the day they were earned; the day itself counts, the same date a year on does not.
 * What is taken away comes off the oldest points first, unless an entry names whose it is.
 */
import { addMonths, type Day } from "~/shared/day";

export interface PointRules {
  readonly pointsPerPass: number;
  readonly expiryMonths: number;
  readonly capMonths: number;
  readonly personCap: number;
  readonly enterpriseCap: number;
  readonly repeatMonths: number;
  readonly resits: number;
  readonly resitHours: number;
  readonly fineReductionPercent: number;
}

/** One entry of the ledger chain "points", in the order of the chain. */
export interface PointEntry {
  readonly seq: number;
  readonly on: Day;
  readonly delta: number;
  /** Who earned it; null for entries that no person earned. */
  readonly accountId: string | null;
  readonly course: string | null;
  readonly courseVersion: number | null;
  /** For what is taken away: the entry it is taken from. */
  readonly from: number | null;
}

/** What is left of the points one entry brought. */
export interface Lot {
  readonly seq: number;
  readonly earnedOn: Day;
  /** First day on which the points no longer count. */
  readonly expiresOn: Day;
  readonly left: number;
}

export interface PointsState {
  readonly balance: number;
  /** Oldest first. */
  readonly lots: readonly Lot[];
  readonly nextExpiry: { readonly on: Day; readonly points: number } | null;
  /** Points past their day that the ledger has not written off yet. */
  readonly lapsed: readonly Lot[];
}

/** The points of a ledger as they stand on `on`. Entries after that day are left out. */
export function pointsAfter(entries: readonly PointEntry[], on: Day, rules: Pick<PointRules, "expiryMonths">): PointsState {
  const lots = lotsAfter(entries, on, rules).filter(({ left }) => left > 0);
  const live = lots.filter(({ expiresOn }) => on < expiresOn);
  const next = live[0]?.expiresOn;
  return {
    balance: total(live),
    lots: live,
    nextExpiry: next ? { on: next, points: total(live.filter(({ expiresOn }) => expiresOn === next)) } : null,
    lapsed: lots.filter(({ expiresOn }) => expiresOn <= on),
  };
}

const total = (lots: readonly Lot[]): number => lots.reduce((sum, { left }) => sum + left, 0);

function lotsAfter(entries: readonly PointEntry[], on: Day, { expiryMonths }: Pick<PointRules, "expiryMonths">): Lot[] {
  let lots: Lot[] = [];
  for (const entry of entries) {
    if (entry.on > on) continue;
    if (entry.delta > 0)
      lots.push({ seq: entry.seq, earnedOn: entry.on, expiresOn: addMonths(entry.on, expiryMonths), left: entry.delta });
    else if (entry.delta < 0) lots = taken(lots, entry);
  }
  return lots;
}

/** Takes from the lot the entry names, else from the oldest that still counted on its day. */
function taken(lots: readonly Lot[], { from, on, delta }: PointEntry): Lot[] {
  let due = -delta;
  return lots.map((lot) => {
    const mine = from === null ? on < lot.expiresOn : lot.seq === from;
    const part = mine ? Math.min(lot.left, due) : 0;
    due -= part;
    return { ...lot, left: lot.left - part };
  });
}

export type NoPointReason = "repeat" | "person-cap" | "enterprise-cap";
export interface Award {
  readonly points: number;
  /** Why there are none. */
  readonly reason: NoPointReason | null;
}

export interface Pass {
  readonly accountId: string;
  readonly course: string;
  readonly courseVersion: number;
}

/** What a pass on `on` earns. A point taken back later does not make room again: the caps count what was earned. */
export function award(entries: readonly PointEntry[], pass: Pass, on: Day, rules: PointRules): Award {
  const earned = entries.filter(({ delta }) => delta > 0);
  const within = (months: number) => earned.filter((entry) => on < addMonths(entry.on, months));
  const sum = (list: readonly PointEntry[]) => list.reduce((points, { delta }) => points + delta, 0);
  const ofPerson = ({ accountId }: PointEntry) => accountId === pass.accountId;
  const repeated = within(rules.repeatMonths).some(
    (entry) => ofPerson(entry) && entry.course === pass.course && entry.courseVersion === pass.courseVersion
  );
  if (repeated) return { points: 0, reason: "repeat" };
  const counted = within(rules.capMonths);
  if (sum(counted.filter(ofPerson)) + rules.pointsPerPass > rules.personCap) return { points: 0, reason: "person-cap" };
  if (sum(counted) + rules.pointsPerPass > rules.enterpriseCap) return { points: 0, reason: "enterprise-cap" };
  return { points: rules.pointsPerPass, reason: null };
}
