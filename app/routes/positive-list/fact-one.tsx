import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { DisputeTag } from "~/features/positive-list/dispute/components/dispute-view";
import { factPage } from "~/features/positive-list/dispute/dispute-view.server";
import { may } from "~/features/positive-list/dispute/policy";
import { VersionTable } from "~/features/positive-list/facts-known/components/version-table";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound, uuidParam } from "~/shared/params";
import { ButtonLink } from "~/shared/ui/button";
import { Page, Section } from "~/shared/ui/page";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.readFact);
  const locale = await localeOf(request);
  const page = await factPage(actor, uuidParam(params, "factId"), locale);
  if (!page) throw notFound();
  return {
    ...page,
    title: translator(locale, "fact-dispute")("one.title", { fact: page.label }),
    isOwn: actor.kind === "enterprise",
    maySeeDisputes: may.seeDisputes(actor),
    mayDispute: may.dispute(actor) && page.closed === null && page.openDisputeId === null,
  };
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function FactPage() {
  const page = useLoaderData<typeof loader>();
  const { t } = useTranslation("fact-dispute");
  const back = page.isOwn ? "/positive-list/facts" : `/enterprises/${page.enterpriseId}/facts`;
  return (
    <Page title={page.title} kicker={page.isOwn ? undefined : `${page.enterprise} · ${page.uscc}`} lead={t("one.lead")} crumbs={[{ to: back, label: t("one.toFacts") }]}>
      {page.mayDispute ? (
        <p className="mb-8"><ButtonLink to={`/facts/${page.lastId}/dispute`}>{t("one.dispute")}</ButtonLink></p>
      ) : null}
      {page.isOwn && page.closed === "computed" ? <p className="mb-6 max-w-measure text-muted">{t("one.notDisputable")}</p> : null}
      {page.isOwn && page.closed === "own" ? <p className="mb-6 max-w-measure text-muted">{t("one.ownStatement")}</p> : null}
      <VersionTable versions={page.versions} />
      {page.disputes.length > 0 ? (
        <Section title={t("one.disputes")} id="disputes">
          <ul>
            {page.disputes.map(({ id, status, raisedOn }) => (
              <li key={id} className="flex flex-wrap items-baseline gap-x-4 border-t border-line py-2.5">
                {page.maySeeDisputes ? <Link to={`/fact-disputes/${id}`}>{raisedOn}</Link> : raisedOn}
                <DisputeTag state={status} />
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </Page>
  );
}
