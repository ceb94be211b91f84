import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { agencyCorrections } from "~/features/correction/agency/board-queries.server";
import { agencyBoardView } from "~/features/correction/agency/board-view.server";
import { filtersOf, searchOf } from "~/features/correction/board";
import { AgencyList } from "~/features/correction/components/agency-list";
import { Board } from "~/features/correction/components/board";
import { BoardFilter } from "~/features/correction/components/board-filter";
import { may } from "~/features/correction/policy";
import { today } from "~/platform/clock.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { pageOf } from "~/shared/params";
import { Page } from "~/shared/ui/page";
import { EmptyState } from "~/shared/ui/status";
import { Pagination, TabLinks } from "~/shared/ui/table";

const HERE = "/agency/corrections";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.follow);
  const locale = await localeOf(request);
  const url = new URL(request.url);
  // Sites and owners are the enterprises' own matter.
  const filters = { ...filtersOf(url.searchParams), site: "", owner: "" };
  const found = await agencyCorrections(actor, today(), filters, pageOf(url));
  return {
    title: translator(locale, "correction")("agency.title"),
    filters,
    ...agencyBoardView(found, filters, locale),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function AgencyCorrectionsPage() {
  const { title, filters, count, page, pageCount, rows, columns } = useLoaderData<typeof loader>();
  const { t } = useTranslation("correction");
  const to = (shown: "board" | "list") => `${HERE}?${searchOf({ ...filters, view: shown })}`;
  return (
    <Page title={title} lead={t("agency.lead")} crumbs={[{ to: "/work", label: t("one.work") }]}>
      <TabLinks
        label={t("list.views")}
        tabs={[
          { to: to("board"), label: t("list.board"), current: filters.view === "board" },
          { to: to("list"), label: t("list.asList"), current: filters.view === "list" },
        ]}
      />
      <BoardFilter filters={filters} here={HERE} textLabel={t("agency.words")} />
      {count === 0 ? <EmptyState title={t("agency.none")} /> : null}
      {count > 0 && columns.length > 0 ? <Board columns={columns} /> : null}
      {rows.length > 0 ? <AgencyList rows={rows} count={count} /> : null}
      {filters.view === "list" ? <Pagination page={page} pageCount={pageCount} /> : null}
    </Page>
  );
}
