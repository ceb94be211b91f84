/** Gates apart from points: what the profile asks, how the enterprise stands, and what would change it. */
import { useTranslation } from "react-i18next";
import type { CitationView } from "~/features/law/citation-view";
import { Citations } from "~/features/law/components/citation";
import { BarChart } from "~/shared/ui/bar-chart";
import { Tag, type Tone } from "~/shared/ui/status";
import { Table } from "~/shared/ui/table";
import type { Evaluation, GateResult, ItemResult } from "../evaluation";
import { gateNeeds } from "../gate-needs";
import { FactLinks, type NamedFact } from "../facts-known/components/fact-links";
import type { Profile } from "../profile";
import { Changes, useLocale, Whys } from "./reasons";

const GATE_TONES: Readonly<Record<GateResult["outcome"], Tone>> = {
  passed: "good",
  failed: "bad",
  unknown: "attention",
  "not-applicable": "plain",
};

interface GateProps {
  readonly evaluation: Evaluation;
  readonly profile: Profile;
  readonly citations: readonly CitationView[];
  /** Facts with pages of their own. */
  readonly facts?: readonly NamedFact[];
}

export function GateTable({ evaluation, profile, citations, facts = [] }: GateProps) {
  const { t } = useTranslation("positive-list");
  const locale = useLocale();
  return (
    <Table
      caption={t("overview.gatesCaption")}
      captionHidden
      rows={evaluation.gates}
      rowKey={({ code }) => code}
      columns={[
        {
          head: t("overview.rule"),
          label: t("overview.rule"),
          cell: ({ code, basis }) => (
            <>
              <span className="block font-semibold">{t(`gate.${code}`)}</span>
              <span className="block">{t(`needs.${code}`, gateNeeds(profile, code))}</span>
              <span className="block text-small text-muted">{basis.source[locale]}</span>
              <Citations
                basis={citations.filter(({ id }) => basis.citations.some((cited) => cited === id))}
              />
            </>
          ),
        },
        {
          head: t("overview.you"),
          label: t("overview.you"),
          cell: ({ outcome, reasons, flags, factsUsed }) => (
            <>
              <Tag tone={GATE_TONES[outcome]}>{t(`gateOutcome.${outcome}`)}</Tag>
              <Whys reasons={reasons} />
              <Whys reasons={flags} />
              <FactLinks ids={factsUsed} facts={facts} />
            </>
          ),
        },
        ...(evaluation.gates.every(({ passed }) => passed)
          ? []
          : [
              {
                head: t("overview.change"),
                label: t("overview.change"),
                cell: ({ passed, reasons }: GateResult) =>
                  passed ? null : <Changes reasons={reasons} />,
              },
            ]),
      ]}
    />
  );
}

const ITEM_TONES: Readonly<Record<ItemResult["status"], Tone>> = {
  full: "good",
  part: "info",
  none: "bad",
  "not-known": "attention",
  "not-applicable": "plain",
};

export function ScoreChart({ evaluation }: { evaluation: Evaluation }) {
  const { t } = useTranslation("positive-list");
  const bars = evaluation.score.dimensions
    .filter(({ applicable }) => applicable)
    .map(({ code, points, max }) => ({
      label: t(`dimension.${code}`),
      value: points,
      max,
    }));
  return <BarChart title={t("overview.byDimension")} unit={t("overview.points")} bars={bars} />;
}

export function ItemTable({ evaluation, facts = [] }: Pick<GateProps, "evaluation" | "facts">) {
  const { t } = useTranslation("positive-list");
  const rows = evaluation.score.dimensions.flatMap(({ code, items }) =>
    items.map((item) => ({ ...item, dimension: code }))
  );
  return (
    <Table
      caption={t("overview.itemsCaption")}
      rows={rows}
      rowKey={({ code }) => code}
      columns={[
        {
          head: t("overview.item"),
          label: t("overview.item"),
          cell: ({ code, dimension }) => (
            <>
              {t(`item.${code}`)}
              <span className="block text-small text-muted">{t(`dimension.${dimension}`)}</span>
            </>
          ),
        },
        {
          head: t("overview.pointsOf"),
          label: t("overview.pointsOf"),
          numeric: true,
          cell: ({ status, points, max }) =>
            status === "not-applicable" ? "–" : `${points} / ${max}`,
        },
        {
          head: t("overview.you"),
          label: t("overview.you"),
          cell: ({ status, reasons, factsUsed }) => (
            <>
              <Tag tone={ITEM_TONES[status]}>{t(`itemStatus.${status}`)}</Tag>
              {status === "full" ? null : <Whys reasons={reasons} />}
              {status === "full" ? null : <FactLinks ids={factsUsed} facts={facts} />}
            </>
          ),
        },
        {
          head: t("overview.change"),
          label: t("overview.change"),
          cell: ({ status, reasons }) =>
            status === "full" || status === "not-applicable" ? "–" : <Changes reasons={reasons} />,
        },
      ]}
    />
  );
}
