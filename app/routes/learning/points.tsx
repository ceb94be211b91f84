import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { LedgerTable, LotTable } from "~/features/learning/components/point-tables";
import { PointTexts } from "~/features/learning/components/point-texts";
import { may } from "~/features/learning/policy";
import { pointsOf } from "~/features/learning/queries.server";
import { pointsView } from "~/features/learning/views.server";
import { today } from "~/platform/clock.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { ButtonLink } from "~/shared/ui/button";
import { SummaryList } from "~/shared/ui/list";
import { Page } from "~/shared/ui/page";
import { EmptyState } from "~/shared/ui/status";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.seePoints);
  const locale = await localeOf(request);
  return { ...pointsView(await pointsOf(actor, today()), locale), title: translator(locale, "learning")("points.title") };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function PointsPage() {
  const page = useLoaderData<typeof loader>();
  const { t } = useTranslation("learning");
  return (
    <Page
      title={t("points.title")}
      lead={t("points.lead")}
      crumbs={[{ to: "/courses", label: t("title") }]}
      side={<PointTexts rules={page.rules} sources={page.sources} />}
    >
      <SummaryList
        rows={[
          { label: t("points.balance"), value: t("points.balanceValue", { count: page.balance }) },
          { label: t("points.next"), value: page.next ? t("points.nextValue", { count: page.next.points, day: page.next.day }) : t("points.noneExpires") },
        ]}
      />
      {page.lines.length === 0 ? (
        <EmptyState title={t("points.empty")}>
          <p className="mb-4">{t("points.emptyHint")}</p>
          <ButtonLink to="/courses">{t("toCourses")}</ButtonLink>
        </EmptyState>
      ) : (
        <>
          {page.lots.length > 0 ? <LotTable lots={page.lots} /> : null}
          <LedgerTable lines={page.lines} />
        </>
      )}
    </Page>
  );
}
