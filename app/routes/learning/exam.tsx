import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { startAttempt } from "~/features/learning/commands.server";
import { AttemptStatusTag } from "~/features/learning/components/attempt-status";
import { ExamRules } from "~/features/learning/components/exam-rules";
import { courses } from "~/features/learning/content.server";
import { startForm } from "~/features/learning/forms";
import { may } from "~/features/learning/policy";
import { courseProgress } from "~/features/learning/queries.server";
import { attemptLines, examRules } from "~/features/learning/views.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { formatInstant } from "~/shared/format";
import { notFound, slugParam } from "~/shared/params";
import { Button, ButtonLink } from "~/shared/ui/button";
import { Page, Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";
import { Table } from "~/shared/ui/table";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.learn);
  const locale = await localeOf(request);
  const course = courses().get(slugParam(params, "slug"));
  if (!course) throw notFound();
  const progress = await courseProgress(actor, course.slug);
  return {
    slug: course.slug,
    courseTitle: course.title[locale],
    title: translator(locale, "learning")("exam.title", { course: course.title[locale] }),
    rules: examRules(course),
    attempts: attemptLines(progress, locale),
    running: progress.attempts.find(({ now }) => now === "running")?.id ?? null,
    idempotencyKey: crypto.randomUUID(),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.learn);
  const slug = slugParam(params, "slug");
  const form = parseForm(await request.formData(), startForm);
  if (!form.ok) throw notFound();
  const outcome = await startAttempt(actor, slug, form.value.idempotencyKey);
  if (outcome.is === "not-found") throw notFound();
  if (outcome.is === "running") return redirect(`/attempts/${outcome.id}`);
  return data({ wait: formatInstant(outcome.until, await localeOf(request)) }, { status: 409 });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function ExamPage() {
  const page = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("learning");
  return (
    <Page
      crumbs={[
        { to: "/courses", label: t("title") },
        { to: `/courses/${page.slug}`, label: page.courseTitle },
      ]}
      title={page.title}
    >
      {result?.wait ? (
        <Notice tone="attention" announce title={t("exam.wait", { at: result.wait })}>
          {t("exam.waitWhy", { hours: page.rules.hours })}
        </Notice>
      ) : null}
      <Section title={t("exam.rules")}>
        <ExamRules rules={page.rules} full />
        {page.running ? (
          <Notice tone="info" title={t("exam.running")}>
            <ButtonLink to={`/attempts/${page.running}`}>{t("exam.continue")}</ButtonLink>
          </Notice>
        ) : (
          <Form method="post">
            <input type="hidden" name="idempotencyKey" value={page.idempotencyKey} />
            <Button>{t("exam.start")}</Button>
          </Form>
        )}
      </Section>
      {page.attempts.length > 0 ? (
        <Table
          caption={t("exam.attempts")}
          rows={page.attempts}
          rowKey={({ id }) => id}
          columns={[
            { head: t("exam.started"), label: t("exam.started"), cell: (row) => <Link to={row.status === "running" ? `/attempts/${row.id}` : `/attempts/${row.id}/result`}>{row.started}</Link> },
            { head: t("exam.status"), label: t("exam.status"), cell: (row) => <AttemptStatusTag status={row.status} /> },
            { head: t("exam.score"), label: t("exam.score"), numeric: true, cell: (row) => (row.percent === null ? "–" : `${row.percent}%`) },
          ]}
        />
      ) : null}
    </Page>
  );
}
