import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData, useSearchParams } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { registerPage, runningNotices } from "~/features/positive-list/register-queries.server";
import { today } from "~/platform/clock.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { formatDay } from "~/shared/format";
import { pageOf } from "~/shared/params";
import { Button } from "~/shared/ui/button";
import { Page, Section } from "~/shared/ui/page";
import { EmptyState, Tag } from "~/shared/ui/status";
import { Pagination, Table } from "~/shared/ui/table";

export async function loader({ request }: LoaderFunctionArgs) {
  const locale = await localeOf(request);
  const url = new URL(request.url);
  const query = (url.searchParams.get("q") ?? "").trim().slice(0, 60);
  const page = pageOf(url);
  const [{ rows, hasMore }, notices] = await Promise.all([registerPage(query, page), runningNotices(today())]);
  return {
    title: translator(locale, "listing")("register.title"),
    query,
    page,
    hasMore,
    rows: rows.map((row) => ({ ...row, enterprise: row.enterprise[locale], listedOn: formatDay(row.listedOn, locale), endsOn: formatDay(row.endsOn, locale) })),
    notices: notices.map((row) => ({ ...row, enterprise: row.enterprise[locale], endsOn: formatDay(row.endsOn, locale) })),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function RegisterPage() {
  const { query, page, hasMore, rows, notices } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const { t } = useTranslation("listing");
  return (
    <Page title={t("register.title")} lead={t("register.lead")}>
      <Section title={t("register.notices")} id="notices">
        {notices.length === 0 ? <p className="text-muted">{t("register.noNotices")}</p> : null}
        <ul>
          {notices.map((notice) => (
            <li key={notice.id} className="flex flex-wrap justify-between gap-4 border-t border-line py-3">
              <span>
                <Link to={`/notices/${notice.id}`}>{notice.enterprise}</Link>
                <span className="block text-small text-muted">{notice.uscc}</span>
              </span>
              <span className="text-small text-muted">
                {t("register.until")} {notice.endsOn}
              </span>
            </li>
          ))}
        </ul>
        <Neighbours />
      </Section>
      <Section title={t("register.listed")} id="listed">
        <Form method="get" role="search" aria-label={t("register.search")} className="mb-6 flex max-w-measure gap-3">
          <input key={query} type="search" name="q" defaultValue={query} aria-label={t("register.search")} placeholder={t("register.search")} className="min-h-11 w-full rounded-box border-2 border-strong bg-page px-3" />
          <Button kind="secondary" className="shrink-0">{t("register.searchButton")}</Button>
        </Form>
        {rows.length === 0 ? (
          <EmptyState title={t("register.none")}>{search.get("q") ? t("register.noneSearch") : null}</EmptyState>
        ) : (
          <Table
            caption={t("register.listed")}
            captionHidden
            rows={rows}
            rowKey={(row) => row.number}
            columns={[
              { head: t("register.enterprise"), label: t("register.enterprise"), cell: (row) => <Link to={`/register/${row.number}`}>{row.enterprise}</Link> },
              { head: t("register.uscc"), label: t("register.uscc"), cell: (row) => row.uscc },
              { head: t("register.number"), label: t("register.number"), cell: (row) => <Link to={`/verify?code=${row.number}`}>{row.number}</Link> },
              { head: t("register.from"), label: t("register.from"), cell: (row) => row.listedOn },
              { head: t("register.to"), label: t("register.to"), cell: (row) => row.endsOn },
              { head: t("register.status"), label: t("register.status"), cell: (row) => <Tag tone={row.status === "listed" ? "good" : "attention"}>{t(`listingStatus.${row.status}`)}</Tag> },
            ]}
          />
        )}
        <Pagination page={page} pageCount={hasMore ? page + 1 : page} />
        <p className="flex flex-wrap gap-x-4 text-small">
          <a href="/register.csv">{t("register.csv")}</a>
          <a href="/register.json">{t("register.json")}</a>
        </p>
      </Section>
    </Page>
  );
}

/** What explains the list. */
function Neighbours() {
  const { t } = useTranslation(["listing", "rule-versions", "profile-rules"]);
  return (
    <p className="mt-3 flex flex-wrap gap-x-4 text-small">
      <Link to="/objections">{t("register.follow")}</Link>
      <Link to="/rules/changes">{t("rule-versions:public.title")}</Link>
      <Link to="/rules/local">{t("profile-rules:title")}</Link>
    </p>
  );
}
