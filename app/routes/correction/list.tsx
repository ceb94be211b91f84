import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { filtersOf, searchOf } from "~/features/correction/board";
import { correctionLines, sitesOf } from "~/features/correction/board-queries.server";
import { boardView } from "~/features/correction/board-view.server";
import { assignCorrections, remindOwners } from "~/features/correction/bulk.server";
import { Board } from "~/features/correction/components/board";
import { BoardFilter } from "~/features/correction/components/board-filter";
import { BulkList, BulkResults } from "~/features/correction/components/bulk-list";
import { bulkForm } from "~/features/correction/forms";
import { may } from "~/features/correction/policy";
import { membersOf } from "~/features/correction/queries.server";
import { today } from "~/platform/clock.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { pageOf } from "~/shared/params";
import { Page } from "~/shared/ui/page";
import { EmptyState } from "~/shared/ui/status";
import { Pagination, TabLinks } from "~/shared/ui/table";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.list);
  const locale = await localeOf(request);
  const url = new URL(request.url);
  const filters = filtersOf(url.searchParams);
  const all = await correctionLines(actor, today());
  const lines = await correctionLines(actor, today(), filters);
  return {
    title: translator(locale, "correction")("list.title"),
    filters,
    overdue: all.filter(({ standing }) => standing === "overdue").length,
    isEmpty: all.length === 0,
    sites: await sitesOf(actor),
    members: (await membersOf(actor)).map(({ id, name }) => ({ id, name })),
    mayAssign: may.assign(actor),
    ...boardView(lines, filters, pageOf(url), locale),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.assign);
  const form = parseForm(await request.formData(), bulkForm);
  if (!form.ok) return data({ reply: form.refused.data.reply, results: null }, { status: 422 });
  const { intent, ids, ownerAccountId = "" } = form.value;
  const outcome =
    intent === "assign"
      ? await assignCorrections(actor, ids, ownerAccountId)
      : await remindOwners(actor, ids, today());
  if (outcome === "unknown-owner")
    return data({ reply: form.refuse({ ownerAccountId: ["choose"] }).data.reply, results: null }, { status: 422 });
  const locale = await localeOf(request);
  const texts = new Map((await correctionLines(actor, today())).map(({ id, text }) => [id, text[locale]]));
  return data({ reply: null, results: outcome.map((row) => ({ ...row, text: texts.get(row.id) ?? null })) });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function Corrections() {
  const { filters, overdue, isEmpty, sites, members, mayAssign, ...view } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("correction");
  const to = (shown: "board" | "list") => `/corrections?${searchOf({ ...filters, view: shown })}`;
  if (isEmpty)
    return (
      <Page title={t("list.title")} lead={t("list.lead")}>
        <EmptyState title={t("list.none")}>
          <Link to="/self-checks">{t("list.toSelfChecks")}</Link>
        </EmptyState>
      </Page>
    );
  return (
    <Page title={t("list.title")} lead={overdue > 0 ? t("list.overdue", { count: overdue }) : t("list.lead")}>
      {result?.results ? <BulkResults results={result.results} /> : null}
      <TabLinks
        label={t("list.views")}
        tabs={[
          { to: to("board"), label: t("list.board"), current: filters.view === "board" },
          { to: to("list"), label: t("list.asList"), current: filters.view === "list" },
        ]}
      />
      <BoardFilter filters={filters} here="/corrections" textLabel={t("filter.text")} sites={sites} members={members} />
      {view.count === 0 ? <EmptyState title={t("list.noneFit")} /> : null}
      {view.columns.length > 0 && view.count > 0 ? <Board columns={view.columns} /> : null}
      {view.rows.length > 0 ? (
        <BulkList {...view} members={members} mayAssign={mayAssign} reply={result?.reply ?? null} />
      ) : null}
      {filters.view === "list" ? <Pagination page={view.page} pageCount={view.pageCount} /> : null}
      <p className="no-print mt-8 flex flex-wrap gap-6">
        <Link reloadDocument to={`/corrections/export/csv?${searchOf(filters)}`}>{t("list.csv")}</Link>
        <Link reloadDocument to={`/corrections/export/xlsx?${searchOf(filters)}`}>{t("list.xlsx")}</Link>
        <span className="text-muted">{t("list.print")}</span>
      </p>
    </Page>
  );
}
