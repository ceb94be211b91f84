import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { contentSectorSchema } from "~/features/guidance/guide";
import { caseLines, guideLines, sectorFrom } from "~/features/guidance/queries.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { Page, Section } from "~/shared/ui/page";
import { TabLinks } from "~/shared/ui/table";

export async function loader({ request }: LoaderFunctionArgs) {
  const locale = await localeOf(request);
  const sector = sectorFrom(new URL(request.url).searchParams.get("sector"));
  return {
    sector,
    guides: guideLines(sector, locale),
    cases: caseLines(locale).filter((line) => sector === "general" || line.sector === sector || line.sector === "general"),
    title: translator(locale, "guidance")("title"),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function GuidanceIndex() {
  const { sector, guides, cases } = useLoaderData<typeof loader>();
  const { t } = useTranslation("guidance");
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      side={
        <Section title={t("more")}>
          <ul className="space-y-2">
            <li>
              <Link to="/law/changes">{t("changes.title")}</Link>
            </li>
            <li>
              <Link to="/law">{t("law.title")}</Link>
            </li>
            <li>
              <Link to="/courses">{t("courses")}</Link>
            </li>
          </ul>
        </Section>
      }
    >
      <TabLinks
        label={t("chooseSector")}
        tabs={contentSectorSchema.options.map((option) => ({
          to: `/guidance?sector=${option}`,
          label: t(`sector.${option}`),
          current: option === sector,
        }))}
      />
      <Lines level="h2" lines={guides} tag={(line) => t(`topic.${line.topic}` as "topic.permit")} />
      <Section title={t("cases.title")}>
        <Lines level="h3" lines={cases} tag={(line) => line.place} />
      </Section>
    </Page>
  );
}

interface LinesProps<L> {
  readonly level: "h2" | "h3";
  readonly lines: readonly L[];
  readonly tag: (line: L) => string;
}

function Lines<L extends { to: string; title: string; summary: string }>({ level: Heading, lines, tag }: LinesProps<L>) {
  return (
    <ul className="mb-8">
      {lines.map((line) => (
        <li key={line.to} className="border-b border-line py-4">
          <p className="text-small text-muted">{tag(line)}</p>
          <Heading className="text-lead">
            <Link to={line.to}>{line.title}</Link>
          </Heading>
          <p className="max-w-measure">{line.summary}</p>
        </li>
      ))}
    </ul>
  );
}
