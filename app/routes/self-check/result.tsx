import { redirect, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { correctionsOfSelfCheck } from "~/features/correction/queries.server";
import { AnswersList } from "~/features/self-check/components/answers-list";
import { NotAsked } from "~/features/self-check/components/not-asked";
import { ResultSummary } from "~/features/self-check/components/result-summary";
import { Acknowledgments, ShareSide } from "~/features/self-check/components/share-state";
import { ThreeDaysSection } from "~/features/self-check/components/three-days";
import { notAskedView } from "~/features/self-check/explanation.server";
import { may } from "~/features/self-check/policy";
import { selfCheckRun } from "~/features/self-check/queries.server";
import { daysOf, liveShare } from "~/features/self-check/share-page.server";
import { acknowledgmentsOf, ownShares } from "~/features/self-check/share-queries.server";
import { acknowledgmentsView, sharesView } from "~/features/self-check/share-view.server";
import { answersView, resultView } from "~/features/self-check/views.server";
import { today } from "~/platform/clock.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { formatDay } from "~/shared/format";
import { notFound, uuidParam } from "~/shared/params";
import { ButtonLink } from "~/shared/ui/button";
import { SummaryList } from "~/shared/ui/list";
import { Page, Section } from "~/shared/ui/page";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.readSelfChecks);
  const run = await selfCheckRun(actor, uuidParam(params, "selfCheckId"));
  if (!run) throw notFound();
  if (run.status === "draft") throw redirect(`/self-checks/${run.id}`);
  const locale = await localeOf(request);
  const corrections = await correctionsOfSelfCheck(actor, run.id, today());
  const shares = await ownShares(actor, run.id);
  const view = resultView(run, locale, today());
  const findings = view.findings.map((finding) => {
    const correction = corrections.find(({ questionId }) => questionId === finding.questionId);
    return {
      ...finding,
      correction: correction
        ? {
            id: correction.id,
            dueOn: formatDay(correction.dueOn, locale),
            recurrenceMonths: correction.recurrenceMonths,
          }
        : null,
    };
  });
  return {
    id: run.id,
    title: `${translator(locale, "self-check")("result.title")} · ${run.siteName}`,
    view: { ...view, findings },
    topics: answersView(run, locale, today()),
    notAsked: notAskedView(run, today(), locale),
    live: sharesView(shares, locale).live,
    words: acknowledgmentsView(await acknowledgmentsOf(actor, run.id), locale),
    days: daysOf({ run, share: liveShare(shares), corrections }, locale, today()),
    mayShare: may.share(actor),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function ResultPage() {
  const { id, view, topics, notAsked, live, words, days, mayShare } = useLoaderData<typeof loader>();
  const { t } = useTranslation("self-check");
  const { t: more } = useTranslation("self-check-report");
  const { t: common } = useTranslation();
  return (
    <Page
      kicker={view.siteName}
      title={t("result.title")}
      crumbs={[{ to: "/self-checks", label: t("list.title") }]}
      side={
        <>
          <ShareSide share={live} selfCheckId={id} mayShare={mayShare} />
          <Section title={t("report.title")}>
            <p className="mb-3 text-small">{t("report.text")}</p>
            <p className="mb-2">
              <a href={`/self-checks/${id}/report.pdf`}>{t("report.link")}</a>
            </p>
            <a href={`/self-checks/${id}/report.xlsx`}>{more("xlsxLink")}</a>
          </Section>
        </>
      }
    >
      <ResultSummary {...view} />
      {view.findings.length > 0 ? (
        <p className="mb-10">
          <ButtonLink to="/corrections">{t("findings.toCorrections")}</ButtonLink>
        </p>
      ) : null}
      <Acknowledgments all={words} />
      <ThreeDaysSection days={days} />
      <AnswersList topics={topics} />
      <NotAsked questions={notAsked} />
      <Section title={t("record.title")}>
        <SummaryList
          rows={[
            {
              label: t("record.completed"),
              value: t("record.completedBy", { day: view.completedOn, name: view.completedBy }),
            },
            {
              label: t("overview.versions"),
              value: view.versions
                .map(({ title, version }) => t("overview.version", { title, version }))
                .join(common("comma")),
            },
            {
              label: t("record.hash"),
              value: <code className="text-small break-all">{view.resultHash}</code>,
            },
          ]}
        />
        <p className="max-w-measure text-small text-muted">{t("record.hashText")}</p>
      </Section>
    </Page>
  );
}
