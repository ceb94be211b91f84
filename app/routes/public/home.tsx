import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { guideLines } from "~/features/guidance/queries.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { ButtonLink } from "~/shared/ui/button";
import { Page, Section } from "~/shared/ui/page";

export async function loader({ request }: LoaderFunctionArgs) {
  const locale = await localeOf(request);
  const t = translator(locale);
  return { guides: guideLines("general", locale).slice(0, 4), title: `${t("product")} · ${t("tagline")}` };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

const STEPS = ["guide", "check", "correct", "learn", "book", "list"] as const;
const OPEN = [
  ["/register", "register"],
  ["/rules/local", "localRules"],
  ["/verify", "verify"],
  ["/law/changes", "changes"],
] as const;

export default function Home() {
  const { guides } = useLoaderData<typeof loader>();
  const { t } = useTranslation("guidance");
  return (
    <Page title={t("home.title")} lead={t("home.lead")}>
      <p className="mb-12 flex flex-wrap gap-4">
        <ButtonLink to="/self-checks">{t("home.start")}</ButtonLink>
        <ButtonLink to="/guidance" kind="secondary">
          {t("home.guides")}
        </ButtonLink>
      </p>
      <Section title={t("home.how")}>
        <ol className="grid gap-x-8 gap-y-4 md:grid-cols-2">
          {STEPS.map((step, index) => (
            <li key={step} className="flex gap-4 border-t border-line pt-3">
              <span aria-hidden="true" className="text-lead font-bold text-accent tabular-nums">
                {index + 1}
              </span>
              <span>{t(`home.steps.${step}`)}</span>
            </li>
          ))}
        </ol>
      </Section>
      <div className="grid gap-8 lg:grid-cols-2">
        <Section title={t("title")}>
          <ul>
            {guides.map((guide) => (
              <li key={guide.to} className="border-t border-line py-3">
                <Link to={guide.to}>{guide.title}</Link>
              </li>
            ))}
          </ul>
        </Section>
        <Section title={t("home.public")}>
          <ul>
            {OPEN.map(([to, key]) => (
              <li key={to} className="border-t border-line py-3">
                <Link to={to}>{t(`home.${key}`)}</Link>
                <span className="block text-small text-muted">{t(`home.${key}Text`)}</span>
              </li>
            ))}
          </ul>
        </Section>
      </div>
    </Page>
  );
}
