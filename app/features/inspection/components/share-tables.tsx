/** How the drawn compare with the pool, so that bias shows. */
import { useTranslation } from "react-i18next";
import { Section } from "~/shared/ui/page";
import { Table } from "~/shared/ui/table";

interface Props {
  readonly groups: readonly {
    readonly key: "bySector" | "byPermitClass" | "bySize";
    readonly rows: readonly { readonly name: string; readonly pool: number; readonly drawn: number; readonly poolShare: string | null; readonly drawnShare: string | null }[];
  }[];
}

export function ShareTables({ groups }: Props) {
  const { t } = useTranslation("inspection");
  const share = (value: string | null) => (value === null ? "–" : t("figures.percent", { value }));
  const numeric = true;
  return (
    <>
      {groups
        .filter(({ rows }) => rows.length > 0)
        .map(({ key, rows }) => (
          <Section key={key} title={t(`figures.${key}`)} id={key}>
            <p className="mb-3 max-w-measure">{t("figures.fairLead")}</p>
            <Table
              caption={t(`figures.${key}`)}
              captionHidden
              rows={rows}
              rowKey={({ name }) => name}
              columns={[
                { head: t("figures.group"), label: t("figures.group"), cell: ({ name }) => name },
                { head: t("figures.pool"), label: t("figures.pool"), numeric, cell: ({ pool }) => pool },
                { head: t("figures.drawn"), label: t("figures.drawn"), numeric, cell: ({ drawn }) => drawn },
                { head: t("figures.poolShare"), label: t("figures.poolShare"), numeric, cell: ({ poolShare }) => share(poolShare) },
                { head: t("figures.drawnShare"), label: t("figures.drawnShare"), numeric, cell: ({ drawnShare }) => share(drawnShare) },
              ]}
            />
          </Section>
        ))}
    </>
  );
}
