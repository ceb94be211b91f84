/** The enterprise's self-checks, newest first. */
import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Tag } from "~/shared/ui/status";
import { Table } from "~/shared/ui/table";
import type { Completeness, Result } from "../evaluate";
import { ResultTag } from "./tags";

interface Run extends Completeness {
  readonly id: string;
  readonly siteName: string;
  readonly status: "draft" | "completed";
  readonly day: string;
  readonly shared: boolean;
  readonly result: Result;
  readonly complete: boolean;
}

export function RunTable({ runs }: { runs: readonly Run[] }) {
  const { t } = useTranslation("self-check");
  return (
    <Table
      caption={t("list.runs")}
      captionHidden
      rows={runs}
      rowKey={({ id }) => id}
      columns={[
        {
          head: t("list.day"),
          label: t("list.day"),
          cell: ({ id, day, status }) => (
            <Link to={`/self-checks/${id}${status === "completed" ? "/result" : ""}`}>{day}</Link>
          ),
        },
        { head: t("list.site"), label: t("list.site"), cell: ({ siteName }) => siteName },
        {
          head: t("list.result"),
          label: t("list.result"),
          cell: (run) =>
            run.status === "draft" ? (
              <Tag tone="info">{t("status.draft")}</Tag>
            ) : (
              <ResultTag result={run.result} complete={run.complete} />
            ),
        },
        {
          head: t("list.answered"),
          label: t("list.answered"),
          cell: ({ answered, total }) => t("list.of", { answered, total }),
        },
        {
          head: t("list.shared"),
          label: t("list.shared"),
          cell: ({ shared }) => t(shared ? "list.sharedYes" : "list.sharedNo"),
        },
      ]}
    />
  );
}
