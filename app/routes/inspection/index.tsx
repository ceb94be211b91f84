import { getFormProps, useForm } from "@conform-to/react";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { InspectionTable } from "~/features/inspection/components/inspection-table";
import { planForm } from "~/features/inspection/forms";
import { draftPlan } from "~/features/inspection/plan/commands.server";
import { inspectionRules } from "~/features/inspection/plan/rules.server";
import { STRATA } from "~/features/inspection/plan/strata";
import { may } from "~/features/inspection/policy";
import { inspectionsOf, planLines } from "~/features/inspection/queries.server";
import { inspectionLine } from "~/features/inspection/view.server";
import { today } from "~/platform/clock.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { TextAreaField, TextField } from "~/shared/ui/field";
import { Page, Section } from "~/shared/ui/page";
import { EmptyState, Notice, Tag } from "~/shared/ui/status";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.read);
  const locale = await localeOf(request);
  const [plans, mine] = await Promise.all([planLines(actor), inspectionsOf(actor, { officerId: actor.accountId })]);
  const { source, percentsPerQuarter } = inspectionRules();
  return {
    title: translator(locale, "inspection")("title"),
    plans: plans.map(({ id, year, status, regionCode }) => ({ id, year, status, regionCode })),
    mine: mine.filter(({ status }) => status === "planned").map((row) => inspectionLine(row, locale)),
    mayDraft: may.draft(actor),
    year: Number(today().slice(0, 4)),
    percents: percentsPerQuarter,
    source: source[locale],
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.draft);
  const form = parseForm(await request.formData(), planForm);
  if (!form.ok) return form.refused;
  const outcome = await draftPlan(actor, form.value);
  return outcome.is === "drafted" ? redirect(`/inspections/plans/${outcome.id}`) : data({ reply: null }, { status: 409 });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];
const TONES = { draft: "attention", "in-force": "good", withdrawn: "plain" } as const;

export default function InspectionsPage() {
  const page = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("inspection");
  const { t: tOneCheck } = useTranslation("one-check");
  const { key, simplified, registration, unknown } = page.percents;
  const defaultValue = { year: String(page.year), key: String(key), simplified: String(simplified), registration: String(registration), unknown: String(unknown) };
  const [form, fields] = useForm<Record<"year" | (typeof STRATA)[number] | "note", string>>({ id: "plan", lastResult: result?.reply ?? null, defaultValue });
  const numbers = [{ field: fields.year, label: t("yearHead") }, ...STRATA.map((stratum) => ({ field: fields[stratum], label: t(`stratum.${stratum}`) }))];
  return (
    <Page title={page.title} lead={t("lead")}>
      {result && !result.reply ? <Notice tone="bad" announce title={t("already")} /> : null}
      <p className="mb-6 flex flex-wrap gap-x-6">
        <Link to="/inspections/requests">{tOneCheck("requests.link")}</Link>
        <Link to="/inspections/clues">{tOneCheck("clues.link")}</Link>
        {page.mayDraft ? <Link to="/inspections/conflicts">{tOneCheck("conflicts.link")}</Link> : null}
        <Link to="/inspections/figures">{t("figuresLink")}</Link>
        <Link to="/inspections/draws">{t("publicLink")}</Link>
      </p>
      <Section title={t("mine")} id="mine">
        {page.mine.length === 0 ? <EmptyState title={t("noMine")} /> : <InspectionTable caption={t("mine")} rows={page.mine} />}
      </Section>
      <Section title={t("plans")} id="plans">
        {page.plans.length === 0 ? <EmptyState title={t("noPlans")} /> : null}
        <ul>
          {page.plans.map(({ id, year, status, regionCode }) => (
            <li key={id} className="flex flex-wrap items-center gap-4 border-b border-line py-3">
              <Link to={`/inspections/plans/${id}`}>{t("planTitle", { year })}</Link>
              <span className="text-muted">{t("planBy", { region: regionCode })}</span>
              <Tag tone={TONES[status]}>{t(`planStatus.${status}`)}</Tag>
            </li>
          ))}
        </ul>
      </Section>
      {page.mayDraft ? (
        <Section title={t("draftTitle")} id="draft">
          <p className="mb-2 max-w-measure">{t("draftLead")}</p>
          <p className="mb-4 max-w-measure text-small text-muted">
            {t("basis")}: {page.source}
          </p>
          <Form method="post" {...getFormProps(form)}>
            <input type="hidden" name="intent" value="draft" />
            <ErrorSummary fields={numbers} />
            {numbers.map(({ field, label }) => (
              <TextField key={field.name} field={field} label={label} inputMode="numeric" />
            ))}
            <TextAreaField optional field={fields.note} label={t("note")} rows={3} />
            <Button>{t("draft")}</Button>
          </Form>
        </Section>
      ) : null}
    </Page>
  );
}
