import { getFormProps, useForm } from "@conform-to/react";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { HearingFacts } from "~/features/positive-list/listing-life/components/hearing-view";
import { invitationForm, recordForm } from "~/features/positive-list/listing-life/forms";
import { inviteToHearing, recordHearing } from "~/features/positive-list/listing-life/hearing-commands.server";
import { hearingView } from "~/features/positive-list/listing-life/hearing-view.server";
import { hearingOf } from "~/features/positive-list/listing-life/life-queries.server";
import { may } from "~/features/positive-list/listing-life/policy";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound, uuidParam } from "~/shared/params";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { TextAreaField, TextField } from "~/shared/ui/field";
import { Page, Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.seeHearing);
  const listingId = uuidParam(params, "listingId");
  const hearing = await hearingOf(actor, listingId);
  if (!hearing) throw notFound();
  const locale = await localeOf(request);
  const isOpen = may.recordHearing(actor) && (hearing.status === "open" || hearing.status === "stated");
  return {
    title: translator(locale, "listing-life")("hearing.title", { number: hearing.number }),
    kicker: `${hearing.enterprise[locale]} · ${hearing.uscc}`,
    listingId,
    hearing: hearingView(hearing, locale),
    mayInvite: isOpen && hearing.meetingOn === null,
    mayRecord: isOpen,
    saved: new URL(request.url).searchParams.has("saved"),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.recordHearing);
  const listingId = uuidParam(params, "listingId");
  if (!(await hearingOf(actor, listingId))) throw notFound();
  const formData = await request.formData();
  const intent = formData.get("intent") === "invite" ? "invite" : "record";
  const form = intent === "invite" ? parseForm(formData, invitationForm) : parseForm(formData, recordForm);
  if (!form.ok) return data({ intent, reply: form.refused.data.reply, problem: null }, { status: 422 });
  const outcome = "record" in form.value ? await recordHearing(actor, listingId, form.value.record) : await inviteToHearing(actor, listingId, form.value);
  if (outcome === "recorded" || outcome === "invited") return redirect(`/listings/${listingId}/hearing?saved=1`);
  return data({ intent, reply: null, problem: outcome }, { status: 409 });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function HearingRecordPage() {
  const page = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("listing-life");
  const reply = (intent: string) => (result?.intent === intent ? result.reply : null);
  const [invite, inviting] = useForm<{ meetingOn: string; meetingPlace: string }>({ id: "invite", lastResult: reply("invite") });
  const [record, recording] = useForm<{ record: string }>({ id: "hearing-record", lastResult: reply("record") });
  return (
    <Page title={page.title} kicker={page.kicker} crumbs={[{ to: `/listings/${page.listingId}`, label: t("hearing.toListing") }]}>
      {page.saved && !result ? <Notice tone="good" announce title={t("hearing.saved")} /> : null}
      {result?.problem ? <Notice tone="bad" announce title={t(`hearing.problem.${result.problem}`)} /> : null}
      <HearingFacts hearing={page.hearing} />
      {page.mayRecord ? (
        <Section title={t("hearing.record")} id="recording">
          <Form method="post" {...getFormProps(record)}>
            <ErrorSummary fields={[{ field: recording.record, label: t("hearing.record") }]} />
            <TextAreaField field={recording.record} label={t("hearing.record")} hint={t("hearing.recordText")} rows={6} />
            <Button name="intent" value="record">{t("hearing.recordButton")}</Button>
          </Form>
        </Section>
      ) : null}
      {page.mayInvite ? (
        <Section title={t("hearing.invite")} id="inviting">
          <Form method="post" {...getFormProps(invite)}>
            <ErrorSummary fields={[{ field: inviting.meetingOn, label: t("hearing.meetingOn") }, { field: inviting.meetingPlace, label: t("hearing.meetingPlace") }]} />
            <TextField type="date" field={inviting.meetingOn} label={t("hearing.meetingOn")} />
            <TextField field={inviting.meetingPlace} label={t("hearing.meetingPlace")} />
            <Button kind="secondary" name="intent" value="invite">{t("hearing.inviteButton")}</Button>
          </Form>
        </Section>
      ) : null}
    </Page>
  );
}
