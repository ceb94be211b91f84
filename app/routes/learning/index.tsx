import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { may } from "~/features/learning/policy";
import { progressByCourse } from "~/features/learning/queries.server";
import { courseLines } from "~/features/learning/views.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { actorOrVisitor } from "~/platform/session.server";
import { Page } from "~/shared/ui/page";
import { Tag } from "~/shared/ui/status";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await actorOrVisitor(request);
  const locale = await localeOf(request);
  const progress = may.learn(actor) ? await progressByCourse(actor) : null;
  return { courses: courseLines(locale, progress), learns: progress !== null, title: translator(locale, "learning")("title") };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function CoursesPage() {
  const { courses, learns } = useLoaderData<typeof loader>();
  const { t } = useTranslation("learning");
  return (
    <Page title={t("title")} lead={t("lead")}>
      {learns ? (
        <p className="mb-4">
          <Link to="/points">{t("toPoints")}</Link>
        </p>
      ) : null}
      <ul className="max-w-measure">
        {courses.map((course) => (
          <li key={course.slug} className="border-t border-line py-5">
            <p className="text-small text-muted">{t(`sector.${course.sector}`)}</p>
            <h2 className="mb-1 text-lead">
              <Link to={`/courses/${course.slug}`}>{course.title}</Link>
            </h2>
            <p>{course.summary}</p>
            <p className="mt-1 text-small text-muted">{t("list.size", course)}</p>
            {course.mine ? (
              <p className="mt-2 flex flex-wrap items-baseline gap-x-4 gap-y-1 text-small">
                <span>{t("list.read", { read: course.mine.read, lessons: course.lessons })}</span>
                {course.mine.passed ? <Tag tone="good">{t("list.passed")}</Tag> : null}
                {course.mine.assigned > 0 ? <Tag tone="attention">{t("list.assigned", { n: course.mine.assigned })}</Tag> : null}
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </Page>
  );
}
