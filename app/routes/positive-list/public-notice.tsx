import { getFormProps, useForm } from "@conform-to/react";
import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { objectionForm } from "~/features/positive-list/application-forms";
import { raiseObjection } from "~/features/positive-list/notice-commands.server";
import { noticeOf } from "~/features/positive-list/register-queries.server";
import { today } from "~/platform/clock.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { limit } from "~/platform/rate-limit.server";
import { formatDay } from "~/shared/format";
import { notFound, uuidParam } from "~/shared/params";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { TextAreaField, TextField } from "~/shared/ui/field";
import { SummaryList } from "~/shared/ui/list";
import { Page, Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const notice = await noticeOf(uuidParam(params, "noticeId"));
  if (!notice) throw notFound();
  const locale = await localeOf(request);
  return {
    title: translator(locale, "listing")("notice.title", { enterprise: notice.enterprise[locale] }),
    uscc: notice.uscc,
    enterprise: notice.enterprise[locale],
    from: formatDay(notice.startsOn, locale),
    to: formatDay(notice.endsOn, locale),
    idempotencyKey: crypto.randomUUID(),
    runs: notice.closedAt === null && notice.endsOn >= today(),
  };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const noticeId = uuidParam(params, "noticeId");
  const form = parseForm(await request.formData(), objectionForm);
  if (!form.ok) return form.refused;
  const allowed = await limit(`objection:${context.clientAddress}`, { points: 10, seconds: 3600 });
  if (allowed !== "ok")
    return data({ reply: null, code: "", tooOften: true }, { status: 429, headers: { "Retry-After": String(allowed.retryAfterSeconds) } });
  const { idempotencyKey, ...objection } = form.value;
  const outcome = await raiseObjection(noticeId, objection, idempotencyKey);
  if (outcome.is === "closed") throw new Response("Conflict", { status: 409 });
  return data({ reply: null, code: outcome.code, tooOften: false });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function NoticePage() {
  const page = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("listing");
  const [form, fields] = useForm<{ text: string; contact: string }>({ id: "objection", lastResult: result?.reply ?? null });
  const sent = result && "code" in result ? result : null;
  return (
    <Page title={page.title} lead={t("notice.lead")} crumbs={[{ to: "/register", label: t("register.title") }]}>
      {sent?.code ? <Notice tone="good" announce title={t("notice.sent")}>{t("notice.code", { code: sent.code })}</Notice> : null}
      {sent?.tooOften ? <Notice tone="bad" announce title={t("notice.tooOften")} /> : null}
      <SummaryList
        rows={[
          { label: t("register.enterprise"), value: page.enterprise },
          { label: t("register.uscc"), value: page.uscc },
          { label: t("notice.days"), value: t("notice.period", { from: page.from, to: page.to }) },
        ]}
      />
      {!page.runs ? <Notice tone="plain" title={t("notice.closed")} /> : null}
      {page.runs && !sent?.code ? (
        <Section title={t("notice.form")} id="object">
          <Form method="post" {...getFormProps(form)}>
            <input type="hidden" name="idempotencyKey" value={page.idempotencyKey} />
            <ErrorSummary fields={[{ field: fields.text, label: t("notice.text") }, { field: fields.contact, label: t("notice.contact") }]} />
            <TextAreaField field={fields.text} label={t("notice.text")} hint={t("notice.textHint")} rows={6} />
            <TextField optional field={fields.contact} label={t("notice.contact")} hint={t("notice.contactHint")} />
            <Button>{t("notice.send")}</Button>
          </Form>
        </Section>
      ) : null}
    </Page>
  );
}
