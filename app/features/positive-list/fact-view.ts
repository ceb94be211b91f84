/**
 * The facts of one enterprise as they stand on one day: grouped by kind, future and lapsed statements left out.
 * Every list comes in an order that does not depend on the order of the input.
 */
import { addDays, type Day } from "~/shared/day";
import type { RecordScope } from "./fact-values";
import type { Fact, FactKind, FactOf } from "./facts";

type EventKind =
  | "penalty"
  | "violation-without-penalty"
  | "incident"
  | "crime"
  | "falsification"
  | "verified-complaint"
  | "late-fix"
  | "pledge"
  | "self-check-round";
type StateKind = Exclude<FactKind, EventKind | "record-check">;

export interface FactView {
  readonly on: Day;
  /** A search of the records must reach this day to count. */
  readonly recordsFreshFrom: Day;
  readonly groups: ReadonlyMap<FactKind, Fact[]>;
}

export function viewOn(facts: readonly Fact[], on: Day, recordFreshDays: number): FactView {
  const groups = new Map<FactKind, Fact[]>();
  for (const fact of facts) {
    const group = groups.get(fact.kind);
    if (group) group.push(fact);
    else groups.set(fact.kind, [fact]);
  }
  return { on, recordsFreshFrom: addDays(on, -recordFreshDays), groups };
}

function onlyOfKind<K extends FactKind>(facts: Fact[], kind: K): facts is FactOf<K>[] {
  return facts[0]?.kind === kind;
}

function ofKind<K extends FactKind>(view: FactView, kind: K): FactOf<K>[] {
  const group = view.groups.get(kind);
  return group && onlyOfKind(group, kind) ? group : [];
}

const holds = (fact: Fact, on: Day): boolean =>
  fact.validFrom <= on && (fact.validTo === null || fact.validTo >= on);

/** The day an event happened: for a crime the day the case was opened, for a late correction the day it was due. */
export function happenedOn(fact: FactOf<EventKind>): Day {
  switch (fact.kind) {
    case "penalty":
    case "violation-without-penalty":
      return fact.value.decidedOn;
    case "incident":
      return fact.value.occurredOn;
    case "crime":
      return fact.value.openedOn;
    case "falsification":
      return fact.value.foundOn;
    case "verified-complaint":
      return fact.value.verifiedOn;
    case "late-fix":
      return fact.value.dueOn;
    case "pledge":
      return fact.value.signedOn;
    case "self-check-round":
      return fact.value.completedOn;
  }
}

/**
 * Events up to and including the day, oldest first. An event counts from the day it happened, also when it was recorded
 * later, until its statement ends (`validTo`: a decision set aside, say).
 */
export function events<K extends EventKind>(view: FactView, kind: K): FactOf<K>[] {
  const group: FactOf<K>[] = ofKind(view, kind);
  if (group.length === 0) return group;
  const day = (fact: FactOf<K>): Day => happenedOn(fact);
  const known = group.filter(
    (fact) => day(fact) <= view.on && (fact.validTo === null || fact.validTo >= view.on)
  );
  return known.length < 2
    ? known
    : known.sort((a, b) => compare(day(a), day(b)) || compare(a.id, b.id));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const isNewer = (a: Fact, b: Fact): boolean =>
  (compare(a.validFrom, b.validFrom) ||
    compare(a.recordedAt ?? "", b.recordedAt ?? "") ||
    compare(a.id, b.id)) > 0;

/** The statement of a kind that holds on the day: the newest by `validFrom`, then by when it was recorded. */
export function current<K extends StateKind>(view: FactView, kind: K): FactOf<K> | null {
  let newest: FactOf<K> | null = null;
  for (const fact of ofKind(view, kind))
    if (holds(fact, view.on) && (newest === null || isNewer(fact, newest))) newest = fact;
  return newest;
}

type SiteKind = "permit" | "reports" | "monitoring-state" | "risk" | "self-monitoring" | "ledgers";

/**
 * The newest statement of each site. A permit stays in view after its statement lapsed, so that an expired permit reads
 * as expired and not as unknown.
 */
export function currentBySite<K extends SiteKind>(view: FactView, kind: K): FactOf<K>[] {
  const group: FactOf<K>[] = ofKind(view, kind);
  const first = group[0];
  const isKnown = (fact: FactOf<K>) =>
    kind === "permit" ? fact.validFrom <= view.on : holds(fact, view.on);
  if (group.length < 2) return first && isKnown(first) ? group : [];
  const newest = new Map<string, FactOf<K>>();
  for (const fact of group) {
    if (!isKnown(fact)) continue;
    const site = fact.value.site ?? "";
    const other = newest.get(site);
    if (!other || isNewer(fact, other)) newest.set(site, fact);
  }
  return [...newest.entries()].sort((a, b) => compare(a[0], b[0])).map(([, fact]) => fact);
}

export interface Coverage {
  readonly isCovered: boolean;
  readonly factIds: readonly string[];
}

/**
 * Whether the agency's searches of a record cover every day from `from` until `recordsFreshFrom`. Several
 * searches may join; a gap of one day is a gap.
 */
export function recordCoverage(view: FactView, scope: RecordScope, from: Day): Coverage {
  const checks = ofKind(view, "record-check").filter(
    (fact) =>
      holds(fact, view.on) && fact.value.scopes.includes(scope) && fact.value.from <= view.on
  );
  if (checks.length > 1)
    checks.sort((a, b) => compare(a.value.from, b.value.from) || compare(a.id, b.id));
  const factIds: string[] = [];
  let next = from;
  for (const fact of checks) {
    if (fact.value.from > next) break;
    factIds.push(fact.id);
    const after = addDays(fact.value.to, 1);
    if (after > next) next = after;
  }
  return { isCovered: factIds.length > 0 && next > view.recordsFreshFrom, factIds };
}
