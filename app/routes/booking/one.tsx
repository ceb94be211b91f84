import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { getFormProps, useForm } from "@conform-to/react";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { cancelAppointment, rateVisit } from "~/features/booking/commands.server";
import { AppointmentFactsList, VisitRecord } from "~/features/booking/components/appointment-facts";
import { bookingRules } from "~/features/booking/content.server";
import { cancelForm, ratingForm } from "~/features/booking/forms";
import { may } from "~/features/booking/policy";
import { findAppointment, ratingOf } from "~/features/booking/queries.server";
import { mayCancel } from "~/features/booking/slots";
import { appointmentFacts } from "~/features/booking/view.server";
import { today } from "~/platform/clock.server";
import { withTx } from "~/platform/db.server";
import { parseForm } from "~/platform/form.server";
import { holidays } from "~/platform/holidays.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { day as toDay } from "~/shared/day";
import { formatDay } from "~/shared/format";
import { notFound, uuidParam } from "~/shared/params";
import { Button } from "~/shared/ui/button";
import { ChoiceField, TextAreaField } from "~/shared/ui/field";
import { Page, Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.see);
  const locale = await localeOf(request);
  const visit = await withTx(actor, (tx) => findAppointment(tx, actor, uuidParam(params, "appointmentId")));
  if (!visit) throw notFound();
  const facts = appointmentFacts(visit, locale);
  const t = translator(locale, "booking");
  return {
    id: visit.id,
    title: t("one.title", { kind: t(`kind.${visit.kind}`), day: facts.when }),
    facts,
    replyDue: formatDay(visit.replyDueOn, locale),
    asked: new URL(request.url).searchParams.has("asked"),
    open: visit.status === "requested" || visit.status === "confirmed",
    mayCancel: may.book(actor) && mayCancel(today(), toDay(visit.day), bookingRules(), holidays()),
    record: visit.minutes === null ? null : { team: visit.team ?? "", minutes: visit.minutes, advice: visit.advice ?? [] },
    rating: visit.status === "done" ? await ratingOf(actor, visit.id) : null,
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.book);
  const id = uuidParam(params, "appointmentId");
  const formData = await request.formData();
  if (formData.get("intent") === "rate") {
    const form = parseForm(formData, ratingForm);
    if (!form.ok) return form.refused;
    if ((await rateVisit(actor, id, form.value)) === "not-visited") throw notFound();
    return redirect(`/appointments/${id}`);
  }
  const form = parseForm(formData, cancelForm);
  if (!form.ok) return form.refused;
  const outcome = await cancelAppointment(actor, id, form.value.reason);
  if (outcome === "not-open") throw notFound();
  return outcome === "too-late" ? data({ reply: null, tooLate: true }, { status: 409 }) : redirect(`/appointments/${id}`);
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function AppointmentPage() {
  const page = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("booking");
  const [form, fields] = useForm<{ stars: string; comment: string; reason: string }>({
    id: "appointment",
    lastResult: result?.reply ?? null,
    defaultValue: { stars: page.rating ? String(page.rating.stars) : undefined, comment: page.rating?.comment },
  });
  return (
    <Page title={page.title} crumbs={[{ to: "/appointments", label: t("title") }]}>
      {page.asked ? <Notice tone="good" announce title={t("one.asked")}>{t("one.askedNext", { day: page.replyDue })}</Notice> : null}
      <AppointmentFactsList facts={page.facts} />
      {page.open ? <p className="mb-8"><a href={`/appointments/${page.id}/invitation.ics`}>{t("one.invitation")}</a></p> : null}
      {page.record ? <Section title={t("one.record")}><VisitRecord {...page.record} /></Section> : null}
      {page.open && page.mayCancel ? (
        <Form method="post" {...getFormProps(form)}>
          <p className="mb-2 text-muted">{t("one.cancelUntil")}</p>
          <TextAreaField optional field={fields.reason} label={t("one.cancelReason")} rows={2} />
          <Button kind="warning" name="intent" value="cancel">{t("one.cancel")}</Button>
        </Form>
      ) : page.open ? <p className="text-muted">{t("one.tooLate")}</p> : null}
      {page.record ? (
        <Form method="post" {...getFormProps(form)}>
          {page.rating ? <Notice tone="good" title={t("one.rated")} /> : null}
          <ChoiceField field={fields.stars} label={t("one.stars")} hint={t("one.rateHint")} options={["5", "4", "3", "2", "1"].map((value) => ({ value, label: t("one.starsLabel", { count: Number(value) }) }))} />
          <TextAreaField optional field={fields.comment} label={t("one.comment")} rows={3} />
          <Button name="intent" value="rate">{t("one.rate")}</Button>
        </Form>
      ) : null}
    </Page>
  );
}
