/** All evidence in a table, with where each file is used. */
import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Table } from "~/shared/ui/table";
import { EvidenceName, Thumbnail, type EvidenceLine } from "./evidence-item";

export interface EvidenceTableLine extends EvidenceLine {
  readonly uses: readonly {
    readonly to: string;
    readonly is: "selfCheck" | "correction";
    readonly site: string;
    readonly day: string;
    readonly finding: string;
    readonly questions: readonly string[];
  }[];
}

export function EvidenceTable({ lines }: { lines: readonly EvidenceTableLine[] }) {
  const { t } = useTranslation("evidence");
  return (
    <Table
      caption={t("list.caption")}
      captionHidden
      rows={lines}
      rowKey={({ id }) => id}
      columns={[
        {
          head: t("list.file"),
          label: t("list.file"),
          cell: (line) => (
            <div className="flex gap-3">
              <Thumbnail item={line} />
              <div className="min-w-0">
                <EvidenceName item={line} />
                <p className="text-small text-muted">{line.size}</p>
              </div>
            </div>
          ),
        },
        {
          head: t("list.received"),
          label: t("list.received"),
          cell: ({ received }) => received,
        },
        {
          head: t("list.used"),
          label: t("list.used"),
          cell: (line) => <Uses uses={line.uses} />,
        },
      ]}
    />
  );
}

function Uses({ uses }: Pick<EvidenceTableLine, "uses">) {
  const { t } = useTranslation("evidence");
  if (uses.length === 0) return <span className="text-muted">{t("list.unused")}</span>;
  return (
    <ul>
      {uses.map((use) => (
        <li key={use.to} className="mb-1">
          <Link to={use.to}>
            {use.is === "selfCheck"
              ? t("list.selfCheck", { site: use.site, day: use.day })
              : t("list.correction", { finding: use.finding })}
          </Link>
          {use.questions.map((text) => (
            <span key={text} className="block text-small text-muted">
              {text}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}
