import { getFormProps, useForm } from "@conform-to/react";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { profileFor } from "~/features/positive-list/rules.server";
import { startShadowRun } from "~/features/positive-list/rule-versions/commands.server";
import { ChangeList } from "~/features/positive-list/rule-versions/components/change-list";
import { RunTable } from "~/features/positive-list/rule-versions/components/run-table";
import { runForm } from "~/features/positive-list/rule-versions/forms";
import { may } from "~/features/positive-list/rule-versions/policy";
import { changeLines, shadowRunLines } from "~/features/positive-list/rule-versions/queries.server";
import { changeLine, inForceSince, runLine, versionsToTry, versionTitle } from "~/features/positive-list/rule-versions/view.server";
import { today } from "~/platform/clock.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { formatDay } from "~/shared/format";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { SelectField, TextField } from "~/shared/ui/field";
import { SummaryList } from "~/shared/ui/list";
import { Page, Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.see);
  const locale = await localeOf(request);
  const [runs, changes] = await Promise.all([shadowRunLines(actor), changeLines(actor)]);
  const { id, version } = profileFor(actor.regionCode);
  const since = inForceSince(changes, actor.regionCode, today());
  return {
    title: translator(locale, "rule-versions")("title"),
    inForce: versionTitle(id, version, locale),
    since: since && formatDay(since, locale),
    today: today(),
    versions: may.propose(actor) ? versionsToTry(actor.regionCode, locale) : null,
    runs: runs.map((run) => runLine(run, locale)),
    changes: changes.map((change) => changeLine(change, locale)),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.propose);
  const form = parseForm(await request.formData(), runForm);
  if (!form.ok) return form.refused;
  const outcome = await startShadowRun(actor, form.value);
  if (outcome.is === "started") return redirect(`/rules/runs/${outcome.id}`);
  return data({ reply: null, problem: outcome.is }, { status: 409 });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function RulesPage() {
  const page = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("rule-versions");
  const [form, fields] = useForm<{ version: string; onDay: string }>({ id: "run", lastResult: result?.reply ?? null, defaultValue: { onDay: page.today } });
  const problem = result && "problem" in result ? result.problem : null;
  return (
    <Page title={page.title} lead={t("lead")}>
      {problem ? <Notice tone="bad" announce title={t(`outcome.${problem}`)} /> : null}
      <SummaryList
        rows={[
          { label: t("inForce"), value: page.inForce },
          { label: t("from"), value: page.since ?? t("sinceStart") },
          { label: t("public.title"), value: <Link to="/rules/changes">{t("public.title")}</Link> },
        ]}
      />
      {page.changes.length > 0 ? (
        <Section title={t("changes")} id="changes">
          <ChangeList changes={page.changes} />
        </Section>
      ) : null}
      {page.versions ? (
        <Section title={t("tryTitle")} id="try">
          <p className="mb-4 max-w-measure">{page.versions.length > 0 ? t("tryLead") : t("noOther")}</p>
          {page.versions.length > 0 ? (
            <Form method="post" {...getFormProps(form)}>
              <input type="hidden" name="intent" value="run" />
              <ErrorSummary fields={[{ field: fields.version, label: t("tryVersion") }, { field: fields.onDay, label: t("tryDay") }]} />
              <SelectField field={fields.version} label={t("tryVersion")} options={page.versions} />
              <TextField field={fields.onDay} type="date" label={t("tryDay")} hint={t("tryDayHint")} />
              <Button>{t("tryStart")}</Button>
            </Form>
          ) : null}
        </Section>
      ) : null}
      <Section title={t("runs")} id="runs">
        <RunTable runs={page.runs} />
      </Section>
    </Page>
  );
}
