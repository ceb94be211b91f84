/** What a profile says, value by value, in words: the same rows for every profile, so that two can be laid side by side. Pure. */
import type { TFunction } from "i18next";
import { GATE_CODES, type Basis, type GateCode, type Profile } from "../profile";

export const PARTS = ["gates", "listing", "visits", "local"] as const;
export type Part = (typeof PARTS)[number];

export interface ValueRow {
  readonly part: Part;
  /** "G2", "termYears". */
  readonly key: string;
  readonly title: string;
  readonly value: string;
  readonly basis: Basis;
}

export interface Words {
  readonly t: TFunction<"profile-rules">;
  readonly list: TFunction<"positive-list">;
}

export function valueRows(profile: Profile, words: Words): ValueRow[] {
  const { t, list } = words;
  const { listing, visits } = profile;
  const setting = (part: Part, key: SettingKey, basis: Basis, value: string): ValueRow => ({ part, key, title: t(`setting.${key}`), value, basis });
  const months = (count: number) => t("months", { count });
  const listed = (names: readonly string[]) => names.join(t("listSeparator"));
  return [
    ...GATE_CODES.map((code) => ({ part: "gates" as const, key: code, title: list(`gate.${code}`), value: gateValue(profile, code, words), basis: profile.gates[code].basis })),
    setting("listing", "recordFreshDays", profile.recordFreshDays.basis, t("days", { count: profile.recordFreshDays.value })),
    setting("listing", "noticeWorkingDays", listing.noticeWorkingDays.basis, t("workingDays", { count: listing.noticeWorkingDays.value })),
    setting("listing", "termYears", listing.termYears.basis, t("years", { count: listing.termYears.value })),
    setting("listing", "triggers", listing.triggers.basis, listed(listing.triggers.value.map((each) => list(`trigger.${each}`)))),
    setting("listing", "decisionAfterTriggerWorkingDays", listing.decisionAfterTriggerWorkingDays.basis, t("workingDays", { count: listing.decisionAfterTriggerWorkingDays.value })),
    setting("listing", "maliciousTriggers", listing.maliciousTriggers.basis, listed(listing.maliciousTriggers.value.map((each) => list(`trigger.${each}`)))),
    setting("listing", "reentryMonths", listing.reentryMonths.basis, t("reentry", { ordinary: months(listing.reentryMonths.value.ordinary), malicious: months(listing.reentryMonths.value.malicious) })),
    setting("listing", "verificationDrawPercent", listing.verificationDrawPercent.basis, t("percent", { value: listing.verificationDrawPercent.value })),
    setting("listing", "poolSharePercent", listing.poolSharePercent.basis, t("percent", { value: listing.poolSharePercent.value })),
    setting("visits", "inspectionsPerYear", visits.inspectionsPerYear.basis, t("times", { count: visits.inspectionsPerYear.value })),
    setting("visits", "legalEffect", visits.legalEffect.basis, t(`legalEffect.${visits.legalEffect.value}`)),
    ...localRows(profile, words),
  ];
}

/** What only some places have. */
function localRows({ local }: Profile, { t, list }: Words): ValueRow[] {
  const row = (key: keyof NonNullable<Profile["local"]>, basis: Basis, value: string): ValueRow => ({
    part: "local",
    key,
    title: t(`setting.${key}`),
    value,
    basis,
  });
  const { screening, refreshMonths, creditBands } = local ?? {};
  const rows: ValueRow[] = [];
  if (screening) rows.push(row("screening", screening.basis, t("screening", screening.value)));
  if (refreshMonths)
    rows.push(row("refreshMonths", refreshMonths.basis, t("every", { count: refreshMonths.value })));
  if (creditBands) {
    const bands = creditBands.value.map(({ grade, from, effect }, at) => {
      const points =
        from === null
          ? t("pointsBelow", { points: creditBands.value[at - 1]?.from ?? "" })
          : t("pointsFrom", { points: from });
      return t("creditBand", {
        grade: list(`code.${grade}`),
        points,
        effect: t(`creditEffect.${effect}`),
      });
    });
    rows.push(row("creditBands", creditBands.basis, bands.join(t("bandSeparator"))));
  }
  return rows;
}

type SettingKey =
  | "recordFreshDays"
  | keyof Profile["listing"]
  | keyof Profile["visits"];

function gateValue({ gates }: Profile, code: GateCode, { t, list }: Words): string {
  if (!gates[code].isOn) return t("off");
  const within = (count: number, key: "within" | "withinFail" | "withinFlag" | "withinOpen") => t(`gateValue.${key}`, { term: t("months", { count }) });
  const codes = (words: readonly (typeof gates.G7.exclusions[number] | typeof gates.G10.refusedGrades[number])[]) =>
    words.map((word) => list(`code.${word}`)).join(t("listSeparator"));
  switch (code) {
    case "G2":
    case "G3":
    case "G9":
      return within(gates[code].windowMonths, "within");
    case "G2b":
      return within(gates.G2b.windowMonths, gates.G2b.mode === "fail" ? "withinFail" : "withinFlag");
    case "G4":
      return within(gates.G4.windowMonths, gates.G4.openCaseBlocks ? "withinOpen" : "within");
    case "G6":
      return gates.G6.offSiteEvidenceForOthers ? t("gateValue.G6others") : t("gateValue.G6");
    case "G7":
      return codes(gates.G7.exclusions);
    case "G10":
      return t("gateValue.G10", { grades: codes(gates.G10.refusedGrades) });
    case "G12":
      return t("gateValue.G12", { term: t("months", { count: gates.G12.falsePledgeMonths }) });
    default:
      return t(`gateValue.${code}`);
  }
}
