import { getFormProps, useForm } from "@conform-to/react";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { raiseDispute } from "~/features/positive-list/dispute/dispute-commands.server";
import { factPage } from "~/features/positive-list/dispute/dispute-view.server";
import { disputeForm } from "~/features/positive-list/dispute/forms";
import { may } from "~/features/positive-list/dispute/policy";
import { factRules } from "~/features/positive-list/dispute/rules.server";
import { SaidLines } from "~/features/positive-list/facts-known/components/facts-table";
import { receiveFiles } from "~/features/positive-list/listing-life/files.server";
import { EVIDENCE_MAX_MB } from "~/features/self-check/evidence.server";
import { today } from "~/platform/clock.server";
import { ACCEPTED_FILES } from "~/platform/file-check.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound, uuidParam } from "~/shared/params";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { FileField, TextAreaField } from "~/shared/ui/field";
import { Page } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.dispute);
  const locale = await localeOf(request);
  const factId = uuidParam(params, "factId");
  const page = await factPage(actor, factId, locale);
  if (!page) throw notFound();
  if (page.openDisputeId) return redirect(`/fact-disputes/${page.openDisputeId}`);
  if (page.closed !== null || page.lastId !== factId) return redirect(`/facts/${page.lastId}`);
  const { disputeWorkingDays: days, design } = factRules();
  return {
    title: translator(locale, "fact-dispute")("raise.title", { fact: page.label }),
    factId,
    fact: page.versions.find(({ id }) => id === factId),
    days,
    design,
    maxMb: EVIDENCE_MAX_MB,
    accept: ACCEPTED_FILES,
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.dispute);
  const factId = uuidParam(params, "factId");
  if (!(await factPage(actor, factId, await localeOf(request)))) throw notFound();
  const formData = await request.formData();
  const form = parseForm(formData, disputeForm);
  if (!form.ok) return form.refused;
  const received = await receiveFiles(actor, formData, "file", today());
  if ("refused" in received) return form.refuse({ file: [received.refused] });
  const [file = null] = received.files;
  const outcome = await raiseDispute(actor, factId, { reason: form.value.reason, file });
  if (outcome.is === "not-found") throw notFound();
  if ("id" in outcome) return redirect(`/fact-disputes/${outcome.id}?done=raised`);
  return data({ reply: null, problem: true }, { status: 409 });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function RaisePage() {
  const page = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("fact-dispute");
  const [form, fields] = useForm<{ reason: string; file: string }>({ id: "dispute", lastResult: result?.reply ?? null });
  return (
    <Page title={page.title} lead={t("raise.lead", { days: page.days })} crumbs={[{ to: `/facts/${page.factId}`, label: t("view.history") }]}>
      {result && "problem" in result ? (
        <Notice tone="bad" announce title={t("raise.replaced")}><Link to={`/facts/${page.factId}`}>{t("view.history")}</Link></Notice>
      ) : null}
      {page.fact ? (
        <div className="mb-6 max-w-measure border-l-4 border-strong pl-4">
          <SaidLines says={page.fact.says} />
          <span className="block text-small text-muted">{page.fact.provenance.join(" · ")}</span>
        </div>
      ) : null}
      <Form method="post" encType="multipart/form-data" {...getFormProps(form)}>
        <ErrorSummary fields={[{ field: fields.reason, label: t("raise.reason") }, { field: fields.file, label: t("raise.file") }]} />
        <TextAreaField field={fields.reason} label={t("raise.reason")} hint={t("raise.reasonHint")} rows={6} />
        <FileField optional field={fields.file} label={t("raise.file")} hint={t("raise.fileHint", { max: page.maxMb })} accept={page.accept} />
        <p className="mb-4 max-w-measure text-muted">{t("raise.effect")} {page.design ? t("raise.design") : null}</p>
        <Button>{t("raise.send")}</Button>
      </Form>
    </Page>
  );
}
