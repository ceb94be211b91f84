import { getFormProps, useForm } from "@conform-to/react";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { PackFacts } from "~/features/positive-list/listing-life/components/pack-view";
import { receiveFiles } from "~/features/positive-list/listing-life/files.server";
import { handInForm } from "~/features/positive-list/listing-life/forms";
import { packView } from "~/features/positive-list/listing-life/hearing-view.server";
import { ownPack } from "~/features/positive-list/listing-life/life-queries.server";
import { handInPack } from "~/features/positive-list/listing-life/pack-commands.server";
import { may } from "~/features/positive-list/listing-life/policy";
import { today } from "~/platform/clock.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound, uuidParam } from "~/shared/params";
import { Button, ButtonLink } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { FileField, TextAreaField, useErrorText } from "~/shared/ui/field";
import { Page, Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.handIn);
  const pack = await ownPack(actor, uuidParam(params, "packId"));
  if (!pack) throw notFound();
  const locale = await localeOf(request);
  return { title: translator(locale, "listing-life")("pack.title"), pack: packView(pack, locale) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.handIn);
  const id = uuidParam(params, "packId");
  if (!(await ownPack(actor, id))) throw notFound();
  const formData = await request.formData();
  const form = parseForm(formData, handInForm);
  if (!form.ok) return form.refused;
  const received = await receiveFiles(actor, formData, "files", today());
  if ("refused" in received) return form.refuse({ files: [received.refused] });
  const outcome = await handInPack(actor, id, form.value.note, received.files);
  return outcome === "handed-in" ? redirect(`/positive-list/packs/${id}`) : data({ reply: null, problem: outcome }, { status: 409 });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function PackPage() {
  const { title, pack } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("listing-life");
  const { t: l } = useTranslation("listing");
  const errorText = useErrorText();
  const [form, fields] = useForm<{ note: string; files: string }>({ id: "hand-in", lastResult: result?.reply ?? null });
  const problem = result && "problem" in result ? result.problem : null;
  return (
    <Page title={title} lead={t("pack.lead")} crumbs={[{ to: "/positive-list/apply", label: l("apply.title") }]}>
      {problem ? <Notice tone="bad" announce title={t(`pack.problem.${problem}`)} /> : null}
      {fields.files.errors ? <Notice tone="bad" announce title={t("pack.problem.file")}>{fields.files.errors.map(errorText).join(" ")}</Notice> : null}
      {pack.status === "handed-in" ? <Notice tone="good" title={t("pack.handedIn")} /> : null}
      <PackFacts pack={pack} />
      {pack.status === "asked" && pack.way === "help-visit" ? (
        <>
          <p className="mb-3">{t("pack.bookText")}</p>
          <ButtonLink to="/appointments/new">{t("pack.book")}</ButtonLink>
        </>
      ) : null}
      {pack.status === "asked" && pack.way === "files" ? (
        <Section title={t("pack.handIn")} id="handing-in">
          <Form method="post" encType="multipart/form-data" {...getFormProps(form)}>
            <ErrorSummary fields={[{ field: fields.files, label: t("pack.choose") }, { field: fields.note, label: t("pack.note") }]} />
            <FileField multiple field={fields.files} label={t("pack.choose")} hint={t("pack.chooseHint")} accept=".pdf,.jpg,.jpeg,.png,.xlsx,.csv" />
            <TextAreaField field={fields.note} label={t("pack.note")} rows={3} />
            <Button>{t("pack.handInButton")}</Button>
          </Form>
        </Section>
      ) : null}
    </Page>
  );
}
