import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { startSelfCheck } from "~/features/self-check/commands.server";
import { EndingNotice } from "~/features/self-check/components/ending-notice";
import { RunTable } from "~/features/self-check/components/run-table";
import { SiteItem } from "~/features/self-check/components/site-item";
import { isComplete } from "~/features/self-check/evaluate";
import { endingCounts } from "~/features/self-check/evidence-ending.server";
import { startForm } from "~/features/self-check/forms";
import { may } from "~/features/self-check/policy";
import { selfCheckLines } from "~/features/self-check/queries.server";
import { siteRounds } from "~/features/self-check/rounds.server";
import { isReady, sitesOf } from "~/features/self-check/site-queries.server";
import { today } from "~/platform/clock.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { formatDay } from "~/shared/format";
import { notFound } from "~/shared/params";
import { Page, Section } from "~/shared/ui/page";
import { EmptyState } from "~/shared/ui/status";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.readSelfChecks);
  const locale = await localeOf(request);
  const on = today();
  const [sites, lines, endingEvidence] = await Promise.all([
    sitesOf(actor),
    selfCheckLines(actor, on),
    endingCounts(actor, on),
  ]);
  const rounds = new Map(
    await Promise.all(sites.map(async ({ id }) => [id, await siteRounds(actor, id, on)] as const))
  );
  return {
    title: translator(locale, "self-check")("list.title"),
    mayStart: may.start(actor),
    endingEvidence,
    sites: sites.map((site) => ({
      id: site.id,
      name: site.name,
      permit: site.permitNumber,
      expiresOn: site.permitExpiresOn ? formatDay(site.permitExpiresOn, locale) : null,
      ready: isReady(site),
      draftId: site.draftId,
      rounds: rounds.get(site.id) ?? null,
      lastTwo: lines
        .filter(({ siteId, status }) => siteId === site.id && status === "completed")
        .slice(0, 2)
        .map(({ id }) => id),
      key: crypto.randomUUID(),
    })),
    runs: lines.map(({ id, siteName, status, startedOn, completedOn, sharedAt, evaluation }) => ({
      id,
      siteName,
      status,
      day: formatDay(completedOn ?? startedOn, locale),
      shared: sharedAt !== null,
      result: evaluation.result,
      complete: isComplete(evaluation.completeness),
      ...evaluation.completeness,
    })),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.start);
  const form = parseForm(await request.formData(), startForm);
  if (!form.ok) throw new Response("Bad request", { status: 400 });
  const outcome = await startSelfCheck(actor, form.value, today());
  if (outcome.is === "not-found") throw notFound();
  return redirect("id" in outcome ? `/self-checks/${outcome.id}` : `/sites/${form.value.siteId}`);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function SelfChecks() {
  const { sites, runs, mayStart, endingEvidence } = useLoaderData<typeof loader>();
  const { t } = useTranslation("self-check");
  return (
    <Page title={t("list.title")} lead={t("list.lead")}>
      <EndingNotice counts={endingEvidence} />
      <Section title={t("list.sites")}>
        {sites.length === 0 ? (
          <EmptyState title={t("list.noSites")}>{t("list.noSitesText")}</EmptyState>
        ) : null}
        <ul>
          {sites.map((site) => (
            <SiteItem key={site.id} site={site} mayStart={mayStart} />
          ))}
        </ul>
      </Section>
      <Section title={t("list.runs")}>
        {runs.length === 0 ? (
          <EmptyState title={t("list.none")}>{t("list.noneText")}</EmptyState>
        ) : null}
        {runs.length > 0 ? <RunTable runs={runs} /> : null}
        <p>
          <Link to="/evidence">{t("evidence.title")}</Link>
        </p>
      </Section>
    </Page>
  );
}
