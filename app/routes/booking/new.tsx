import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { getFormProps, useForm } from "@conform-to/react";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { bookingRules } from "~/features/booking/content.server";
import { KINDS, wishForm } from "~/features/booking/forms";
import { may } from "~/features/booking/policy";
import { bookableSites, offeredBy, responsibleAgency } from "~/features/booking/queries.server";
import { today } from "~/platform/clock.server";
import { withTx } from "~/platform/db.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { formatDay } from "~/shared/format";
import { Button, ButtonLink } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { ChoiceField, SelectField, TextAreaField } from "~/shared/ui/field";
import { Page } from "~/shared/ui/page";
import { EmptyState } from "~/shared/ui/status";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.book);
  const locale = await localeOf(request);
  const offered = await withTx(actor, async (tx) => {
    const agency = await responsibleAgency(tx, actor, today());
    return agency ? { agency: agency.name[locale], slots: await offeredBy(tx, agency.id, today()) } : null;
  });
  const free = offered?.slots.filter((slot) => slot.state === "free") ?? [];
  return {
    title: translator(locale, "booking")("new"),
    agency: offered?.agency ?? null,
    sites: await bookableSites(actor),
    lead: bookingRules().leadWorkingDays,
    slots: free.map(({ day, half }) => ({ value: `${day} ${half}`, day: formatDay(day, locale), half })),
    defaults: Object.fromEntries(new URL(request.url).searchParams),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  await requireActor(request, may.book);
  const formData = await request.formData();
  const form = parseForm(formData, wishForm);
  if (!form.ok) return form.refused;
  const { siteId, kind, topic, slot } = form.value;
  const query = new URLSearchParams({ siteId, kind, topic, slot: `${slot.day} ${slot.half}` });
  return redirect(`/appointments/check?${query}`);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function NewAppointmentPage() {
  const { agency, sites, slots, lead, defaults } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>()?.reply ?? null;
  const { t } = useTranslation("booking");
  const [form, fields] = useForm<{ siteId: string; kind: string; topic: string; slot: string }>({ id: "wish", lastResult: reply, defaultValue: { siteId: sites[0]?.id, ...defaults } });
  const crumbs = [{ to: "/appointments", label: t("title") }];
  if (sites.length === 0 || !agency || slots.length === 0)
    return (
      <Page title={t("new")} crumbs={crumbs}>
        <EmptyState title={sites.length === 0 ? t("form.noSite") : agency ? t("form.noSlots") : t("form.noAgency")}>
          {sites.length === 0 ? <ButtonLink to="/self-checks">{t("form.noSite")}</ButtonLink> : t("form.noSlotsHint")}
        </EmptyState>
      </Page>
    );
  const labels = [
    { field: fields.siteId, label: t("form.site") },
    { field: fields.kind, label: t("form.kind") },
    { field: fields.topic, label: t("form.topic") },
    { field: fields.slot, label: t("form.slot") },
  ];
  return (
    <Page title={t("new")} crumbs={crumbs} lead={agency}>
      <Form method="post" {...getFormProps(form)}>
        <ErrorSummary fields={labels} />
        <SelectField field={fields.siteId} label={t("form.site")} options={sites.map(({ id, name }) => ({ value: id, label: name }))} />
        <ChoiceField
          field={fields.kind}
          label={t("form.kind")}
          options={KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`), hint: t(`kindHint.${kind}`) }))}
        />
        <TextAreaField field={fields.topic} label={t("form.topic")} hint={t("form.topicHint")} rows={3} />
        <SelectField
          field={fields.slot}
          label={t("form.slot")}
          hint={t("form.slotHint", { lead })}
          options={slots.map((slot) => ({ value: slot.value, label: t("form.slotLabel", { day: slot.day, half: t(`half.${slot.half}`) }) }))}
        />
        <Button>{t("form.toCheck")}</Button>
      </Form>
    </Page>
  );
}
