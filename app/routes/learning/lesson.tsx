import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { markLessonRead } from "~/features/learning/commands.server";
import { courses } from "~/features/learning/content.server";
import { may } from "~/features/learning/policy";
import { courseProgress } from "~/features/learning/queries.server";
import { lessonView } from "~/features/learning/views.server";
import { localeOf } from "~/platform/i18n.server";
import { actorOrVisitor, requireActor } from "~/platform/session.server";
import { notFound, slugParam } from "~/shared/params";
import { Button, ButtonLink } from "~/shared/ui/button";
import { ContentHtml } from "~/shared/ui/html";
import { Page } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await actorOrVisitor(request);
  const course = courses().get(slugParam(params, "slug"));
  const lesson = course ? lessonView(course, slugParam(params, "lesson"), await localeOf(request)) : null;
  if (!course || !lesson) throw notFound();
  const progress = may.learn(actor) ? await courseProgress(actor, course.slug) : null;
  return {
    lesson,
    learns: progress !== null,
    read: progress?.read.has(lesson.slug) ?? false,
    assigned: progress?.assigned.has(lesson.slug) ?? false,
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.learn);
  const [slug, lesson] = [slugParam(params, "slug"), slugParam(params, "lesson")];
  if ((await markLessonRead(actor, slug, lesson)) === "not-found") throw notFound();
  return redirect(`/courses/${slug}/${lesson}`);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.lesson.title }];

export default function LessonPage() {
  const { lesson, learns, read, assigned } = useLoaderData<typeof loader>();
  const { t } = useTranslation("learning");
  const { t: common } = useTranslation();
  const { course, next } = lesson;
  const done = read && !assigned;
  return (
    <Page
      crumbs={[
        { to: "/courses", label: t("title") },
        { to: `/courses/${course.slug}`, label: course.title },
      ]}
      kicker={t("lesson.place", lesson)}
      title={lesson.title}
    >
      {assigned ? <Notice tone="attention">{t("course.again")}</Notice> : null}
      <ContentHtml html={lesson.html} />
      {learns ? (
        <Form method="post" className="mt-8">
          {done ? <Notice tone="good" title={t("lesson.isRead")} /> : null}
          <Button kind={done ? "secondary" : "primary"}>{t(done ? "lesson.again" : "lesson.markRead")}</Button>
        </Form>
      ) : null}
      <p className="mt-8">
        {next ? (
          <>
            {t("lesson.next")}
            {common("colon")}
            <Link to={`/courses/${course.slug}/${next.slug}`}>{next.title}</Link>
          </>
        ) : done ? (
          <ButtonLink to={`/courses/${course.slug}/exam`}>{t("lesson.toExam")}</ButtonLink>
        ) : (
          <Link to={`/courses/${course.slug}`}>{course.title}</Link>
        )}
      </p>
    </Page>
  );
}
