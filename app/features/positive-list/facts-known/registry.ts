/**
 * The registry of fact kinds as a reader sees it: who may write a kind, what reads it, and for how long it counts. What
 * counts depends on the local rules, so their windows are read from the profile and the score rules. Pure.
 */
import type { AccountRole, ApiScope } from "~/shared/actor";
import { FACT_KINDS, type FactWriter } from "../fact-kinds";
import type { FactKind } from "../facts";
import { gateNeeds } from "../gate-needs";
import type { GateCode, Profile } from "../profile";
import type { ScoreRules } from "../weights";

export interface Writers {
  readonly roles: readonly AccountRole[];
  /** Of a key of an agency's system. */
  readonly scope: ApiScope | null;
}

/** Nobody writes what the portal computes. */
const WRITERS: Readonly<Record<FactWriter, Writers>> = {
  agency: { roles: ["officer", "approver"], scope: "facts:write" },
  enterprise: { roles: ["manager", "legal-representative"], scope: null },
  system: { roles: [], scope: null },
};
const SIGNED: Writers = { roles: ["legal-representative"], scope: null };

export const writersOf = (kind: FactKind): Writers =>
  kind === "pledge" ? SIGNED : WRITERS[FACT_KINDS[kind].writer];

export const mayWrite = (kind: FactKind, role: AccountRole): boolean =>
  writersOf(kind).roles.includes(role);

/** Conditions that a kind can close or open. A search of the records speaks for each record it covers. */
const GATES: Partial<Record<FactKind, readonly GateCode[]>> = {
  "record-check": ["G2", "G2b", "G3", "G4", "G9"],
  penalty: ["G2"],
  "violation-without-penalty": ["G2b"],
  incident: ["G3"],
  crime: ["G4"],
  permit: ["G1", "G5", "G6"],
  reports: ["G5"],
  "monitoring-state": ["G6"],
  exclusion: ["G7"],
  zoning: ["G8"],
  falsification: ["G9"],
  "credit-grade": ["G10"],
  "open-matters": ["G11"],
  pledge: ["G12"],
  listing: ["G13"],
};

export interface Counting {
  readonly nature: "event" | "state";
  /** Conditions that read it; months where they look back. */
  readonly gates: readonly { readonly code: GateCode; readonly months: number | null }[];
  /** Months for which an event weighs on or adds to the score; null when it has no window there. */
  readonly scoreMonths: number | null;
  /** Days for which a search of the records counts. */
  readonly freshDays: number | null;
}

export function countingOf(kind: FactKind, profile: Profile, rules: ScoreRules): Counting {
  const gates = (GATES[kind] ?? []).filter((code) => profile.gates[code].isOn);
  const looksBack = FACT_KINDS[kind].nature === "event" && kind !== "record-check";
  return {
    nature: FACT_KINDS[kind].nature,
    gates: gates.map((code) => ({ code, months: looksBack ? (gateNeeds(profile, code).months ?? null) : null })),
    scoreMonths: scoreMonths(kind, rules),
    freshDays: kind === "record-check" ? profile.recordFreshDays.value : null,
  };
}

function scoreMonths(kind: FactKind, { weights }: ScoreRules): number | null {
  const { record, selfInspection } = weights;
  switch (kind) {
    case "penalty":
      return Math.max(...record.penaltyBands.map(({ untilMonths }) => untilMonths));
    case "violation-without-penalty":
      return record.violation.windowMonths;
    case "late-fix":
      return record.lateFix.windowMonths;
    case "verified-complaint":
      return record.complaint.windowMonths;
    case "self-check-round":
      return selfInspection.roundWindowMonths;
    default:
      return null;
  }
}
