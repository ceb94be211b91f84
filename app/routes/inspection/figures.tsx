import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { ShareTables } from "~/features/inspection/components/share-tables";
import { may } from "~/features/inspection/policy";
import { figuresView } from "~/features/inspection/view.server";
import { figuresOf } from "~/features/inspection/work/figures.server";
import { profileFor } from "~/features/positive-list/rules.server";
import { today } from "~/platform/clock.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { SummaryList } from "~/shared/ui/list";
import { Page, Section } from "~/shared/ui/page";
import { EmptyState } from "~/shared/ui/status";
import { Table } from "~/shared/ui/table";

const FIRST_YEAR = 2026;

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.read);
  const locale = await localeOf(request);
  const thisYear = Number(today().slice(0, 4));
  const asked = Number(new URL(request.url).searchParams.get("year"));
  const year = Number.isInteger(asked) && asked >= FIRST_YEAR && asked <= thisYear + 1 ? asked : thisYear;
  const cap = profileFor(actor.regionCode).visits.inspectionsPerYear.value;
  const figures = await figuresOf(actor, year, cap);
  const years = Array.from({ length: thisYear + 2 - FIRST_YEAR }, (_, at) => FIRST_YEAR + at).filter((each) => each !== year);
  return { title: translator(locale, "inspection")("figures.title", { year }), years, ...figuresView(figures, locale) };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function FiguresPage() {
  const page = useLoaderData<typeof loader>();
  const { t } = useTranslation("inspection");
  const { t: tOneCheck } = useTranslation("one-check");
  const isEmpty = page.planned + page.made + page.cancelled + page.spared + page.requests + page.clues === 0;
  return (
    <Page title={page.title} lead={t("figures.lead")} crumbs={[{ to: "/inspections", label: t("title") }]}>
      {isEmpty ? <EmptyState title={t("figures.empty")} /> : null}
      <SummaryList
        rows={[
          ...(["planned", "made", "cancelled", "spared", "overCap"] as const).map((key) => ({ label: t(`figures.${key}`), value: page[key] })),
          { label: tOneCheck("figures.scanned"), value: tOneCheck("figures.scannedText", page) },
          ...(["requests", "visits", "saved", "refused", "clues", "desk"] as const).map((key) => ({ label: tOneCheck(`figures.${key}`), value: page[key] })),
          { label: t("figures.rate"), value: page.rate ? t("figures.rateText", { ...page.rate, breaches: page.breaches, verified: page.verified }) : t("figures.rateNone") },
        ]}
      />
      <Section title={t("figures.burden")} id="burden">
        {page.burden.length === 0 ? (
          <p>{t("figures.nothing")}</p>
        ) : (
          <Table
            caption={t("figures.burdenLead")}
            rows={page.burden}
            rowKey={({ inspections }) => String(inspections)}
            columns={[
              { head: t("figures.inspections"), label: t("figures.inspections"), numeric: true, cell: ({ inspections }) => inspections },
              { head: t("figures.enterprises"), label: t("figures.enterprises"), numeric: true, cell: ({ enterprises }) => enterprises },
            ]}
          />
        )}
      </Section>
      <ShareTables groups={page.groups} />
      <p className="flex flex-wrap gap-x-4">
        <span>{t("figures.other")}:</span>
        {page.years.map((year) => (
          <Link key={year} to={`?year=${year}`}>
            {year}
          </Link>
        ))}
      </p>
    </Page>
  );
}
