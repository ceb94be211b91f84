import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { may } from "~/features/positive-list/dispute/policy";
import { DayChoice, FactsTable } from "~/features/positive-list/facts-known/components/facts-table";
import { knownPage } from "~/features/positive-list/facts-known/known-page.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { Page } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.readOwn);
  const locale = await localeOf(request);
  return {
    title: translator(locale, "fact-dispute")("known.title"),
    maySeeDisputes: may.seeDisputes(actor),
    ...(await knownPage(actor, actor.enterpriseId, request.url, locale)),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function OwnFactsPage() {
  const page = useLoaderData<typeof loader>();
  const { t } = useTranslation("fact-dispute");
  const { t: p } = useTranslation("positive-list");
  return (
    <Page title={page.title} lead={t("known.lead")} crumbs={[{ to: "/positive-list", label: p("overview.title") }]}>
      <p className="mb-6 flex flex-wrap gap-x-6">
        {page.maySeeDisputes ? <Link to="/fact-disputes">{t("list.link")}</Link> : null}
        <Link to="/facts/kinds">{t("kinds.link")}</Link>
      </p>
      {page.isBadDay ? <Notice tone="attention" title={t("known.badDay")} /> : null}
      <DayChoice on={page.on} by={page.by} max={page.max} />
      <FactsTable caption={page.caption} facts={page.facts} hint={t("known.noneHint")} />
    </Page>
  );
}
