/** All versions of one fact, the newest first: what each said, who said it and through what. */
import { useTranslation } from "react-i18next";
import { Tag } from "~/shared/ui/status";
import { Table } from "~/shared/ui/table";
import type { FactView } from "./facts-table";
import { SaidLines } from "./facts-table";
import { Lines } from "./kind-table";

interface Version extends FactView {
  readonly number: number;
  readonly isLast: boolean;
  readonly withdrawn: boolean;
}

export function VersionTable({ versions }: { versions: readonly Version[] }) {
  const { t } = useTranslation("fact-dispute");
  return (
    <Table
      caption={t("one.caption")}
      rows={versions}
      rowKey={({ id }) => id}
      columns={[
        {
          head: t("one.versionHead"),
          label: t("one.versionHead"),
          cell: ({ number, isLast, withdrawn }) => (
            <>
              <span className="block">{t("one.version", { number })}</span>
              {withdrawn ? <Tag tone="attention">{t("one.takenBack")}</Tag> : <Tag tone={isLast ? "good" : "plain"}>{t(isLast ? "one.current" : "one.replaced")}</Tag>}
            </>
          ),
        },
        {
          head: t("one.says"),
          label: t("one.says"),
          cell: ({ withdrawn, says }) => (withdrawn ? t("one.nothing") : <SaidLines says={says} />),
        },
        { head: t("known.days"), label: t("known.days"), cell: ({ days, withdrawn }) => (withdrawn ? "–" : days) },
        { head: t("one.from"), label: t("one.from"), cell: ({ provenance }) => <Lines lines={provenance} /> },
      ]}
    />
  );
}
