import { getFormProps, useForm } from "@conform-to/react";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { HearingFacts } from "~/features/positive-list/listing-life/components/hearing-view";
import { receiveFiles } from "~/features/positive-list/listing-life/files.server";
import { statementForm } from "~/features/positive-list/listing-life/forms";
import { stateCase, waiveHearing } from "~/features/positive-list/listing-life/hearing-commands.server";
import { hearingView } from "~/features/positive-list/listing-life/hearing-view.server";
import { ownHearing } from "~/features/positive-list/listing-life/life-queries.server";
import { may } from "~/features/positive-list/listing-life/policy";
import { today } from "~/platform/clock.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound, uuidParam } from "~/shared/params";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { FileField, TextAreaField, useErrorText } from "~/shared/ui/field";
import { Page, Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.speak);
  const hearing = await ownHearing(actor, uuidParam(params, "hearingId"));
  if (!hearing) throw notFound();
  const locale = await localeOf(request);
  return {
    title: translator(locale, "listing-life")("hearing.title", { number: hearing.number }),
    hearing: hearingView(hearing, locale),
    isLate: today() > hearing.statementDueOn,
    mayWaive: may.waive(actor),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.speak);
  const id = uuidParam(params, "hearingId");
  if (!(await ownHearing(actor, id))) throw notFound();
  const formData = await request.formData();
  const here = `/positive-list/hearings/${id}`;
  const tooLate = () => data({ reply: null, problem: true }, { status: 409 });
  if (formData.get("intent") === "waive") {
    if (!may.waive(actor)) throw new Response("Forbidden", { status: 403 });
    return (await waiveHearing(actor, id)) === "waived" ? redirect(here) : tooLate();
  }
  const form = parseForm(formData, statementForm);
  if (!form.ok) return form.refused;
  const received = await receiveFiles(actor, formData, "files", today());
  if ("refused" in received) return form.refuse({ files: [received.refused] });
  return (await stateCase(actor, id, form.value.statement, received.files)) === "stated" ? redirect(here) : tooLate();
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function HearingPage() {
  const { title, hearing, isLate, mayWaive } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("listing-life");
  const { t: l } = useTranslation("listing");
  const errorText = useErrorText();
  const [form, fields] = useForm<{ statement: string; files: string }>({ id: "statement", lastResult: result?.reply ?? null });
  return (
    <Page title={title} lead={t("hearing.lead")} crumbs={[{ to: "/positive-list", label: l("apply.toEvaluation") }]}>
      {result && "problem" in result ? <Notice tone="bad" announce title={t("hearing.problem.not-open")} /> : null}
      {fields.files.errors ? <Notice tone="bad" announce title={t("hearing.problem.file")}>{fields.files.errors.map(errorText).join(" ")}</Notice> : null}
      <HearingFacts hearing={hearing} />
      {hearing.status === "open" ? (
        <>
          <Section title={t("hearing.state")} id="stating">
            {isLate ? <p className="mb-4 max-w-measure">{t("hearing.lateHint")}</p> : null}
            <Form method="post" encType="multipart/form-data" {...getFormProps(form)}>
              <ErrorSummary fields={[{ field: fields.statement, label: t("hearing.statement") }, { field: fields.files, label: t("hearing.files") }]} />
              <TextAreaField field={fields.statement} label={t("hearing.statement")} rows={8} />
              <FileField multiple optional field={fields.files} label={t("hearing.files")} hint={t("pack.chooseHint")} accept=".pdf,.jpg,.jpeg,.png,.xlsx,.csv" />
              <Button name="intent" value="state">{t("hearing.stateButton")}</Button>
            </Form>
          </Section>
          {mayWaive ? (
            <Section title={t("hearing.waive")} id="waiving">
              <p className="mb-3 max-w-measure">{t("hearing.waiveText")}</p>
              <Form method="post">
                <Button kind="warning" name="intent" value="waive">{t("hearing.waiveButton")}</Button>
              </Form>
            </Section>
          ) : null}
        </>
      ) : null}
    </Page>
  );
}
