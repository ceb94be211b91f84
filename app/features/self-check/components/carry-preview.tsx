/** What the next self-check makes of each question of the last one, before anything is started. */
import { useTranslation } from "react-i18next";
import { SummaryList } from "~/shared/ui/list";
import { Section } from "~/shared/ui/page";
import { Table } from "~/shared/ui/table";

interface Fate {
  readonly fate: "kept" | "asked-again" | "new" | "dropped";
  readonly count: number;
  readonly lines: readonly { readonly id: string; readonly text: string; readonly why: string }[];
}

export function CarryPreview({ fates }: { readonly fates: readonly Fate[] }) {
  const { t } = useTranslation("rounds");
  if (fates.length === 0) return null;
  return (
    <Section title={t("start.counts")}>
      <SummaryList
        rows={fates.map(({ fate, count }) => ({
          label: t(`start.fate.${fate}`),
          value: (
            <>
              {t("start.count", { count })}
              <span className="block text-small text-muted">{t(`start.fateText.${fate}`)}</span>
            </>
          ),
        }))}
      />
      {fates.map(({ fate, count, lines }) =>
        count === 0 ? null : (
          // What is kept is long and expected; what changes is what a reader must see.
          <details key={fate} open={fate !== "kept"} className="mb-4">
            <summary className="py-2 font-semibold">
              {t(`start.fate.${fate}`)} · {t("start.count", { count })}
            </summary>
            <Table
              caption={t(`start.fate.${fate}`)}
              captionHidden
              rows={lines}
              rowKey={({ id }) => id}
              columns={[
                { head: t("start.question"), label: t("start.question"), cell: ({ text }) => text },
                { head: t("start.why"), label: t("start.why"), cell: ({ why }) => why },
              ]}
            />
          </details>
        )
      )}
    </Section>
  );
}
