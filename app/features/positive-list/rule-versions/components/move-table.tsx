/** Enterprises that would move, with how they stand by either version. */
import { useTranslation } from "react-i18next";
import { Table } from "~/shared/ui/table";
import type { Move } from "../tally";

interface MoveLine {
  readonly uscc: string;
  readonly name: string;
  readonly move: Move;
  readonly before: string;
  readonly after: string;
}

export function MoveTable({ moves }: { moves: readonly MoveLine[] }) {
  const { t } = useTranslation("rule-versions");
  return (
    <Table
      caption={t("names")}
      captionHidden
      rows={moves}
      rowKey={({ uscc }) => uscc}
      columns={[
        { head: t("enterprise"), label: t("enterprise"), cell: ({ name, uscc }) => `${name} ${uscc}` },
        { head: t("moveHead"), label: t("moveHead"), cell: ({ move }) => t(`move.${move}`) },
        { head: t("before"), label: t("before"), cell: ({ before }) => before },
        { head: t("after"), label: t("after"), cell: ({ after }) => after },
      ]}
    />
  );
}
