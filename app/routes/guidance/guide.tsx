import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { guidePage } from "~/features/guidance/queries.server";
import { questionTitles } from "~/features/self-check/content.server";
import { localeOf } from "~/platform/i18n.server";
import { notFound, slugParam } from "~/shared/params";
import { ContentHtml } from "~/shared/ui/html";
import { Page, Section } from "~/shared/ui/page";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const locale = await localeOf(request);
  const guide = guidePage(`${slugParam(params, "sector")}/${slugParam(params, "slug")}`, locale);
  if (!guide) throw notFound();
  return { guide, questions: questionTitles(guide.questions, locale) };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.guide.title },
  { name: "description", content: data?.guide.summary },
];

export default function GuidePage() {
  const { guide, questions } = useLoaderData<typeof loader>();
  const { t } = useTranslation("guidance");
  return (
    <Page
      crumbs={[
        { to: "/guidance", label: t("title") },
        { to: `/guidance?sector=${guide.sector}`, label: t(`sector.${guide.sector}`) },
      ]}
      title={guide.title}
      lead={guide.summary}
      side={
        <>
          {questions.length > 0 ? (
            <Section title={t("checkYourself")}>
              <ul className="space-y-3">
                {questions.map((question) => (
                  <li key={question.id}>
                    <Link to={`/questions/${question.id}`}>{question.text}</Link>
                  </li>
                ))}
              </ul>
            </Section>
          ) : null}
          {guide.course ? (
            <Section title={t("learn")}>
              <Link to={`/courses/${guide.course}`}>{t("toCourse")}</Link>
            </Section>
          ) : null}
          <p className="text-small text-muted">{t("updated", { day: guide.updated })}</p>
          <p className="text-small text-muted">{t("forClasses", { classes: guide.permitClasses.map((name) => t(`permitClass.${name}`)).join(t("and")) })}</p>
        </>
      }
    >
      <ContentHtml html={guide.html} />
    </Page>
  );
}
