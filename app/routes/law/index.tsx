import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { lawRegistry } from "~/features/law/content.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { formatDay } from "~/shared/format";
import { Page } from "~/shared/ui/page";
import { Tag } from "~/shared/ui/status";
import { Table } from "~/shared/ui/table";

export async function loader({ request }: LoaderFunctionArgs) {
  const locale = await localeOf(request);
  const { instruments, provisions } = lawRegistry();
  const counts = new Map<string, number>();
  for (const { instrument } of provisions.values()) counts.set(instrument.id, (counts.get(instrument.id) ?? 0) + 1);
  return {
    title: translator(locale, "guidance")("law.title"),
    instruments: [...instruments.values()].map((instrument) => ({
      id: instrument.id,
      title: instrument.title[locale],
      issuer: instrument.issuer[locale],
      from: formatDay(instrument.inForceFrom, locale),
      to: instrument.inForceTo === null ? null : formatDay(instrument.inForceTo, locale),
      count: counts.get(instrument.id) ?? 0,
    })),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function LawIndex() {
  const { instruments } = useLoaderData<typeof loader>();
  const { t } = useTranslation("guidance");
  return (
    <Page title={t("law.title")} lead={t("law.lead")}>
      <p className="mb-6">
        <Link to="/law/changes">{t("changes.title")}</Link>
      </p>
      <Table
        caption={t("law.instruments")}
        rows={instruments}
        rowKey={(row) => row.id}
        columns={[
          { head: t("law.name"), label: t("law.name"), cell: (row) => (row.count > 0 ? <Link to={`/law/${row.id}`}>{row.title}</Link> : row.title) },
          { head: t("law.issuer"), label: t("law.issuer"), cell: (row) => row.issuer },
          {
            head: t("law.inForce"),
            label: t("law.inForce"),
            cell: (row) => (row.to === null ? <Tag tone="good">{t("law.since", { day: row.from })}</Tag> : <Tag tone="plain">{t("law.until", { day: row.to })}</Tag>),
          },
          { head: t("law.provisions"), label: t("law.provisions"), numeric: true, cell: (row) => row.count },
        ]}
      />
    </Page>
  );
}
