import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { completeSelfCheck } from "~/features/self-check/completion.server";
import { FindingsAhead } from "~/features/self-check/components/findings-ahead";
import { FlagWarning } from "~/features/self-check/components/flagged-questions";
import { OpenQuestions } from "~/features/self-check/components/open-questions";
import { ResultTag } from "~/features/self-check/components/tags";
import { workOf } from "~/features/self-check/part-queries.server";
import { may } from "~/features/self-check/policy";
import { selfCheckRun } from "~/features/self-check/queries.server";
import { answersView, overviewView, resultView } from "~/features/self-check/views.server";
import { flagsView } from "~/features/self-check/work-view.server";
import { today } from "~/platform/clock.server";
import { holidays } from "~/platform/holidays.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound, uuidParam } from "~/shared/params";
import { Button } from "~/shared/ui/button";
import { SummaryList } from "~/shared/ui/list";
import { Page, Section } from "~/shared/ui/page";
import { Tag } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.complete);
  const run = await selfCheckRun(actor, uuidParam(params, "selfCheckId"));
  if (!run) throw notFound();
  if (run.status === "completed") throw redirect(`/self-checks/${run.id}/result`);
  const locale = await localeOf(request);
  const view = overviewView(run, locale, today());
  return {
    id: run.id,
    title: translator(locale, "self-check")("complete.title"),
    view,
    findings: resultView(run, locale, today()).findings,
    flags: flagsView(run, await workOf(actor, run.id), locale),
    topics: answersView(run, locale, today()),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.complete);
  const id = uuidParam(params, "selfCheckId");
  const outcome = await completeSelfCheck(actor, id, today(), holidays());
  if (outcome === "not-found") throw notFound();
  return redirect(`/self-checks/${id}/result`);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function CompletePage() {
  const { id, view, topics, flags, findings } = useLoaderData<typeof loader>();
  const { t } = useTranslation("self-check");
  return (
    <Page
      kicker={view.siteName}
      title={t("complete.title")}
      lead={t("complete.lead")}
      crumbs={[
        { to: "/self-checks", label: t("list.title") },
        { to: `/self-checks/${id}`, label: view.siteName },
      ]}
    >
      <FlagWarning selfCheckId={id} flags={flags} />
      <OpenQuestions selfCheckId={id} topics={topics} />
      {topics.map((topic) => (
        <Section key={topic.id} title={topic.title}>
          <SummaryList
            rows={topic.questions.map((question) => ({
              label: question.text,
              value: (
                <>
                  {question.answer ?? <Tag tone="plain">{t("complete.unanswered")}</Tag>}
                  {question.note ? (
                    <span className="block text-small text-muted">{question.note}</span>
                  ) : null}
                </>
              ),
              action: (
                <Link
                  to={`/self-checks/${id}/${topic.id}`}
                  aria-label={t("complete.changeQuestion", { question: question.text })}
                >
                  {t("complete.change")}
                </Link>
              ),
            }))}
          />
        </Section>
      ))}
      <SummaryList
        rows={[
          {
            label: t("overview.soFar"),
            value: <ResultTag result={view.result} complete={view.complete} />,
          },
        ]}
      />
      <FindingsAhead findings={findings} />
      <p className="mb-4 max-w-measure">
        {t("complete.consequence", { count: view.findingCount })}
      </p>
      <Form method="post">
        <Button>{t("complete.button")}</Button>
      </Form>
    </Page>
  );
}
