import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { ShareFilterForm } from "~/features/self-check/components/share-filter";
import { may } from "~/features/self-check/policy";
import { shareFilter } from "~/features/self-check/share-forms";
import { sharedList } from "~/features/self-check/share-queries.server";
import { sharedView } from "~/features/self-check/share-view.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { pageOf } from "~/shared/params";
import { Page } from "~/shared/ui/page";
import { EmptyState, Tag } from "~/shared/ui/status";
import { Pagination, Table } from "~/shared/ui/table";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.readShared);
  const locale = await localeOf(request);
  const url = new URL(request.url);
  const filter = shareFilter(url.searchParams);
  const page = pageOf(url);
  const { rows, total, pageCount } = await sharedList(actor, filter, page);
  return {
    title: translator(locale, "sharing")("list.title"),
    filter,
    rows: rows.map((row) => sharedView(row, locale)),
    total,
    page,
    pageCount,
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function SharedSelfChecks() {
  const { title, filter, rows, total, page, pageCount } = useLoaderData<typeof loader>();
  const { t } = useTranslation("sharing");
  const { t: selfCheck } = useTranslation("self-check");
  return (
    <Page
      title={title}
      lead={t("list.lead")}
      crumbs={[{ to: "/work", label: selfCheck("agency.work") }]}
    >
      <ShareFilterForm filter={filter} />
      <p role="status" className="mb-4 text-muted">
        {t("list.count", { count: total })}
      </p>
      {rows.length === 0 ? (
        <EmptyState title={t("list.none")} />
      ) : (
        <Table
          caption={t("list.caption")}
          captionHidden
          rows={rows}
          rowKey={({ id }) => id}
          columns={[
            {
              head: t("list.enterprise"),
              label: t("list.enterprise"),
              cell: ({ selfCheckId, enterprise }) => (
                <>
                  <Link to={`/agency/self-checks/${selfCheckId}?purpose=supervision`}>
                    {enterprise.name}
                  </Link>
                  <span className="block text-small text-muted">{enterprise.uscc}</span>
                </>
              ),
            },
            { head: t("list.site"), label: t("list.site"), cell: ({ siteName }) => siteName },
            { head: t("list.sharedAt"), label: t("list.sharedAt"), cell: ({ sharedAt }) => sharedAt },
            {
              head: t("list.opened"),
              label: t("list.opened"),
              cell: ({ openedAt }) =>
                openedAt ?? <Tag tone="attention">{t("list.notOpened")}</Tag>,
            },
            {
              head: t("scopeOf"),
              label: t("scopeOf"),
              cell: ({ withEvidence }) => t(withEvidence ? "scopeWith" : "scopeWithout"),
            },
          ]}
        />
      )}
      <Pagination page={page} pageCount={pageCount} />
    </Page>
  );
}
