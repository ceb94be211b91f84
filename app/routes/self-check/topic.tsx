import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { saveAnswers } from "~/features/self-check/answers.server";
import { TopicForm } from "~/features/self-check/components/topic-form";
import { postedReads, topicForm } from "~/features/self-check/forms";
import { may } from "~/features/self-check/policy";
import { selfCheckRun } from "~/features/self-check/queries.server";
import {
  conflictView,
  questionView,
  topicAfter,
  topicOf,
} from "~/features/self-check/views.server";
import { today } from "~/platform/clock.server";
import { parseForm } from "~/platform/form.server";
import { localeOf } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound, slugParam, uuidParam } from "~/shared/params";
import { Page } from "~/shared/ui/page";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.readSelfChecks);
  const run = await selfCheckRun(actor, uuidParam(params, "selfCheckId"));
  if (!run) throw notFound();
  if (run.status === "completed") throw redirect(`/self-checks/${run.id}/result`);
  const topic = topicOf(run, slugParam(params, "topic"), today());
  if (!topic) throw notFound();
  const locale = await localeOf(request);
  return {
    id: run.id,
    topic: { id: topic.id, title: topic.title[locale], intro: topic.intro[locale] },
    siteName: run.siteName,
    questions: topic.questions.map((question) => questionView(run, question, locale)),
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
  const formData = await request.formData();
  const form = parseForm(formData, topicForm(topic.questions));
  if (!form.ok)
    return data(
      { ...form.refused.data, reads: postedReads(formData, topic.questions), conflicts: [] },
      { status: 422 }
    );
  const outcome = await saveAnswers(actor, id, form.value);
  if (outcome.is === "not-draft") throw redirect(`/self-checks/${id}/result`);
  const after = await selfCheckRun(actor, id);
  if (!after) throw notFound();
  if (outcome.conflicts.length > 0) {
    const locale = await localeOf(request);
    const errors = Object.fromEntries(
      outcome.conflicts.map(({ questionId }) => [`${questionId}.is`, ["someoneElse"]])
    );
    const reads = Object.fromEntries(
      topic.questions.map((question) => [question.id, questionView(after, question, locale).read])
    );
    const conflicts = topic.questions.flatMap((question) =>
      outcome.conflicts
        .filter(({ questionId }) => questionId === question.id)
        .map((each) => conflictView(question, each, locale))
    );
    return data({ ...form.refuse(errors).data, reads, conflicts }, { status: 409 });
  }
  const [then, questionId = ""] = String(formData.get("then") ?? "").split(":");
  if (then === "evidence" && topic.questions.some((question) => question.id === questionId))
    return redirect(`/self-checks/${id}/evidence/${questionId}`);
  const next = topicAfter(after, topicId, today());
  return redirect(next ? `/self-checks/${id}/${next}` : `/self-checks/${id}?saved`);
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: page && `${page.topic.title} · ${page.siteName}` },
];

export default function TopicPage() {
  const { id, topic, siteName, questions } = useLoaderData<typeof loader>();
  const { t } = useTranslation("self-check");
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
      {/* Fields keep their own state, so each topic has a form of its own. */}
      <TopicForm key={topic.id} topicId={topic.id} questions={questions} result={result} />
    </Page>
  );
}
