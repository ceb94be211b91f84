/** The registry of fact kinds: what each holds, who may state it, for how long it counts. */
import { useTranslation } from "react-i18next";
import { Table } from "~/shared/ui/table";

interface Kind {
  readonly kind: string;
  readonly label: string;
  readonly unit: string | null;
  readonly source: string;
  readonly fields: readonly string[];
  readonly writers: readonly string[];
  readonly counts: readonly string[];
}

export function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <>
      {lines.map((line) => (
        <span key={line} className="block">
          {line}
        </span>
      ))}
    </>
  );
}

export function KindTable({ kinds }: { kinds: readonly Kind[] }) {
  const { t } = useTranslation("fact-dispute");
  return (
    <Table
      caption={t("kinds.caption")}
      captionHidden
      rows={kinds}
      rowKey={({ kind }) => kind}
      columns={[
        {
          head: t("kinds.kind"),
          label: t("kinds.kind"),
          cell: ({ kind, label, source, unit }) => (
            <>
              <span className="block font-semibold">{label}</span>
              <code className="block text-small text-muted">{kind}</code>
              <span className="block text-small text-muted">{source}</span>
              {unit ? <span className="block text-small text-muted">{t("kinds.unitOf", { unit })}</span> : null}
            </>
          ),
        },
        { head: t("kinds.holds"), label: t("kinds.holds"), cell: ({ fields }) => <Lines lines={fields} /> },
        { head: t("kinds.writers"), label: t("kinds.writers"), cell: ({ writers }) => <Lines lines={writers} /> },
        { head: t("kinds.counts"), label: t("kinds.counts"), cell: ({ counts }) => <Lines lines={counts} /> },
      ]}
    />
  );
}
