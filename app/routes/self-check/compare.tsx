import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { distinctLabels } from "~/features/self-check/compare";
import { compareView } from "~/features/self-check/compare-view.server";
import { ComparedAnswers, ComparedFindings } from "~/features/self-check/components/compared";
import { PickRuns } from "~/features/self-check/components/pick-runs";
import { TrendChart } from "~/features/self-check/components/trend-chart";
import { may } from "~/features/self-check/policy";
import { selfCheckLines } from "~/features/self-check/queries.server";
import { comparedRuns } from "~/features/self-check/rounds.server";
import { today } from "~/platform/clock.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { formatDay } from "~/shared/format";
import { notFound, uuidParam } from "~/shared/params";
import { Page } from "~/shared/ui/page";
import { EmptyState } from "~/shared/ui/status";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.readSelfChecks);
  const locale = await localeOf(request);
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const lines = await selfCheckLines(actor, today());
  const t = translator(locale, "rounds");
  const completed = lines
    .filter(({ status }) => status === "completed")
    .map(({ id, siteId, siteName, completedOn }) => ({
      id,
      siteId,
      label: `${siteName} · ${completedOn ? formatDay(completedOn, locale) : ""}`,
    }));
  const runs = distinctLabels(completed, (label, number) => t("compare.nth", { label, number }));
  const asked = search["a"] !== undefined || search["b"] !== undefined;
  const compared = asked
    ? await comparedRuns(actor, uuidParam(search, "a"), uuidParam(search, "b"))
    : null;
  if (asked && !compared) throw notFound();
  return {
    title: t("compare.title"),
    runs,
    chosen: compared && { a: compared.before.id, b: compared.after.id },
    siteName: compared?.siteName ?? null,
    view: compared && compareView(compared, locale),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function ComparePage() {
  const { runs, chosen, siteName, view } = useLoaderData<typeof loader>();
  const { t } = useTranslation("rounds");
  const { t: check } = useTranslation("self-check");
  const comparable = runs.some((run) => runs.filter(({ siteId }) => siteId === run.siteId).length > 1);
  return (
    <Page
      kicker={siteName ?? check("list.title")}
      title={t("compare.title")}
      {...(view ? { lead: t("compare.lead", { before: view.before, after: view.after }) } : {})}
      crumbs={[{ to: "/self-checks", label: check("list.title") }]}
    >
      {comparable ? (
        <PickRuns runs={runs} chosen={chosen} />
      ) : (
        <EmptyState title={t("compare.needTwo")}>{t("compare.needTwoText")}</EmptyState>
      )}
      {view ? (
        <>
          <ComparedFindings view={view} />
          <ComparedAnswers view={view} />
          <TrendChart points={view.trend} />
        </>
      ) : null}
    </Page>
  );
}
