import { getFormProps, useForm } from "@conform-to/react";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { OUTCOMES, recordForm } from "~/features/inspection/forms";
import { may } from "~/features/inspection/policy";
import { inspectionOf } from "~/features/inspection/queries.server";
import { inspectionLine } from "~/features/inspection/view.server";
import { recordInspection } from "~/features/inspection/work/commands.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { day } from "~/shared/day";
import { formatDay } from "~/shared/format";
import { notFound, uuidParam } from "~/shared/params";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { ChoiceField, TextAreaField, TextField } from "~/shared/ui/field";
import { SummaryList } from "~/shared/ui/list";
import { Page, Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.read);
  const found = await inspectionOf(actor, uuidParam(params, "inspectionId"));
  if (!found) throw notFound();
  const locale = await localeOf(request);
  const { row, risk } = found;
  const line = inspectionLine(row, locale);
  return {
    title: translator(locale, "inspection")("oneTitle", { enterprise: line.enterprise }),
    line,
    risk: risk && { category: risk.category, months: risk.intervalMonths },
    madeOn: row.madeOn && formatDay(day(row.madeOn), locale),
    minutes: row.minutes,
    reason: row.reason,
    mayRecord: may.record(actor) && row.status === "planned" && row.officers.includes(actor.accountId),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.record);
  const id = uuidParam(params, "inspectionId");
  const form = parseForm(await request.formData(), recordForm);
  if (!form.ok) return form.refused;
  const outcome = await recordInspection(actor, id, form.value);
  return outcome === "recorded" ? redirect(`/inspections/${id}`) : data({ reply: null, problem: outcome }, { status: 409 });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function InspectionPage() {
  const page = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("inspection");
  const [form, fields] = useForm<{ outcome: string; minutes: string; finding: string }>({ id: "record", lastResult: result?.reply ?? null });
  const { line } = page;
  return (
    <Page title={page.title} crumbs={[{ to: "/inspections", label: t("title") }]}>
      {result && "problem" in result ? <Notice tone="bad" announce title={t(`problem.${result.problem}`)} /> : null}
      <SummaryList
        rows={[
          { label: t("uscc"), value: line.uscc },
          { label: t("kindHead"), value: t(`kind.${line.kind}`) },
          { label: t("team"), value: line.officers },
          { label: t("statusHead"), value: line.outcome ? t(`outcome.${line.outcome}`) : t(`status.${line.status}`) },
          { label: t("risk"), value: page.risk ? t("riskValue", page.risk) : t("riskNone") },
          ...(page.madeOn ? [{ label: t("madeOn"), value: page.madeOn }] : []),
          ...(page.minutes ? [{ label: t("minutes"), value: page.minutes }] : []),
        ]}
      />
      <p className="mb-8 max-w-measure text-small text-muted">{t("riskNote")}</p>
      {page.mayRecord ? (
        <Section title={t("recordTitle")} id="record">
          <p className="mb-4 max-w-measure">{t("recordLead")}</p>
          <Form method="post" {...getFormProps(form)}>
            <ErrorSummary
              fields={[
                { field: fields.outcome, label: t("outcomeHead") },
                { field: fields.minutes, label: t("minutes") },
                { field: fields.finding, label: t("finding") },
              ]}
            />
            <ChoiceField field={fields.outcome} label={t("outcomeHead")} options={OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) }))} />
            <TextAreaField field={fields.minutes} label={t("minutes")} hint={t("minutesHint")} rows={6} />
            <TextField optional field={fields.finding} label={t("finding")} hint={t("findingHint")} />
            <Button>{t("record")}</Button>
          </Form>
        </Section>
      ) : null}
    </Page>
  );
}
