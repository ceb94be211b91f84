import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { may } from "~/features/positive-list/application-policy";
import { applicationLines } from "~/features/positive-list/application-queries.server";
import { ApplicationTag } from "~/features/positive-list/components/own-application";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { formatDay } from "~/shared/format";
import { Page } from "~/shared/ui/page";
import { EmptyState } from "~/shared/ui/status";
import { TabLinks, Table } from "~/shared/ui/table";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.review);
  const locale = await localeOf(request);
  const all = new URL(request.url).searchParams.get("show") === "all";
  const rows = await applicationLines(actor, !all);
  return {
    title: translator(locale, "listing")("list.title"),
    all,
    rows: rows.map((row) => ({ ...row, enterprise: row.enterprise[locale], submittedOn: formatDay(row.submittedOn, locale) })),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function ApplicationsPage() {
  const { all, rows } = useLoaderData<typeof loader>();
  const { t } = useTranslation("listing");
  const { t: l } = useTranslation("listing-life");
  const { t: r } = useTranslation("rule-versions");
  return (
    <Page title={t("list.title")}>
      <p className="mb-4 flex flex-wrap gap-x-6">
        <Link to="/listings">{l("listings.link")}</Link>
        <Link to="/legal-notices">{l("notices.title")}</Link>
        <Link to="/rules">{r("title")}</Link>
      </p>
      <TabLinks
        label={t("list.tabs")}
        tabs={[
          { to: "/applications", label: t("list.open"), current: !all },
          { to: "/applications?show=all", label: t("list.all"), current: all },
        ]}
      />
      {rows.length === 0 ? (
        <EmptyState title={t("list.empty")} />
      ) : (
        <Table
          caption={t("list.caption")}
          captionHidden
          rows={rows}
          rowKey={(row) => row.id}
          columns={[
            { head: t("list.enterprise"), label: t("list.enterprise"), cell: (row) => <Link to={`/applications/${row.id}`}>{row.enterprise}</Link> },
            { head: t("register.uscc"), label: t("register.uscc"), cell: (row) => row.uscc },
            { head: t("list.submitted"), label: t("list.submitted"), cell: (row) => row.submittedOn },
            { head: t("list.status"), label: t("list.status"), cell: (row) => <ApplicationTag status={row.status} /> },
          ]}
        />
      )}
    </Page>
  );
}
