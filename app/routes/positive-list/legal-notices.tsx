import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { StandingTag } from "~/features/positive-list/listing-life/components/notice-times";
import { noticeLines } from "~/features/positive-list/listing-life/legal-notice-queries.server";
import { may } from "~/features/positive-list/listing-life/policy";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { Page } from "~/shared/ui/page";
import { EmptyState } from "~/shared/ui/status";
import { TabLinks, Table } from "~/shared/ui/table";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.readNotices);
  const locale = await localeOf(request);
  const onlyOverdue = actor.kind === "agency" && new URL(request.url).searchParams.get("show") === "overdue";
  return {
    title: translator(locale, "listing-life")("notices.title"),
    isAgency: actor.kind === "agency",
    onlyOverdue,
    rows: await noticeLines(actor, onlyOverdue, locale),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function LegalNoticesPage() {
  const { title, isAgency, onlyOverdue, rows } = useLoaderData<typeof loader>();
  const { t } = useTranslation("listing-life");
  return (
    <Page title={title} lead={t("notices.lead")}>
      {isAgency ? (
        <TabLinks
          label={t("notices.tabs")}
          tabs={[
            { to: "/legal-notices", label: t("notices.all"), current: !onlyOverdue },
            { to: "/legal-notices?show=overdue", label: t("notices.overdue"), current: onlyOverdue },
          ]}
        />
      ) : null}
      {rows.length === 0 ? (
        <EmptyState title={t("notices.none")} />
      ) : (
        <Table
          caption={title}
          captionHidden
          rows={rows}
          rowKey={({ id }) => id}
          columns={[
            { head: t("notices.notice"), label: t("notices.notice"), cell: (row) => <Link to={`/legal-notices/${row.id}`}>{row.title}</Link> },
            ...(isAgency ? [{ head: t("notices.enterprise"), label: t("notices.enterprise"), cell: (row: (typeof rows)[number]) => row.enterprise }] : []),
            { head: t("notices.served"), label: t("notices.served"), cell: (row) => row.servedOn },
            { head: t("notices.standing"), label: t("notices.standing"), cell: (row) => <StandingTag standing={row.standing} /> },
          ]}
        />
      )}
      <p className="max-w-measure text-small text-muted">{t("notices.design")}</p>
    </Page>
  );
}
