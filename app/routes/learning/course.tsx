import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { ExamRules } from "~/features/learning/components/exam-rules";
import { courses } from "~/features/learning/content.server";
import { may } from "~/features/learning/policy";
import { courseProgress } from "~/features/learning/queries.server";
import { courseView } from "~/features/learning/views.server";
import { localeOf } from "~/platform/i18n.server";
import { actorOrVisitor } from "~/platform/session.server";
import { notFound, slugParam } from "~/shared/params";
import { ButtonLink } from "~/shared/ui/button";
import { TaskList } from "~/shared/ui/list";
import { Page, Section } from "~/shared/ui/page";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await actorOrVisitor(request);
  const course = courses().get(slugParam(params, "slug"));
  if (!course) throw notFound();
  const progress = may.learn(actor) ? await courseProgress(actor, course.slug) : null;
  return { course: courseView(course, await localeOf(request), progress), learns: progress !== null, visitor: actor.kind === "visitor" };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.course.title }, { name: "description", content: data?.course.summary }];

export default function CoursePage() {
  const { course, learns, visitor } = useLoaderData<typeof loader>();
  const { t } = useTranslation("learning");
  const hint = (lesson: (typeof course.lessons)[number]) =>
    lesson.assigned ? t("course.again") : t("course.minutes", { minutes: lesson.minutes });
  return (
    <Page
      crumbs={[{ to: "/courses", label: t("title") }]}
      title={course.title}
      lead={course.summary}
      side={
        <>
          {course.certificate ? (
            <p className="mb-6">
              <Link to={`/certificates/${course.certificate}`}>{t("course.certificate")}</Link>
            </p>
          ) : null}
          <p className="text-small text-muted">{t("course.version", { version: course.version, day: course.published })}</p>
        </>
      }
    >
      <Section title={t("course.lessons")}>
        {learns ? (
          <TaskList
            tasks={course.lessons.map((lesson) => ({
              to: `/courses/${course.slug}/${lesson.slug}`,
              label: lesson.title,
              hint: hint(lesson),
              state: lesson.read && !lesson.assigned ? "done" : "todo",
            }))}
          />
        ) : (
          <ol className="max-w-measure">
            {course.lessons.map((lesson, index) => (
              <li key={lesson.slug} className="border-b border-line py-3">
                {index + 1}. <Link to={`/courses/${course.slug}/${lesson.slug}`}>{lesson.title}</Link>
                <span className="block text-small text-muted">{hint(lesson)}</span>
              </li>
            ))}
          </ol>
        )}
      </Section>
      <Section title={t("course.exam")}>
        <ExamRules rules={course.exam} />
        {learns ? (
          <ButtonLink to={course.running ? `/attempts/${course.running}` : `/courses/${course.slug}/exam`}>
            {t(course.running ? "course.continue" : "course.toExam")}
          </ButtonLink>
        ) : visitor ? (
          <p>
            <Link to={`/sign-in?to=${encodeURIComponent(`/courses/${course.slug}/exam`)}`}>{t("course.signIn")}</Link>
          </p>
        ) : (
          <p>{t("course.onlyEnterprise")}</p>
        )}
      </Section>
    </Page>
  );
}
