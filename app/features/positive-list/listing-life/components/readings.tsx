/** The monthly readings of a listing. */
import { useTranslation } from "react-i18next";
import { Table } from "~/shared/ui/table";
import type { GateCode } from "../../profile";

interface Reading {
  readonly id: string;
  readonly month: string;
  readonly score: number;
  readonly openGates: readonly GateCode[];
}

export function Readings({ readings }: { readings: readonly Reading[] }) {
  const { t } = useTranslation("listing-life");
  const { t: gates } = useTranslation("positive-list");
  return (
    <>
      <p className="mb-3 max-w-measure">{t("readings.lead")}</p>
      {readings.length === 0 ? (
        <p className="text-muted">{t("readings.none")}</p>
      ) : (
        <Table
          caption={t("readings.title")}
          captionHidden
          rows={readings}
          rowKey={({ id }) => id}
          columns={[
            { head: t("readings.month"), label: t("readings.month"), cell: ({ month }) => month },
            { head: t("readings.score"), label: t("readings.score"), numeric: true, cell: ({ score }) => score },
            {
              head: t("readings.gates"),
              label: t("readings.gates"),
              cell: ({ openGates }) => (openGates.length === 0 ? t("readings.allMet") : openGates.map((code) => gates(`gate.${code}`)).join(" · ")),
            },
          ]}
        />
      )}
    </>
  );
}
