/** Corrections of an agency's region as a table; what is done about one is done on its page. */
import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { SeverityTag } from "~/features/self-check/components/tags";
import { Table } from "~/shared/ui/table";
import { Marks, type Card } from "./board";
import { StandingTag } from "./standing-tag";

export function AgencyList({ rows, count }: { readonly rows: readonly Card[]; readonly count: number }) {
  const { t } = useTranslation("correction");
  return (
    <Table
      caption={t("list.caption", { count })}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { head: t("facts.due"), label: t("facts.due"), cell: ({ dueOn }) => dueOn },
        {
          head: t("facts.standing"),
          label: t("facts.standing"),
          cell: ({ standing, status }) => <StandingTag standing={standing} status={status} />,
        },
        {
          head: t("agency.enterprise"),
          label: t("agency.enterprise"),
          cell: ({ enterprise, siteName }) => (
            <>
              {enterprise}
              <span className="block text-small text-muted">{siteName}</span>
            </>
          ),
        },
        {
          head: t("list.finding"),
          label: t("list.finding"),
          cell: (card) => (
            <>
              <Link to={`/corrections/${card.id}`}>{card.text}</Link>{" "}
              <span className="inline-flex flex-wrap gap-2">
                <Marks card={card} />
              </span>
            </>
          ),
        },
        {
          head: t("facts.severity"),
          label: t("facts.severity"),
          cell: ({ severity }) => <SeverityTag severity={severity} />,
        },
        {
          head: t("filter.source"),
          label: t("filter.source"),
          cell: ({ source }) => t(`source.${source}`),
        },
      ]}
    />
  );
}
