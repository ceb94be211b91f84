import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { casePage } from "~/features/guidance/queries.server";
import { Citations } from "~/features/law/components/citation";
import { citationViews } from "~/features/law/content.server";
import { localeOf } from "~/platform/i18n.server";
import { notFound, slugParam } from "~/shared/params";
import { ContentHtml } from "~/shared/ui/html";
import { Page } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const locale = await localeOf(request);
  const found = casePage(slugParam(params, "slug"), locale);
  if (!found) throw notFound();
  return { found, basis: citationViews(found.citations, locale) };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.found.title }];

export default function CasePage() {
  const { found, basis } = useLoaderData<typeof loader>();
  const { t } = useTranslation("guidance");
  return (
    <Page
      crumbs={[{ to: "/guidance", label: t("title") }]}
      kicker={t("cases.kicker", { place: found.place, day: found.happenedOn })}
      title={found.title}
      lead={found.summary}
    >
      <Notice tone="info" title={t("cases.lesson")}>
        {found.lesson}
      </Notice>
      <ContentHtml html={found.html} />
      <Citations basis={basis} />
    </Page>
  );
}
