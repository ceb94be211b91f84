import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { FlagForm, History, Thread } from "~/features/self-check/components/talk";
import { talkOf, workOf } from "~/features/self-check/part-queries.server";
import { may } from "~/features/self-check/policy";
import { selfCheckRun } from "~/features/self-check/queries.server";
import { addComment, setFlag } from "~/features/self-check/talk-commands.server";
import { commentForm, flagForm } from "~/features/self-check/work-forms";
import { flagsView, talkView } from "~/features/self-check/work-view.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound, slugParam, uuidParam } from "~/shared/params";
import { Page } from "~/shared/ui/page";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.readSelfChecks);
  const run = await selfCheckRun(actor, uuidParam(params, "selfCheckId"));
  const questionId = slugParam(params, "questionId");
  const question = run?.questionnaires
    .flatMap(({ questions }) => questions)
    .find(({ id }) => id === questionId);
  if (!run || !question) throw notFound();
  const locale = await localeOf(request);
  const [talk, work] = await Promise.all([
    talkOf(actor, run.id, questionId),
    workOf(actor, run.id),
  ]);
  return {
    id: run.id,
    siteName: run.siteName,
    title: translator(locale, "self-check-work")("talk.title"),
    question: { id: question.id, text: question.text[locale] },
    topic: {
      id: question.topic,
      title:
        run.questionnaires.flatMap(({ topics }) => topics).find(({ id }) => id === question.topic)
          ?.title[locale] ?? "",
    },
    open: run.status === "draft",
    flag: flagsView(run, work, locale).find((flag) => flag.questionId === questionId) ?? null,
    key: crypto.randomUUID(),
    ...talkView(question, talk, locale),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.answer);
  const where = {
    selfCheckId: uuidParam(params, "selfCheckId"),
    questionId: slugParam(params, "questionId"),
  };
  const formData = await request.formData();
  const intent = formData.get("intent");
  if (intent !== "comment" && intent !== "flag" && intent !== "unflag")
    throw new Response("Bad request", { status: 400 });
  const form = parseForm(formData, intent === "comment" ? commentForm : flagForm);
  if (!form.ok) return form.refused;
  const outcome =
    "text" in form.value
      ? await addComment(actor, where, form.value)
      : await setFlag(actor, where, intent === "unflag" ? null : form.value);
  if (outcome === "not-found") throw notFound();
  if (outcome === "not-draft") return redirect(`/self-checks/${where.selfCheckId}/result`);
  return redirect(`/self-checks/${where.selfCheckId}/questions/${where.questionId}`);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data && `${data.title} · ${data.siteName}` },
];

export default function TalkPage() {
  const { id, siteName, title, question, topic, open, flag, key, comments, versions } =
    useLoaderData<typeof loader>();
  const { t } = useTranslation("self-check");
  const reply = useActionData<typeof action>()?.reply ?? null;
  return (
    <Page
      kicker={title}
      title={question.text}
      crumbs={[
        { to: "/self-checks", label: t("list.title") },
        { to: `/self-checks/${id}`, label: siteName },
        ...(open ? [{ to: `/self-checks/${id}/${topic.id}`, label: topic.title }] : []),
      ]}
    >
      {/* After a comment is sent its field is empty again, and the key a new one. */}
      <Thread key={key} open={open} comments={comments} idempotencyKey={key} reply={reply} />
      {open || flag ? <FlagForm open={open} flag={flag} /> : null}
      <History versions={versions} />
    </Page>
  );
}
