import { redirect, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { ResultTag } from "~/features/self-check/components/tags";
import { may } from "~/features/self-check/policy";
import { selfCheckRun } from "~/features/self-check/queries.server";
import { overviewView } from "~/features/self-check/views.server";
import { today } from "~/platform/clock.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound, uuidParam } from "~/shared/params";
import { ButtonLink } from "~/shared/ui/button";
import { SummaryList, TaskList } from "~/shared/ui/list";
import { Page, Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.readSelfChecks);
  const run = await selfCheckRun(actor, uuidParam(params, "selfCheckId"));
  if (!run) throw notFound();
  if (run.status === "completed") throw redirect(`/self-checks/${run.id}/result`);
  const locale = await localeOf(request);
  return {
    id: run.id,
    title: `${translator(locale, "self-check")("list.title")} · ${run.siteName}`,
    view: overviewView(run, locale, today()),
    mayComplete: may.complete(actor),
    saved: new URL(request.url).searchParams.has("saved"),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function SelfCheckOverview() {
  const { id, view, mayComplete, saved } = useLoaderData<typeof loader>();
  const { t } = useTranslation("self-check");
  const { t: common } = useTranslation();
  return (
    <Page
      kicker={t("list.title")}
      title={view.siteName}
      lead={t("overview.lead")}
      crumbs={[{ to: "/self-checks", label: t("list.title") }]}
      side={<Explanation />}
    >
      {saved ? <Notice tone="good" announce title={common("saved")} /> : null}
      <TaskList
        tasks={view.topics.map((topic) => ({
          to: `/self-checks/${id}/${topic.id}`,
          label: topic.title,
          hint: t(topic.notKnown > 0 ? "overview.topicHintUnknown" : "overview.topicHint", {
            answered: topic.answered,
            total: topic.total,
            notKnown: topic.notKnown,
          }),
          state: topic.state,
        }))}
      />
      <StandSoFar />
      {mayComplete ? (
        <ButtonLink to={`/self-checks/${id}/complete`}>{t("overview.check")}</ButtonLink>
      ) : (
        <p>{t("overview.learner")}</p>
      )}
    </Page>
  );
}

function StandSoFar() {
  const { view } = useLoaderData<typeof loader>();
  const { t } = useTranslation("self-check");
  const { t: common } = useTranslation();
  const { answered, notKnown, total } = view.completeness;
  return (
    <SummaryList
      rows={[
        {
          label: t("overview.soFar"),
          value: <ResultTag result={view.result} complete={view.complete} />,
        },
        {
          label: t("overview.answered"),
          value: t(notKnown > 0 ? "overview.answeredUnknown" : "overview.answeredOf", {
            answered,
            total,
            notKnown,
          }),
        },
        { label: t("overview.findings"), value: view.findingCount },
        {
          label: t("overview.started"),
          value: t("overview.startedBy", { day: view.startedOn, name: view.startedBy }),
        },
        {
          label: t("overview.versions"),
          value: view.questionnaires
            .map(({ title, version }) => t("overview.version", { title, version }))
            .join(common("comma")),
        },
      ]}
    />
  );
}

function Explanation() {
  const { t } = useTranslation("self-check");
  return (
    <>
      <Section title={t("overview.privateTitle")}>
        <p className="text-small">{t("overview.private")}</p>
      </Section>
      <Section title={t("overview.unknownTitle")}>
        <p className="text-small">{t("overview.unknown")}</p>
      </Section>
    </>
  );
}
