import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { StandingTag } from "~/features/correction/components/standing-tag";
import { overviewOf } from "~/features/overview/queries.server";
import { may } from "~/features/overview/policy";
import { EndingNotice } from "~/features/self-check/components/ending-notice";
import { ResultTag } from "~/features/self-check/components/tags";
import { isComplete } from "~/features/self-check/evaluate";
import { today } from "~/platform/clock.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { formatDay } from "~/shared/format";
import { ButtonLink } from "~/shared/ui/button";
import { SummaryList } from "~/shared/ui/list";
import { Page, Section } from "~/shared/ui/page";
import { Table } from "~/shared/ui/table";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.seeOverview);
  const locale = await localeOf(request);
  const { step, selfCheck, due, visit, learning, listing, endingEvidence } = await overviewOf(actor, today());
  const last = selfCheck.completed;
  return {
    title: translator(locale)("dashboard.title"),
    step,
    endingEvidence,
    due: due.map(({ id, text, dueOn, standing, status }) => ({ id, text: text[locale], dueOn: formatDay(dueOn, locale), standing, status })),
    draftId: selfCheck.draft?.id ?? null,
    last: last && { id: last.id, day: formatDay(last.completedOn ?? last.startedOn, locale), result: last.evaluation.result, complete: isComplete(last.evaluation.completeness) },
    points: learning.balance,
    weak: learning.weak.map(({ to, title }) => ({ to, title: title[locale] })),
    sentence: translator(locale, "positive-list")(`status.${listing.sentence}`),
    score: listing.score,
    visit: visit && { id: visit.id, day: formatDay(visit.day, locale) },
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Dashboard() {
  const { step, endingEvidence, due, draftId, last, visit, points, weak, sentence, score } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <Page title={t("dashboard.title")}>
      <section className="mb-10 max-w-measure rounded-box border-l-4 border-accent bg-surface p-5">
        <h2 className="text-small text-muted">{t("dashboard.next")}</h2>
        <p className="text-lead font-semibold">{t(`dashboard.step.${step.key}.title`)}</p>
        <p className="mb-4">{t(`dashboard.step.${step.key}.why`)}</p>
        <ButtonLink to={step.to}>{t("dashboard.go")}</ButtonLink>
      </section>
      <EndingNotice counts={endingEvidence} />
      <Section title={t("dashboard.due")}>
        {due.length === 0 ? (
          <p className="text-muted">{t("dashboard.nothingDue")}</p>
        ) : (
          <Table
            caption={t("dashboard.due")}
            captionHidden
            rows={due}
            rowKey={(row) => row.id}
            columns={[
              { head: t("nav.correction"), label: t("nav.correction"), cell: (row) => <Link to={`/corrections/${row.id}`}>{row.text}</Link> },
              { head: t("dashboard.dueOn"), label: t("dashboard.dueOn"), cell: (row) => row.dueOn },
              { head: t("dashboard.status"), label: t("dashboard.status"), cell: (row) => <StandingTag standing={row.standing} status={row.status} /> },
            ]}
          />
        )}
      </Section>
      <Section title={t("dashboard.status")}>
        <SummaryList
          rows={[
            {
              label: t("dashboard.selfCheck"),
              value: draftId ? <Link to={`/self-checks/${draftId}`}>{t("dashboard.draft")}</Link> : last ? <LastResult last={last} /> : t("dashboard.none"),
            },
            { label: t("dashboard.listing"), value: <Link to="/positive-list">{t("dashboard.listingLine", { sentence, score })}</Link> },
            { label: t("dashboard.points"), value: <Link to="/points">{t("dashboard.pointsBalance", { count: points })}</Link> },
            ...(weak.length > 0 ? [{ label: t("dashboard.weak"), value: weak.map(({ to, title }) => <Link key={to} to={to} className="block">{title}</Link>) }] : []),
            { label: t("dashboard.visit"), value: visit ? <Link to={`/appointments/${visit.id}`}>{visit.day}</Link> : t("dashboard.noVisit") },
          ]}
        />
      </Section>
    </Page>
  );
}

function LastResult({ last }: { last: { id: string; day: string; result: "red" | "amber" | "green"; complete: boolean } }) {
  const { t } = useTranslation();
  return (
    <>
      <Link to={`/self-checks/${last.id}/result`}>{t("dashboard.lastResult", { day: last.day })}</Link> <ResultTag result={last.result} complete={last.complete} />
    </>
  );
}
