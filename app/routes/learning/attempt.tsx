import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { saveAnswers, submitAttempt } from "~/features/learning/commands.server";
import { QuestionChoice } from "~/features/learning/components/question-choice";
import { may } from "~/features/learning/policy";
import { findAttempt } from "~/features/learning/queries.server";
import { attemptView } from "~/features/learning/views.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound, uuidParam } from "~/shared/params";
import { Button } from "~/shared/ui/button";
import { Page } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.learn);
  const locale = await localeOf(request);
  const found = await findAttempt(actor, uuidParam(params, "attemptId"));
  if (!found) throw notFound();
  const attempt = found.now === "running" ? attemptView(found, locale) : null;
  if (!attempt) throw redirect(`/attempts/${found.id}/result`);
  return {
    attempt,
    justSaved: new URL(request.url).searchParams.has("saved"),
    title: translator(locale, "learning")("attempt.title", { course: attempt.course.title }),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.learn);
  const id = uuidParam(params, "attemptId");
  const form = await request.formData();
  const outcome = form.get("intent") === "submit" ? await submitAttempt(actor, id, form) : await saveAnswers(actor, id, form);
  if (outcome === "not-found") throw notFound();
  return redirect(outcome === "saved" ? `/attempts/${id}?saved=1` : `/attempts/${id}/result`);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function AttemptPage() {
  const { attempt, justSaved, title } = useLoaderData<typeof loader>();
  const { t } = useTranslation("learning");
  return (
    <Page title={title}>
      <Notice tone="info" title={t("attempt.deadline", { time: attempt.deadline })}>
        {t("attempt.deadlineText", { minutes: attempt.minutes })}
      </Notice>
      {justSaved ? <Notice tone="good" announce title={t("attempt.saved", { n: attempt.saved, questions: attempt.questions.length })} /> : null}
      <Form method="post">
        {/* The first button answers the Enter key: it must be the one that ends nothing. */}
        <button type="submit" name="intent" value="save" hidden>
          {t("attempt.save")}
        </button>
        {attempt.questions.map((question, index) => (
          <QuestionChoice key={question.id} number={index + 1} question={question} />
        ))}
        <p className="mb-4 max-w-measure text-muted">{t("attempt.notSaved")}</p>
        <p className="flex flex-wrap gap-4">
          <Button name="intent" value="submit">
            {t("attempt.submit")}
          </Button>
          <Button kind="secondary" name="intent" value="save">
            {t("attempt.save")}
          </Button>
        </p>
      </Form>
    </Page>
  );
}
