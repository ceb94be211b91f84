import { getFormProps, useForm } from "@conform-to/react";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { NoticeTimes } from "~/features/positive-list/listing-life/components/notice-times";
import { FALLBACK_WAYS, fallbackForm } from "~/features/positive-list/listing-life/forms";
import { acknowledge, markOpened, serveOtherwise } from "~/features/positive-list/listing-life/legal-notice-commands.server";
import { legalNotice } from "~/features/positive-list/listing-life/legal-notice-queries.server";
import { may } from "~/features/positive-list/listing-life/policy";
import { parseForm } from "~/platform/form.server";
import { localeOf } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound, uuidParam } from "~/shared/params";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { ChoiceField, TextAreaField, TextField } from "~/shared/ui/field";
import { Page, Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.readNotices);
  const id = uuidParam(params, "legalNoticeId");
  // Opening it as a person of the enterprise is what counts as opened.
  if (actor.kind === "enterprise") await markOpened(actor, id);
  const notice = await legalNotice(actor, id, await localeOf(request));
  if (!notice) throw notFound();
  return {
    notice,
    mayAcknowledge: actor.kind === "enterprise" && notice.acknowledged === null,
    mayServe: may.serveOtherwise(actor) && notice.standing === "overdue",
    saved: new URL(request.url).searchParams.has("saved"),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.readNotices);
  const id = uuidParam(params, "legalNoticeId");
  if (!(await legalNotice(actor, id, "en"))) throw notFound();
  if (actor.kind === "enterprise") {
    await acknowledge(actor, id);
    return redirect(`/legal-notices/${id}?saved=1`);
  }
  if (!may.serveOtherwise(actor)) throw new Response("Forbidden", { status: 403 });
  const form = parseForm(await request.formData(), fallbackForm);
  if (!form.ok) return form.refused;
  const outcome = await serveOtherwise(actor, id, form.value);
  return outcome === "recorded" ? redirect(`/legal-notices/${id}?saved=1`) : data({ reply: null, problem: outcome }, { status: 409 });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.notice.title }];

export default function LegalNoticePage() {
  const { notice, mayAcknowledge, mayServe, saved } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("listing-life");
  const [form, fields] = useForm<{ way: string; on: string; note: string }>({ id: "fallback", lastResult: result?.reply ?? null });
  const problem = result && "problem" in result ? result.problem : null;
  return (
    <Page title={notice.title} kicker={notice.enterprise} crumbs={[{ to: "/legal-notices", label: t("notices.title") }]}>
      {saved && !result ? <Notice tone="good" announce title={t("notices.saved")} /> : null}
      {problem ? <Notice tone="bad" announce title={t(`notices.problem.${problem}`)} /> : null}
      <p className="mb-8 max-w-measure whitespace-pre-line">{notice.text}</p>
      {mayAcknowledge ? (
        <Form method="post" className="mb-8">
          <p className="mb-2 max-w-measure text-small text-muted">{t("notices.acknowledgeText")}</p>
          <Button>{t("notices.acknowledge")}</Button>
        </Form>
      ) : null}
      <Section title={t("notices.times")} id="times">
        <NoticeTimes times={notice} />
      </Section>
      {mayServe ? (
        <Section title={t("notices.fallback")} id="fallback-form">
          <p className="mb-4 max-w-measure">{t("notices.fallbackText")}</p>
          <Form method="post" {...getFormProps(form)}>
            <ErrorSummary fields={[{ field: fields.way, label: t("notices.way") }, { field: fields.on, label: t("notices.on") }, { field: fields.note, label: t("notices.note") }]} />
            <ChoiceField field={fields.way} label={t("notices.way")} options={FALLBACK_WAYS.map((value) => ({ value, label: t(`notices.ways.${value}`) }))} />
            <TextField type="date" field={fields.on} label={t("notices.on")} hint={t("notices.onHint")} />
            <TextAreaField field={fields.note} label={t("notices.note")} rows={3} />
            <Button>{t("notices.save")}</Button>
          </Form>
        </Section>
      ) : null}
    </Page>
  );
}
