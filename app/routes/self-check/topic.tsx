import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { carriedViews } from "~/features/self-check/carry-views.server";
import { confirmCarried } from "~/features/self-check/carry.server";
import { TopicForm } from "~/features/self-check/components/topic-form";
import { drawingsOf } from "~/features/self-check/drawings.server";
import { answersTopics, workOf } from "~/features/self-check/part-queries.server";
import { may } from "~/features/self-check/policy";
import { selfCheckRun } from "~/features/self-check/queries.server";
import { saveTopicForm } from "~/features/self-check/topic-post.server";
import { questionView, topicAfter, topicOf } from "~/features/self-check/views.server";
import { today } from "~/platform/clock.server";
import { localeOf } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound, slugParam, uuidParam } from "~/shared/params";
import { Page } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.readSelfChecks);
  const run = await selfCheckRun(actor, uuidParam(params, "selfCheckId"));
  if (!run) throw notFound();
  if (run.status === "completed") throw redirect(`/self-checks/${run.id}/result`);
  const topic = topicOf(run, slugParam(params, "topic"), today());
  if (!topic) throw notFound();
  const locale = await localeOf(request);
  const work = await workOf(actor, run.id);
  const carried = carriedViews(run, topic.questions, locale, today());
  return {
    id: run.id,
    topic: { id: topic.id, title: topic.title[locale], intro: topic.intro[locale] },
    siteName: run.siteName,
    mine: (await answersTopics(actor, run.id))(topic.id),
    questions: topic.questions.map((question) => ({
      ...questionView(run, question, locale),
      carried: carried.get(question.id) ?? null,
      drawings: drawingsOf(question.id, locale),
      comments: work.comments.get(question.id) ?? 0,
      flagged: work.flags.some(({ questionId }) => questionId === question.id),
    })),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.answer);
  const id = uuidParam(params, "selfCheckId");
  const topicId = slugParam(params, "topic");
  const run = await selfCheckRun(actor, id);
  const topic = run && run.status === "draft" ? topicOf(run, topicId, today()) : null;
  if (!run || !topic)
    throw run?.status === "completed" ? redirect(`/self-checks/${id}/result`) : notFound();
  if (!(await answersTopics(actor, id))(topicId)) throw new Response("Forbidden", { status: 403 });
  const formData = await request.formData();
  const locale = await localeOf(request);
  const outcome = await saveTopicForm({ actor, run, questions: topic.questions, formData, locale });
  if (outcome === null) throw redirect(`/self-checks/${id}/result`);
  if (outcome !== "saved") return outcome;
  const after = await selfCheckRun(actor, id);
  if (!after) throw notFound();
  if (formData.has("choose")) return redirect(`/self-checks/${id}/${topicId}`);
  const [then, questionId = ""] = String(formData.get("then") ?? "").split(":");
  if (then === "confirm" || then === "confirm-all") {
    // Only what the page has shown: a confirmed answer may open questions that nobody has looked at.
    const shown = topic.questions.map((question) => question.id);
    const asked = then === "confirm" ? shown.filter((each) => each === questionId) : shown;
    await confirmCarried(actor, id, asked, today());
    return redirect(`/self-checks/${id}/${topicId}${then === "confirm" ? `#question-${questionId}` : ""}`);
  }
  if (then === "evidence" && topic.questions.some((question) => question.id === questionId))
    return redirect(`/self-checks/${id}/evidence/${questionId}`);
  if (then === "talk" && topic.questions.some((question) => question.id === questionId))
    return redirect(`/self-checks/${id}/questions/${questionId}`);
  if (then === "rows" && topic.questions.some((question) => question.id === questionId))
    return redirect(`/self-checks/${id}/${topicId}#topic-${topicId}-${questionId}.rows`);
  const next = topicAfter(after, topicId, today());
  return redirect(next ? `/self-checks/${id}/${next}` : `/self-checks/${id}?saved`);
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: page && `${page.topic.title} · ${page.siteName}` },
];

export default function TopicPage() {
  const { id, topic, siteName, mine, questions } = useLoaderData<typeof loader>();
  const { t } = useTranslation("self-check");
  const { t: work } = useTranslation("self-check-work");
  const result = useActionData<typeof action>();
  return (
    <Page
      kicker={siteName}
      title={topic.title}
      lead={topic.intro}
      crumbs={[
        { to: "/self-checks", label: t("list.title") },
        { to: `/self-checks/${id}`, label: siteName },
      ]}
    >
      {mine ? null : (
        <Notice tone="info" title={work("notMine.title")}>
          <p>{work("notMine.text")}</p>
        </Notice>
      )}
      {/* Fields keep their own state, so each topic has a form of its own. */}
      <TopicForm key={topic.id} topicId={topic.id} mine={mine} questions={questions} result={result} />
    </Page>
  );
}
