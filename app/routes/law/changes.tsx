import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { citationLabel, citationView, lawChanges } from "~/features/law/content.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { Page } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";
import { Table } from "~/shared/ui/table";

export async function loader({ request }: LoaderFunctionArgs) {
  const locale = await localeOf(request);
  const rows = lawChanges().map(({ former, formerId, current }) => ({
    key: `${formerId} ${current.id}`,
    former: { label: citationLabel(formerId, locale), to: former ? citationView(formerId, locale).to : null },
    current: citationView(current.id, locale),
    summary: current.provision.summary[locale],
  }));
  return { rows, title: translator(locale, "guidance")("changes.title") };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function ChangesPage() {
  const { rows } = useLoaderData<typeof loader>();
  const { t } = useTranslation("guidance");
  return (
    <Page crumbs={[{ to: "/law", label: t("law.title") }]} title={t("changes.title")} lead={t("changes.lead")}>
      <Notice tone="info" title={t("changes.timeRule")}>
        <Link to="/law/eec-2026/1057">{t("changes.timeRuleBasis")}</Link>
      </Notice>
      <Table
        caption={t("changes.table")}
        rows={rows}
        rowKey={(row) => row.key}
        columns={[
          { head: t("changes.former"), label: t("changes.former"), cell: ({ former }) => (former.to ? <Link to={former.to}>{former.label}</Link> : former.label) },
          { head: t("changes.current"), label: t("changes.current"), cell: (row) => <Link to={row.current.to}>{row.current.label}</Link> },
          { head: t("changes.says"), label: t("changes.says"), cell: (row) => <><strong>{row.current.heading}</strong> {row.summary}</> },
        ]}
      />
    </Page>
  );
}
