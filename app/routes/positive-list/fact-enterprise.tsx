import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { may } from "~/features/positive-list/dispute/policy";
import { DayChoice, FactsTable } from "~/features/positive-list/facts-known/components/facts-table";
import { enterpriseNear } from "~/features/positive-list/facts-known/facts-queries.server";
import { knownPage } from "~/features/positive-list/facts-known/known-page.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound, uuidParam } from "~/shared/params";
import { Page } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.readNearby);
  const enterpriseId = uuidParam(params, "enterpriseId");
  const enterprise = await enterpriseNear(actor, enterpriseId);
  if (!enterprise) throw notFound();
  const locale = await localeOf(request);
  return {
    title: translator(locale, "fact-dispute")("known.titleOf", { enterprise: enterprise.name[locale] }),
    uscc: enterprise.uscc,
    ...(await knownPage(actor, enterpriseId, request.url, locale)),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function EnterpriseFactsPage() {
  const page = useLoaderData<typeof loader>();
  const { t } = useTranslation("fact-dispute");
  const { t: a } = useTranslation("accounts");
  return (
    <Page title={page.title} kicker={page.uscc} lead={t("known.lead")} crumbs={[{ to: "/enterprises", label: a("enterprises.title") }]}>
      <p className="mb-6 flex flex-wrap gap-x-6">
        <Link to="/fact-disputes">{t("list.link")}</Link>
        <Link to="/facts/kinds">{t("kinds.link")}</Link>
      </p>
      {page.isBadDay ? <Notice tone="attention" title={t("known.badDay")} /> : null}
      <DayChoice on={page.on} by={page.by} max={page.max} />
      <FactsTable caption={page.caption} facts={page.facts} hint={t("known.computedHint")} />
    </Page>
  );
}
