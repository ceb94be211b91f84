import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { ColumnGuide, FaultTable, ImportForm, ImportHistory } from "~/features/positive-list/components/fact-import";
import { LongImports } from "~/features/positive-list/fact-file/components/long-imports";
import { recentLongImports } from "~/features/positive-list/fact-file/import-job-queries.server";
import { FILE_LIMITS } from "~/features/positive-list/fact-file/limits";
import { receiveImport } from "~/features/positive-list/fact-file/receive-import.server";
import { MAX_ROWS } from "~/features/positive-list/fact-file/sheet";
import { IMPORTABLE_KINDS, isImportable } from "~/features/positive-list/import-columns";
import { columnGuide, faultLine, kindLabel, recentImports } from "~/features/positive-list/import-queries.server";
import { may } from "~/features/positive-list/policy";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { formatCount, formatInstant } from "~/shared/format";
import { Page, Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

const SHOWN_FAULTS = 100;
const COUNTS = ["added", "corrected", "unchanged", "suspended"];

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.importFacts);
  const locale = await localeOf(request);
  const search = new URL(request.url).searchParams;
  const asked = search.get("kind") ?? "";
  const kind = isImportable(asked) ? asked : null;
  const counts = Object.fromEntries(COUNTS.map((name) => [name, Number(search.get(name)) || 0]));
  const [imports, longImports] = await Promise.all([recentImports(actor, locale), recentLongImports(actor, locale)]);
  return {
    title: translator(locale, "positive-list")("facts.title"),
    limits: { max: FILE_LIMITS.maxMb, maxRows: formatCount(FILE_LIMITS.maxRows), rows: formatCount(MAX_ROWS) },
    done: search.has("added") ? counts : null,
    kind,
    kinds: IMPORTABLE_KINDS.map((value) => ({ value, label: kindLabel(value, locale) })),
    guide: kind ? columnGuide(kind, locale) : null,
    longImports: longImports.map((row) => ({ ...row, at: formatInstant(row.createdAt, locale) })),
    imports: imports.map((row) => ({ ...row, at: formatInstant(row.createdAt, locale) })),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.importFacts);
  const outcome = await receiveImport(actor, request);
  if (outcome.is === "refused") return outcome.form;
  if (outcome.is === "begun") return redirect(`/facts/imports/${outcome.jobId}`);
  const { kind } = outcome;
  if (outcome.is === "faults") {
    const locale = await localeOf(request);
    const faults = outcome.faults
      .slice(0, SHOWN_FAULTS)
      .map((fault) => faultLine(kind, fault, locale));
    return data({ reply: null, faults, faultCount: outcome.faults.length }, { status: 422 });
  }
  const { added, corrected, unchanged, suspended } = outcome;
  const counts = Object.entries({ added, corrected, unchanged, suspended }).map(([name, count]) => [
    name,
    String(count),
  ]);
  return redirect(`/facts?${new URLSearchParams([["kind", kind], ...counts])}`);
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function FactsPage() {
  const page = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("positive-list");
  const { t: d } = useTranslation("fact-dispute");
  const { t: f } = useTranslation("fact-file");
  const faults = result && "faults" in result ? result : null;
  return (
    <Page title={page.title} lead={t("facts.lead")}>
      <p className="mb-6 flex flex-wrap gap-x-6">
        <Link to="/facts/kinds">{d("kinds.link")}</Link>
        <Link to="/fact-disputes">{d("list.link")}</Link>
      </p>
      {page.done && !result ? (
        <Notice tone="good" announce title={t("facts.done", page.done)}>
          {page.done["suspended"] ? (
            <p>{t("facts.suspended", { count: page.done["suspended"] })}</p>
          ) : null}
        </Notice>
      ) : null}
      {faults ? <FaultTable faults={faults.faults} count={faults.faultCount} /> : null}
      <ImportForm reply={result?.reply ?? null} kinds={page.kinds} kind={page.kind} limits={page.limits} />
      <Section title={t("facts.columns")} id="columns">
        <ColumnGuide kinds={page.kinds} kind={page.kind} guide={page.guide} />
      </Section>
      {page.longImports.length > 0 ? (
        <Section title={f("list")} id="long">
          <LongImports imports={page.longImports} lead={f("listLead", page.limits)} />
        </Section>
      ) : null}
      <Section title={t("facts.history")} id="history">
        <ImportHistory imports={page.imports} />
      </Section>
    </Page>
  );
}
