/** Below the score: how sure each part of it is, and how fresh what it rests on. */
import { useTranslation } from "react-i18next";
import { Table } from "~/shared/ui/table";
import { STALE_AFTER_DAYS, TRUST, type PartQuality } from "../part-quality";

export function QualityTable({ parts }: { parts: readonly PartQuality[] }) {
  const { t } = useTranslation("positive-list");
  return (
    <>
      <Table
        caption={t("quality.caption")}
        rows={parts}
        rowKey={({ code }) => code}
        columns={[
          { head: t("quality.part"), label: t("quality.part"), cell: ({ code }) => t(`dimension.${code}`) },
          {
            head: t("quality.confidence"),
            label: t("quality.confidence"),
            numeric: true,
            cell: ({ confidencePercent }) => (confidencePercent === null ? "–" : `${confidencePercent} %`),
          },
          {
            head: t("quality.fresh"),
            label: t("quality.fresh"),
            cell: ({ newestDays, oldestDays }) => (newestDays === null || oldestDays === null ? "–" : newestDays === oldestDays ? t("quality.age", { count: newestDays }) : t("quality.ages", { newest: newestDays, oldest: oldestDays })),
          },
          { head: t("quality.unknown"), label: t("quality.unknown"), numeric: true, cell: ({ unknownItems }) => unknownItems },
        ]}
      />
      <p className="mb-6 max-w-measure text-small text-muted">{t("quality.how", { percent: TRUST.enterprise * 100, days: STALE_AFTER_DAYS })}</p>
    </>
  );
}
