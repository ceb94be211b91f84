/** Inspections as a table; on a phone, blocks. */
import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Tag } from "~/shared/ui/status";
import { Table } from "~/shared/ui/table";

export interface InspectionLine {
  readonly id: string;
  readonly enterprise: string;
  readonly uscc: string;
  readonly kind: "routine" | "verification" | "joint" | "clue";
  readonly year: number;
  readonly status: "planned" | "made" | "cancelled";
  readonly outcome: "in-order" | "minor-breach" | "grave-breach" | null;
  readonly officers: string;
}
const TONES = { "in-order": "good", "minor-breach": "attention", "grave-breach": "bad" } as const;

export function InspectionTable({ caption, rows }: { caption: string; rows: readonly InspectionLine[] }) {
  const { t } = useTranslation("inspection");
  return (
    <Table
      caption={caption}
      captionHidden
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          head: t("enterprise"),
          label: t("enterprise"),
          cell: ({ id, enterprise, uscc }) => (
            <>
              <Link to={`/inspections/${id}`}>{enterprise}</Link> <span className="text-small text-muted">{uscc}</span>
            </>
          ),
        },
        { head: t("kindHead"), label: t("kindHead"), cell: ({ kind }) => t(`kind.${kind}`) },
        { head: t("yearHead"), label: t("yearHead"), cell: ({ year }) => year },
        { head: t("team"), label: t("team"), cell: ({ officers }) => officers },
        {
          head: t("statusHead"),
          label: t("statusHead"),
          cell: ({ status, outcome }) =>
            outcome ? <Tag tone={TONES[outcome]}>{t(`outcome.${outcome}`)}</Tag> : <Tag tone={status === "planned" ? "attention" : "plain"}>{t(`status.${status}`)}</Tag>,
        },
      ]}
    />
  );
}
