import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { ShareNotice } from "~/features/positive-list/list-share/components/share-notice";
import { listShareOf } from "~/features/positive-list/list-share/list-share.server";
import { LISTING_VIEWS, listingLines } from "~/features/positive-list/listing-life/listing-queries.server";
import { may } from "~/features/positive-list/listing-life/policy";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { formatDay } from "~/shared/format";
import { Page } from "~/shared/ui/page";
import { EmptyState, Tag } from "~/shared/ui/status";
import { TabLinks, Table } from "~/shared/ui/table";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.seeListings);
  const locale = await localeOf(request);
  const asked = new URL(request.url).searchParams.get("show");
  const view = LISTING_VIEWS.find((known) => known === asked) ?? "running";
  const t = translator(locale, "listing-life");
  const [rows, share] = await Promise.all([listingLines(actor, view), listShareOf(actor)]);
  return {
    title: t("listings.title"),
    view,
    views: [...LISTING_VIEWS],
    share: share && { ...share, counted: formatDay(share.countedOn, locale) },
    rows: rows.map(({ id, number, enterprise, status, tier, endsOn, decisionDueOn, overdue }) => {
      const due = status === "suspended" && decisionDueOn ? formatDay(decisionDueOn, locale) : null;
      return { id, number, enterprise: enterprise[locale], status, tier, endsOn: formatDay(endsOn, locale), overdue, due: due && overdue ? t("listings.overdue", { day: due }) : due };
    }),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function ListingsPage() {
  const { title, view, views, rows, share } = useLoaderData<typeof loader>();
  const { t } = useTranslation("listing-life");
  const { t: l } = useTranslation("listing");
  const { t: p } = useTranslation("positive-list");
  return (
    <Page title={title} crumbs={[{ to: "/applications", label: l("list.title") }]}>
      {share ? <ShareNotice share={share} /> : null}
      <TabLinks label={t("listings.tabs")} tabs={views.map((one) => ({ to: `/listings?show=${one}`, label: t(`listings.view.${one}`), current: one === view }))} />
      {rows.length === 0 ? (
        <EmptyState title={t("listings.none")} />
      ) : (
        <Table
          caption={title}
          captionHidden
          rows={rows}
          rowKey={({ id }) => id}
          columns={[
            { head: t("listings.number"), label: t("listings.number"), cell: (row) => <Link to={`/listings/${row.id}`}>{row.number}</Link> },
            { head: t("listings.enterprise"), label: t("listings.enterprise"), cell: (row) => row.enterprise },
            { head: t("listings.status"), label: t("listings.status"), cell: (row) => <Tag tone={row.status === "listed" ? "good" : "attention"}>{l(`listingStatus.${row.status}`)}</Tag> },
            { head: t("listings.tier"), label: t("listings.tier"), cell: (row) => row.tier && p(`tier.${row.tier}`) },
            { head: t("listings.until"), label: t("listings.until"), cell: (row) => row.endsOn },
            { head: t("listings.due"), label: t("listings.due"), cell: (row) => (row.overdue ? <Tag tone="bad">{row.due}</Tag> : row.due) },
          ]}
        />
      )}
    </Page>
  );
}
