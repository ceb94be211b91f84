import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { startSelfCheck } from "~/features/self-check/commands.server";
import { ResultTag } from "~/features/self-check/components/tags";
import { isComplete } from "~/features/self-check/evaluate";
import { startForm } from "~/features/self-check/forms";
import { may } from "~/features/self-check/policy";
import { selfCheckLines } from "~/features/self-check/queries.server";
import { isReady, sitesOf } from "~/features/self-check/site-queries.server";
import { today } from "~/platform/clock.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { formatDay } from "~/shared/format";
import { notFound } from "~/shared/params";
import { Button } from "~/shared/ui/button";
import { Page, Section } from "~/shared/ui/page";
import { EmptyState, Tag } from "~/shared/ui/status";
import { Table } from "~/shared/ui/table";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.readSelfChecks);
  const locale = await localeOf(request);
  const [sites, lines] = await Promise.all([sitesOf(actor), selfCheckLines(actor, today())]);
  return {
    title: translator(locale, "self-check")("list.title"),
    mayStart: may.start(actor),
    sites: sites.map((site) => ({
      id: site.id,
      name: site.name,
      permit: site.permitNumber,
      expiresOn: site.permitExpiresOn ? formatDay(site.permitExpiresOn, locale) : null,
      ready: isReady(site),
      draftId: site.draftId,
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
  const { sites, runs } = useLoaderData<typeof loader>();
  const { t } = useTranslation("self-check");
  return (
    <Page title={t("list.title")} lead={t("list.lead")}>
      <Section title={t("list.sites")}>
        {sites.length === 0 ? <EmptyState title={t("list.noSites")}>{t("list.noSitesText")}</EmptyState> : null}
        <ul>
          {sites.map((site) => (
            <SiteItem key={site.id} site={site} />
          ))}
        </ul>
      </Section>
      <Section title={t("list.runs")}>
        {runs.length === 0 ? <EmptyState title={t("list.none")}>{t("list.noneText")}</EmptyState> : null}
        {runs.length > 0 ? (
          <Table
            caption={t("list.runs")}
            captionHidden
            rows={runs}
            rowKey={({ id }) => id}
            columns={[
              { head: t("list.day"), label: t("list.day"), cell: ({ id, day, status }) => <Link to={`/self-checks/${id}${status === "completed" ? "/result" : ""}`}>{day}</Link> },
              { head: t("list.site"), label: t("list.site"), cell: ({ siteName }) => siteName },
              { head: t("list.result"), label: t("list.result"), cell: (run) => (run.status === "draft" ? <Tag tone="info">{t("status.draft")}</Tag> : <ResultTag result={run.result} complete={run.complete} />) },
              { head: t("list.answered"), label: t("list.answered"), cell: ({ answered, total }) => t("list.of", { answered, total }) },
              { head: t("list.shared"), label: t("list.shared"), cell: ({ shared }) => t(shared ? "list.sharedYes" : "list.sharedNo") },
            ]}
          />
        ) : null}
      </Section>
    </Page>
  );
}

function SiteItem({ site }: { site: { id: string; name: string; permit: string | null; expiresOn: string | null; ready: boolean; draftId: string | null; key: string } }) {
  const { mayStart } = useLoaderData<typeof loader>();
  const { t } = useTranslation("self-check");
  return (
    <li className="flex flex-wrap items-center justify-between gap-4 border-t border-line py-4">
      <span>
        <Link to={`/sites/${site.id}`} className="font-semibold">
          {site.name}
        </Link>
        <span className="block text-small text-muted">
          {site.ready ? t(site.permit ? "list.permit" : "list.registered", { number: site.permit, day: site.expiresOn ?? t("list.noDay") }) : t("list.notReady")}
        </span>
      </span>
      {site.draftId ? <Link to={`/self-checks/${site.draftId}`}>{t("list.continue")}</Link> : null}
      {!site.draftId && site.ready && mayStart ? (
        <Form method="post">
          <input type="hidden" name="siteId" value={site.id} />
          <input type="hidden" name="idempotencyKey" value={site.key} />
          <Button aria-label={t("list.startAt", { site: site.name })}>{t("list.start")}</Button>
        </Form>
      ) : null}
    </li>
  );
}
