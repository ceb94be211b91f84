/** Long imports of the agency, newest first, each leading to its progress. */
import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { formatCount } from "~/shared/format";
import { Table } from "~/shared/ui/table";
import { JobTag, type JobStatus } from "./job-tag";

interface Line {
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  readonly fileName: string;
  readonly status: JobStatus;
  readonly rowsRead: number;
}

export function LongImports({ imports, lead }: { imports: readonly Line[]; lead: string }) {
  const { t } = useTranslation("positive-list");
  const { t: f } = useTranslation("fact-file");
  return (
    <>
      <p className="mb-3 max-w-measure">{lead}</p>
      <Table
        caption={f("list")}
        captionHidden
        rows={imports}
        rowKey={(row) => row.id}
        columns={[
          { head: t("facts.at"), label: t("facts.at"), cell: (row) => <Link to={`/facts/imports/${row.id}`}>{row.at}</Link> },
          { head: t("facts.kind"), label: t("facts.kind"), cell: (row) => row.kind },
          { head: t("facts.file"), label: t("facts.file"), cell: (row) => <span className="break-all">{row.fileName}</span> },
          { head: f("state"), label: f("state"), cell: (row) => <JobTag status={row.status} /> },
          { head: t("facts.rows"), label: t("facts.rows"), numeric: true, cell: (row) => formatCount(row.rowsRead) },
        ]}
      />
    </>
  );
}
