import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { InspectionTable } from "~/features/inspection/components/inspection-table";
import { may } from "~/features/inspection/policy";
import { drawOf, inspectionsOf, skipsOf } from "~/features/inspection/queries.server";
import { inspectionLine } from "~/features/inspection/view.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { day } from "~/shared/day";
import { formatDay } from "~/shared/format";
import { notFound, uuidParam } from "~/shared/params";
import { Page, Section } from "~/shared/ui/page";
import { Table } from "~/shared/ui/table";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.read);
  const draw = await drawOf(actor, uuidParam(params, "drawId"));
  if (!draw) throw notFound();
  const locale = await localeOf(request);
  const [inspections, skips] = await Promise.all([inspectionsOf(actor, { drawId: draw.id }), skipsOf(actor, draw.id)]);
  return {
    title: translator(locale, "inspection")("drawTitle", { period: draw.period }),
    planId: draw.planId,
    inspections: inspections.map((row) => inspectionLine(row, locale)),
    skips: skips.map(({ enterprise, uscc, reason, skippedOn }) => ({ enterprise: enterprise[locale], uscc, reason, skippedOn: formatDay(day(skippedOn), locale) })),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function DrawPage() {
  const page = useLoaderData<typeof loader>();
  const { t } = useTranslation("inspection");
  return (
    <Page title={page.title} crumbs={[{ to: "/inspections", label: t("title") }, { to: `/inspections/plans/${page.planId}`, label: t("plans") }]}>
      <Section title={t("inspections")} id="inspections">
        {page.inspections.length === 0 ? <p>{t("noneDrawn")}</p> : <InspectionTable caption={t("inspections")} rows={page.inspections} />}
      </Section>
      <Section title={t("sparedTitle")} id="spared">
        {page.skips.length === 0 ? (
          <p>{t("sparedNone")}</p>
        ) : (
          <Table
            caption={t("sparedTitle")}
            captionHidden
            rows={page.skips}
            rowKey={({ uscc }) => uscc}
            columns={[
              { head: t("enterprise"), label: t("enterprise"), cell: ({ enterprise, uscc }) => `${enterprise} ${uscc}` },
              { head: t("reasonHead"), label: t("reasonHead"), cell: ({ reason }) => t(`reason.${reason}`) },
              { head: t("day"), label: t("day"), cell: ({ skippedOn }) => skippedOn },
            ]}
          />
        )}
      </Section>
    </Page>
  );
}
