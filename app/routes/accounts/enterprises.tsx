import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { may } from "~/features/accounts/policy";
import { enterprisesInRegion, placeOf } from "~/features/accounts/queries.server";
import { may as mayCorrect } from "~/features/correction/policy";
import { may as mayDispute } from "~/features/positive-list/dispute/policy";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { pageOf } from "~/shared/params";
import { Button, ButtonLink } from "~/shared/ui/button";
import { Page } from "~/shared/ui/page";
import { EmptyState, Notice } from "~/shared/ui/status";
import { Pagination, Table } from "~/shared/ui/table";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.seeEnterprises);
  const locale = await localeOf(request);
  const url = new URL(request.url);
  const [q, page] = [url.searchParams.get("q") ?? "", pageOf(url)];
  const found = await enterprisesInRegion(actor, q, page);
  return {
    title: translator(locale, "accounts")("enterprises.title"),
    place: (await placeOf(actor))[locale],
    mayInvite: may.inviteEnterprise(actor),
    mayState: mayCorrect.state(actor),
    mayReadFacts: mayDispute.readNearby(actor),
    sent: url.searchParams.has("sent"),
    q,
    page,
    ...found,
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function EnterprisesPage() {
  const { title, place, mayInvite, mayState, mayReadFacts, sent, q, page, rows, count, pageCount } = useLoaderData<typeof loader>();
  const { t } = useTranslation("accounts");
  const { t: correction } = useTranslation("correction");
  const { t: life } = useTranslation("listing-life");
  return (
    <Page title={title} lead={t("enterprises.lead", { place })}>
      {sent ? <Notice tone="good" announce title={t("enterprises.sent")} /> : null}
      {mayInvite ? (
        <p className="mb-8">
          <ButtonLink to="/enterprises/new">{t("enterprises.invite")}</ButtonLink>
        </p>
      ) : null}
      <Search q={q} />
      {rows.length === 0 ? (
        <EmptyState title={t("enterprises.none")}>{t("enterprises.noneHint")}</EmptyState>
      ) : (
        <Table
          caption={t("enterprises.caption", { count })}
          rows={rows}
          rowKey={(row) => row.id}
          columns={[
            { head: t("enterprises.name"), label: t("enterprises.name"), cell: (row) => (mayReadFacts ? <Link to={`/enterprises/${row.id}/facts`}>{row.name}</Link> : row.name) },
            { head: t("enterprises.uscc"), label: t("enterprises.uscc"), cell: (row) => <code>{row.uscc}</code> },
            { head: t("enterprises.region"), label: t("enterprises.region"), cell: (row) => row.regionCode },
            ...(mayState
              ? [
                  {
                    head: correction("state.title"),
                    label: correction("state.title"),
                    cell: (row: (typeof rows)[number]) => (
                      <Link to={`/enterprises/${row.id}/finding`} aria-label={`${correction("state.link")}: ${row.name}`}>
                        {correction("state.link")}
                      </Link>
                    ),
                  },
                  {
                    head: life("propose.link"),
                    label: life("propose.link"),
                    cell: (row: (typeof rows)[number]) => (
                      <Link to={`/enterprises/${row.id}/proposal`} aria-label={`${life("propose.link")}: ${row.name}`}>
                        {life("propose.short")}
                      </Link>
                    ),
                  },
                ]
              : []),
            { head: t("enterprises.sector"), label: t("enterprises.sector"), cell: (row) => t(`enterprises.sectors.${row.sector ?? "none"}`) },
          ]}
        />
      )}
      <Pagination page={page} pageCount={pageCount} />
    </Page>
  );
}

function Search({ q }: { q: string }) {
  const { t } = useTranslation("accounts");
  return (
    <Form method="get" className="mb-6 max-w-measure">
      <label htmlFor="enterprise-search" className="mb-1 block font-semibold">{t("enterprises.search")}</label>
      <div className="flex gap-2">
        <input id="enterprise-search" type="search" name="q" defaultValue={q} className="min-h-11 w-full rounded-box border-2 border-strong bg-page px-3" />
        <Button kind="secondary" className="shrink-0">{t("enterprises.find")}</Button>
      </div>
    </Form>
  );
}
