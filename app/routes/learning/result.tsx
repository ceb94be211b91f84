import { redirect, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Mistakes } from "~/features/learning/components/mistakes";
import { courseAt, courses, pointRules } from "~/features/learning/content.server";
import { may } from "~/features/learning/policy";
import { findAttempt, outcomeOf } from "~/features/learning/queries.server";
import { mistakes } from "~/features/learning/views.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound, uuidParam } from "~/shared/params";
import { ButtonLink } from "~/shared/ui/button";
import { Page, Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.learn);
  const locale = await localeOf(request);
  const attempt = await findAttempt(actor, uuidParam(params, "attemptId"));
  if (!attempt) throw notFound();
  const current = courseAt(attempt.course, attempt.courseVersion);
  if (attempt.now === "running" && current) throw redirect(`/attempts/${attempt.id}`);
  const status = attempt.now === "running" ? "expired" : attempt.now;
  const courseTitle = courses().get(attempt.course)?.title[locale] ?? attempt.course;
  const rules = pointRules();
  return {
    status,
    percent: attempt.scorePercent ?? 0,
    needed: current?.exam.passPercent ?? null,
    course: { slug: attempt.course, title: courseTitle },
    title: translator(locale, "learning")("result.title", { course: courseTitle }),
    wrong: status === "expired" ? [] : mistakes(attempt, locale),
    oldVersion: current === null,
    outcome: status === "passed" ? await outcomeOf(actor, attempt.id) : null,
    limits: { repeat: { months: rules.repeatMonths, max: 0 }, "person-cap": { months: rules.capMonths, max: rules.personCap }, "enterprise-cap": { months: rules.capMonths, max: rules.enterpriseCap } },
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function ResultPage() {
  const page = useLoaderData<typeof loader>();
  const { t } = useTranslation("learning");
  const { status, outcome } = page;
  return (
    <Page
      crumbs={[
        { to: "/courses", label: t("title") },
        { to: `/courses/${page.course.slug}`, label: page.course.title },
      ]}
      title={page.title}
    >
      {status === "expired" ? (
        <Notice tone="attention" announce title={t("result.expired")}>
          {t("result.expiredText")}
        </Notice>
      ) : (
        <Notice
          tone={status === "passed" ? "good" : "bad"}
          announce
          title={status === "passed" ? t("result.passed", { percent: page.percent }) : t("result.failed", { percent: page.percent, needed: page.needed ?? "–" })}
        >
          {outcome && outcome.points > 0 ? <p>{t("result.point", { count: outcome.points })}</p> : null}
          {outcome?.reason ? (
            <p>
              {t("result.noPoint")} {t(`result.reason.${outcome.reason}`, page.limits[outcome.reason])}
            </p>
          ) : null}
        </Notice>
      )}
      <p className="mb-8 flex flex-wrap items-center gap-6">
        {outcome?.certificate ? (
          <ButtonLink to={`/certificates/${outcome.certificate}`}>{t("result.certificate")}</ButtonLink>
        ) : (
          <ButtonLink to={`/courses/${page.course.slug}/exam`}>{t("result.again")}</ButtonLink>
        )}
        <Link to={`/courses/${page.course.slug}`}>{t("result.toCourse")}</Link>
      </p>
      {status === "expired" ? null : (
        <Section title={t("result.mistakes")}>
          {page.oldVersion ? <p>{t("result.oldVersion")}</p> : page.wrong.length === 0 ? <p>{t("result.none")}</p> : <Mistakes wrong={page.wrong} />}
        </Section>
      )}
    </Page>
  );
}
