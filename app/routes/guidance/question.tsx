import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Citations } from "~/features/law/components/citation";
import { citationViews } from "~/features/law/content.server";
import { publicQuestion } from "~/features/self-check/content.server";
import { localeOf } from "~/platform/i18n.server";
import { notFound, slugParam } from "~/shared/params";
import { ButtonLink } from "~/shared/ui/button";
import { Page, Section } from "~/shared/ui/page";
import { Tag } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const locale = await localeOf(request);
  const question = publicQuestion(slugParam(params, "questionId"), locale);
  if (!question) throw notFound();
  return { question, basis: citationViews(question.basis, locale) };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.question.text }];

const TONES = { "red-line": "bad", major: "attention", minor: "info" } as const;

export default function QuestionPage() {
  const { question, basis } = useLoaderData<typeof loader>();
  const { t } = useTranslation("guidance");
  return (
    <Page crumbs={[{ to: "/guidance", label: t("title") }]} kicker={t("question.kicker")} title={question.text}>
      <p className="mb-6">
        <Tag tone={TONES[question.severity]}>{t(`question.severity.${question.severity}`)}</Tag>
      </p>
      <Section title={t("question.why")}>
        <p className="max-w-measure">{question.why}</p>
      </Section>
      <Section title={t("question.how")}>
        <p className="max-w-measure">{question.howToCheck}</p>
      </Section>
      <Citations basis={basis} />
      <p className="mt-8">
        <ButtonLink to="/self-checks">{t("question.start")}</ButtonLink>
      </p>
    </Page>
  );
}
