/**
 * Invented facts of an invented enterprise, for measuring and for trying the portal at the size of a country. Credit
 * grades fall as in Guangzhou's published assessment of 2024; the other shares are this file's own.
 */
import { addDays, addMonths, type Day } from "~/shared/day";
import type { Fact } from "../facts";

/** Numbers from 0 up to, not including, 1. The same seed gives the same numbers. */
export function chanceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Chance = () => number;
type Draft = { [F in Fact as F["kind"]]: Pick<F, "kind" | "value"> & { readonly from: Day } }[Fact["kind"]];

/** The first word whose share is not yet used up; shares add up to one. */
function pick<T extends string>(chance: Chance, shares: readonly (readonly [T, number])[], last: T): T {
  let left = chance();
  for (const [word, share] of shares) {
    if (left < share) return word;
    left -= share;
  }
  return last;
}

export const permitClass = (chance: Chance) =>
  pick(chance, [["registration", 0.7], ["simplified", 0.2]], "key" as "registration" | "simplified" | "key");

const yesUnless = (chance: Chance, no: number, unknown = 0.01) => pick(chance, [["no", no], ["not-known", unknown]], "yes" as "yes" | "no" | "not-known");

export interface Character {
  readonly permit: "registration" | "simplified" | "key";
  /** With everything in order, so that it can be on the list. */
  readonly isSpotless: boolean;
}

export function inventedFacts(chance: Chance, on: Day, { permit, isSpotless }: Character): Draft[] {
  const fault = (share: number) => (isSpotless ? 0 : share);
  return [
    ...records(chance, on, fault),
    ...states(chance, on, permit, fault),
    ...conduct(chance, on, isSpotless),
  ];
}

type Fault = (share: number) => number;
const ago = (chance: Chance, on: Day, days: number): Day => addDays(on, -1 - Math.floor(chance() * days));
const YEARS_5 = 1_825;

function records(chance: Chance, on: Day, fault: Fault): Draft[] {
  const drafts: Draft[] = [];
  const add = (draft: Draft) => drafts.push(draft);
  const checked = addDays(on, -Math.floor(chance() * 20) - 1);
  const from = addMonths(on, -72);
  if (chance() >= fault(0.04)) {
    add({ kind: "record-check", value: { scopes: ["penalties", "violations", "incidents"], from, to: checked }, from: checked });
    add({ kind: "record-check", value: { scopes: ["crimes", "falsification"], from, to: checked }, from: checked });
  }
  for (let again = fault(0.09); chance() < again; again /= 3) {
    const decidedOn = ago(chance, on, YEARS_5);
    const fineFen = Math.round(10 ** (5.5 + chance() * 2.5));
    add({ kind: "penalty", value: { decidedOn, fineFen, severity: fineFen > 20_000_000 ? "serious" : "ordinary" }, from: decidedOn });
  }
  if (chance() < fault(0.05)) {
    const decidedOn = ago(chance, on, YEARS_5);
    add({ kind: "violation-without-penalty", value: { decidedOn }, from: decidedOn });
  }
  if (chance() < fault(0.004)) {
    const occurredOn = ago(chance, on, YEARS_5);
    add({ kind: "incident", value: { occurredOn, level: "ordinary" }, from: occurredOn });
  }
  if (chance() < fault(0.001)) {
    const foundOn = ago(chance, on, YEARS_5);
    add({ kind: "falsification", value: { foundOn, what: "falsification" }, from: foundOn });
  }
  if (chance() < fault(0.03)) {
    const verifiedOn = ago(chance, on, 730);
    add({ kind: "verified-complaint", value: { verifiedOn, settledOn: chance() < 0.8 ? on : null }, from: verifiedOn });
  }
  return drafts;
}

function states(chance: Chance, on: Day, permit: Character["permit"], fault: Fault): Draft[] {
  const from = ago(chance, on, 300);
  const yes = (no: number) => yesUnless(chance, fault(no), fault(0.02));
  const isKey = permit === "key";
  const alarms = isKey ? Math.floor(chance() * 6) : 0;
  const late = chance() < fault(0.08) ? Math.min(1, alarms) : 0;
  const drafts: Draft[] = [
    { kind: "permit", value: { class: permit, startsOn: addMonths(on, -20), expiresOn: addMonths(on, chance() < fault(0.03) ? -1 : 40), eiaComplete: yes(0.02), acceptanceComplete: yes(0.03), treatmentComplete: yes(0.02) }, from },
    {
      kind: "monitoring-state",
      value: {
        required: isKey ? "yes" : "no",
        installed: isKey ? yes(0.02) : "not-applicable",
        working: isKey ? yes(0.04) : "not-applicable",
        networked: isKey ? yes(0.03) : "not-applicable",
        stable: isKey ? yes(0.05) : "not-applicable",
        validDataPercent: isKey ? Math.round((100 - chance() * 9) * 10) / 10 : null,
        alarms,
        alarmsExplainedWithin24Hours: alarms - late,
        alarmsUnexplained: late,
        maintenanceLogComplete: isKey ? yes(0.1) : "not-applicable",
        offSiteEvidence: isKey ? "not-applicable" : yes(0.2),
      },
      from,
    },
    { kind: "exclusion", value: { findings: exclusions(chance, fault) }, from },
    { kind: "zoning", value: { compliant: yes(0.01) }, from },
    { kind: "self-monitoring", value: { complete: yes(0.15) }, from },
    { kind: "ledgers", value: { complete: yes(0.12) }, from },
  ];
  if (permit !== "registration") {
    const due = isKey ? 5 : 1;
    drafts.push({ kind: "reports", value: { executionReportsDue: due, executionReportsSubmitted: chance() < fault(0.1) ? due - 1 : due, disclosureDone: yes(0.08) }, from });
  }
  if (fault(1) === 0 || chance() < 0.6)
    drafts.push({ kind: "credit-grade", value: { grade: fault(1) === 0 ? "green" : pick(chance, [["green", 0.149], ["blue", 0.836], ["yellow", 0.013]], "red" as "green" | "blue" | "yellow" | "red") }, from });
  return drafts;
}

function exclusions(chance: Chance, fault: Fault) {
  const answer = () => (chance() < fault(0.006) ? "yes" : "no");
  return {
    "household-waste-incineration": answer(),
    "hazardous-waste-disposal": answer(),
    "town-village-sewage-plant": answer(),
    "industrial-park-sewage-plant": answer(),
    "yangtze-1km-chemical-or-paper": answer(),
  } as const;
}

function conduct(chance: Chance, on: Day, isSpotless: boolean): Draft[] {
  const from = ago(chance, on, 200);
  const drafts: Draft[] = [];
  const yes = (no: number) => (isSpotless ? "yes" : yesUnless(chance, no, 0.1));
  if (isSpotless || chance() < 0.3) drafts.push({ kind: "pledge", value: { signedOn: from, version: 1, foundFalseOn: null }, from });
  if (isSpotless || chance() < 0.7)
    drafts.push({ kind: "risk", value: { planFiled: yes(0.1), planDrilled: yes(0.3), hazardousWasteInOrder: yes(0.1), receptorsProtected: yes(0.05) }, from });
  if (isSpotless || chance() < 0.4)
    drafts.push({ kind: "management", value: { managementSystem: yes(0.7), cleanerProductionLevel: pick(chance, [["1", 0.1], ["2", 0.3]], "none" as "1" | "2" | "none"), airGrade: "not-applicable" }, from });
  return drafts;
}
