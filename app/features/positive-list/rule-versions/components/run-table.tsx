/** Shadow runs, the newest first. */
import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { EmptyState, Tag } from "~/shared/ui/status";
import { Table } from "~/shared/ui/table";

export interface RunLine {
  readonly id: string;
  readonly status: "running" | "done" | "cancelled";
  readonly from: string;
  readonly to: string;
  readonly started: string;
  readonly enterprises: number;
  readonly moved: number;
}
const TONES = { running: "attention", done: "good", cancelled: "plain" } as const;

export function RunTable({ runs }: { runs: readonly RunLine[] }) {
  const { t } = useTranslation("rule-versions");
  if (runs.length === 0) return <EmptyState title={t("noRuns")} />;
  return (
    <Table
      caption={t("runs")}
      captionHidden
      rows={runs}
      rowKey={({ id }) => id}
      columns={[
        { head: t("run"), label: t("run"), cell: ({ id, from, to }) => <Link to={`/rules/runs/${id}`}>{t("versions", { from, to })}</Link> },
        { head: t("started"), label: t("started"), cell: ({ started }) => started },
        { head: t("count"), label: t("count"), numeric: true, cell: ({ enterprises }) => enterprises },
        { head: t("movedHead"), label: t("movedHead"), numeric: true, cell: ({ moved }) => moved },
        { head: t("state"), label: t("state"), cell: ({ status }) => <Tag tone={TONES[status]}>{t(`status.${status}`)}</Tag> },
      ]}
    />
  );
}
