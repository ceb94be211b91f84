import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import {
  ColumnGuide,
  FaultTable,
  ImportForm,
  ImportHistory,
} from "~/features/positive-list/components/fact-import";
import { importForm } from "~/features/positive-list/fact-forms";
import { IMPORTABLE_KINDS, isImportable } from "~/features/positive-list/import-columns";
import { importFacts } from "~/features/positive-list/import-commands.server";
import { IMPORT_MAX_MB, readImportFile } from "~/features/positive-list/import-file.server";
import {
  columnGuide,
  faultLine,
  kindLabel,
  recentImports,
} from "~/features/positive-list/import-queries.server";
import { may } from "~/features/positive-list/policy";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { formatInstant } from "~/shared/format";
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
  const imports = await recentImports(actor, locale);
  return {
    title: translator(locale, "positive-list")("facts.title"),
    maxMb: IMPORT_MAX_MB,
    done: search.has("added") ? counts : null,
    kind,
    kinds: IMPORTABLE_KINDS.map((value) => ({ value, label: kindLabel(value, locale) })),
    guide: kind ? columnGuide(kind, locale) : null,
    imports: imports.map((row) => ({ ...row, at: formatInstant(row.createdAt, locale) })),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.importFacts);
  const form = parseForm(await request.formData(), importForm);
  if (!form.ok) return form.refused;
  const file = await readImportFile(form.value.file);
  if (!file.ok) return form.refuse({ file: [file.error] });
  const { kind } = form.value;
  const outcome = await importFacts(actor, kind, file);
  if (outcome.is === "already") return form.refuse({ file: ["importedAlready"] });
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
      <ImportForm
        reply={result?.reply ?? null}
        kinds={page.kinds}
        kind={page.kind}
        maxMb={page.maxMb}
      />
      <Section title={t("facts.columns")} id="columns">
        <ColumnGuide kinds={page.kinds} kind={page.kind} guide={page.guide} />
      </Section>
      <Section title={t("facts.history")} id="history">
        <ImportHistory imports={page.imports} />
      </Section>
    </Page>
  );
}
