/** Inspections, draws and figures in the reader's language. */
import { today } from "~/platform/clock.server";
import { translator } from "~/platform/i18n.server";
import { day } from "~/shared/day";
import { formatDay } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import { periodState, spanOf } from "./plan/period";
import type { publicDraws } from "./public-queries.server";
import type { inspectionsOf, planOf } from "./queries.server";
import type { figuresOf, Group } from "./work/figures.server";

type InspectionRow = Awaited<ReturnType<typeof inspectionsOf>>[number];
export const inspectionLine = ({ id, enterprise, uscc, kind, year, status, outcome, officerNames }: InspectionRow, locale: Locale) => ({
  id,
  enterprise: enterprise[locale],
  uscc,
  kind,
  year,
  status,
  outcome,
  officers: officerNames.join(locale === "zh-CN" ? "、" : ", "),
});

const dayText = (on: string | null, locale: Locale): string | null => (on === null ? null : formatDay(day(on), locale));

type DrawRow = NonNullable<Awaited<ReturnType<typeof planOf>>>["draws"][number];
export const drawLine = ({ drawnOn, revealedOn, ...row }: DrawRow, locale: Locale) => ({
  ...row,
  state: periodState(row.period, today()),
  opensOn: formatDay(spanOf(row.period).from, locale),
  drawnOn: dayText(drawnOn, locale),
  revealedOn: dayText(revealedOn, locale),
});

type PublicRow = Awaited<ReturnType<typeof publicDraws>>[number];
export const publicLine = ({ drawnOn, revealedOn, drawn, skipped, pool, ...row }: PublicRow, locale: Locale) => ({
  ...row,
  drawnOn: dayText(drawnOn, locale),
  isRevealed: revealedOn !== null,
  counts: drawnOn === null ? null : { drawn: drawn ?? 0, skipped: skipped ?? 0, pool: pool ?? 0 },
});

const percent = (share: number): string => (share * 100).toFixed(1);

function shares(groups: readonly Group[], name: (key: string) => string) {
  const sum = (of: "pool" | "drawn") => groups.reduce((all, group) => all + group[of], 0);
  const [pool, drawn] = [sum("pool"), sum("drawn")];
  return groups.map((group) => ({
    name: name(group.name),
    pool: group.pool,
    drawn: group.drawn,
    poolShare: pool === 0 ? null : percent(group.pool / pool),
    drawnShare: drawn === 0 ? null : percent(group.drawn / drawn),
  }));
}

type Figures = Awaited<ReturnType<typeof figuresOf>>;
export function figuresView(figures: Figures, locale: Locale) {
  const t = translator(locale, "inspection");
  const rules = translator(locale, "rule-versions");
  const unknown = t("figures.unknown");
  const { falseExemption, bySector, byPermitClass, bySize, ...rest } = figures;
  return {
    ...rest,
    rate: falseExemption && { share: percent(falseExemption.share), low: percent(falseExemption.low), high: percent(falseExemption.high) },
    groups: [
      { key: "bySector" as const, rows: shares(bySector, (key) => (key === "" ? unknown : rules(`sector.${key as "coating"}`))) },
      { key: "byPermitClass" as const, rows: shares(byPermitClass, (key) => (key === "" ? unknown : rules(`permitClass.${key as "key"}`))) },
      { key: "bySize" as const, rows: shares(bySize, (key) => (key === "" ? unknown : rules(`size.${key as "large"}`))) },
    ],
  };
}
