/** Who would move, counted: by what changes, by condition, by group. */
import { useTranslation } from "react-i18next";
import { Section } from "~/shared/ui/page";
import { Table } from "~/shared/ui/table";
import type { Move } from "../tally";

interface Props {
  readonly moves: readonly { readonly move: Move; readonly count: number }[];
  readonly gates: readonly { readonly code: string; readonly name: string; readonly closes: number; readonly opens: number }[];
  readonly groups: readonly {
    readonly key: "bySector" | "byPermitClass" | "bySize" | "byRegion";
    readonly rows: readonly { readonly key: string; readonly name: string; readonly enterprises: number; readonly moved: number }[];
  }[];
}

export function TallyTables({ moves, gates, groups }: Props) {
  const { t } = useTranslation("rule-versions");
  const numeric = true;
  return (
    <>
      {moves.length > 0 ? (
        <Table
          caption={t("moveHead")}
          rows={moves}
          rowKey={({ move }) => move}
          columns={[
            { head: t("moveHead"), label: t("moveHead"), cell: ({ move }) => t(`move.${move}`) },
            { head: t("count"), label: t("count"), numeric, cell: ({ count }) => count },
          ]}
        />
      ) : null}
      <Section title={t("gates")} id="gates">
        {gates.length === 0 ? <p>{t("noGates")}</p> : null}
        {gates.length > 0 ? (
          <Table
            caption={t("gates")}
            captionHidden
            rows={gates}
            rowKey={({ code }) => code}
            columns={[
              { head: t("gate"), label: t("gate"), cell: ({ code, name }) => `${code} ${name}` },
              { head: t("closes"), label: t("closes"), numeric, cell: ({ closes }) => closes },
              { head: t("opens"), label: t("opens"), numeric, cell: ({ opens }) => opens },
            ]}
          />
        ) : null}
      </Section>
      {groups.map(({ key, rows }) => (
        <Section key={key} title={t(key)} id={key}>
          <Table
            caption={t(key)}
            captionHidden
            rows={rows}
            rowKey={(row) => row.key}
            columns={[
              { head: t("group"), label: t("group"), cell: ({ name }) => name },
              { head: t("count"), label: t("count"), numeric, cell: ({ enterprises }) => enterprises },
              { head: t("movedHead"), label: t("movedHead"), numeric, cell: ({ moved }) => moved },
            ]}
          />
        </Section>
      ))}
    </>
  );
}
