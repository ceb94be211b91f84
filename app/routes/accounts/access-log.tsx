import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { may } from "~/features/accounts/policy";
import { accessEventsOf } from "~/features/accounts/queries.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { formatInstant } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import { pageOf } from "~/shared/params";
import { Page } from "~/shared/ui/page";
import { EmptyState } from "~/shared/ui/status";
import { Pagination, Table } from "~/shared/ui/table";

/** What a record's name begins with, before its id where it has one. */
const RECORDS = ["self-check", "evidence", "correction", "application", "exemption", "evaluation", "finance", "finance-refused"] as const;

/** A purpose in both languages is "<Chinese> / <English>"; what a machine states is one text. */
function inLocale(purpose: string, locale: Locale): string {
  const [zh = "", en] = purpose.split(" / ");
  return locale === "en" ? (en ?? zh) : zh;
}

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.readAccessLog);
  const locale = await localeOf(request);
  const page = pageOf(new URL(request.url));
  const { rows, pageCount } = await accessEventsOf(actor, page);
  return {
    title: translator(locale, "accounts")("accessLog.title"),
    rows: rows.map(({ id, at, reader, record, purpose, apiKeyId }) => ({
      id,
      reader,
      when: formatInstant(at, locale),
      record: RECORDS.find((kind) => record === kind || record.startsWith(`${kind}:`)) ?? ("other" as const),
      purpose: apiKeyId ? purpose : inLocale(purpose, locale),
    })),
    page,
    pageCount,
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function AccessLogPage() {
  const { title, rows, page, pageCount } = useLoaderData<typeof loader>();
  const { t } = useTranslation("accounts");
  return (
    <Page title={title} crumbs={[{ to: "/account", label: t("account.title") }]} lead={t("accessLog.lead")}>
      {rows.length === 0 ? (
        <EmptyState title={t("accessLog.none")} />
      ) : (
        <Table
          caption={t("accessLog.caption")}
          captionHidden
          rows={rows}
          rowKey={(row) => row.id}
          columns={[
            { head: t("accessLog.at"), label: t("accessLog.at"), cell: (row) => row.when },
            { head: t("accessLog.reader"), label: t("accessLog.reader"), cell: (row) => row.reader },
            { head: t("accessLog.record"), label: t("accessLog.record"), cell: (row) => t(`accessLog.records.${row.record}`) },
            { head: t("accessLog.purpose"), label: t("accessLog.purpose"), cell: (row) => row.purpose },
          ]}
        />
      )}
      <Pagination page={page} pageCount={pageCount} />
    </Page>
  );
}
