import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { AppointmentFactsList, VisitRecord } from "~/features/booking/components/appointment-facts";
import { DecisionForm, VisitForm } from "~/features/booking/components/officer-forms";
import { decisionForm, visitForm } from "~/features/booking/forms";
import { decideAppointment, recordVisit } from "~/features/booking/officer-commands.server";
import { may } from "~/features/booking/policy";
import { findAppointment } from "~/features/booking/queries.server";
import { appointmentFacts } from "~/features/booking/view.server";
import { today } from "~/platform/clock.server";
import { withTx } from "~/platform/db.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { formatDay } from "~/shared/format";
import { notFound, uuidParam } from "~/shared/params";
import { Page, Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.read);
  const locale = await localeOf(request);
  const visit = await withTx(actor, (tx) => findAppointment(tx, actor, uuidParam(params, "appointmentId")));
  if (!visit) throw notFound();
  const mine = may.handle(actor) && visit.agencyId === actor.agencyId;
  return {
    title: translator(locale, "booking")("officer.title", { enterprise: visit.enterprise[locale] }),
    facts: appointmentFacts(visit, locale),
    replyDue: formatDay(visit.replyDueOn, locale),
    saved: new URL(request.url).searchParams.get("saved"),
    mayDecide: mine && visit.status === "requested",
    mayRecord: mine && visit.status === "confirmed" && visit.day <= today(),
    record: visit.minutes === null ? null : { team: visit.team ?? "", minutes: visit.minutes, advice: visit.advice ?? [] },
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.handle);
  const id = uuidParam(params, "appointmentId");
  const formData = await request.formData();
  if (!(await withTx(actor, (tx) => findAppointment(tx, actor, id)))) throw notFound();
  if (formData.get("intent") === "record") {
    const form = parseForm(formData, visitForm);
    if (!form.ok) return form.refused;
    const outcome = await recordVisit(actor, id, form.value);
    return outcome === "recorded" ? redirect(`/agency/appointments/${id}?saved=record`) : data({ reply: null }, { status: 409 });
  }
  const form = parseForm(formData, decisionForm);
  if (!form.ok) return form.refused;
  const outcome = await decideAppointment(actor, id, form.value);
  return outcome === "decided" ? redirect(`/agency/appointments/${id}?saved=answer`) : data({ reply: null }, { status: 409 });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function OfficerAppointmentPage() {
  const page = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation(["booking", "common"]);
  return (
    <Page title={page.title} crumbs={[{ to: "/work", label: t("common:nav.work") }]}>
      {page.saved ? <Notice tone="good" announce title={t(page.saved === "record" ? "officer.saved" : "officer.sent")} /> : null}
      {result && !result.reply ? <Notice tone="bad" announce title={t("officer.notOpen")} /> : null}
      <AppointmentFactsList facts={page.facts} />
      {page.record ? (
        <Section title={t("one.record")}>
          <VisitRecord {...page.record} />
        </Section>
      ) : null}
      {page.mayDecide ? (
        <Section title={t("officer.decide")}>
          <p className="mb-4 text-muted">{t("officer.replyDue", { day: page.replyDue })}</p>
          <DecisionForm reply={result?.reply ?? null} />
        </Section>
      ) : null}
      {page.mayRecord ? (
        <Section title={t("officer.record")}>
          <VisitForm reply={result?.reply ?? null} graded={page.facts.legalEffect === "GRADED"} />
        </Section>
      ) : null}
    </Page>
  );
}
