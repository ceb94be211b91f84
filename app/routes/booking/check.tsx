import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { getFormProps, useForm } from "@conform-to/react";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { requestAppointment } from "~/features/booking/commands.server";
import { RefusedRequest } from "~/features/booking/components/refused-request";
import { requestForm, wishForm } from "~/features/booking/forms";
import { legalEffectIn } from "~/features/booking/legal-effect.server";
import { may } from "~/features/booking/policy";
import { bookableSites, ownRegion } from "~/features/booking/queries.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { formatDay } from "~/shared/format";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { ChoiceField } from "~/shared/ui/field";
import { SummaryList } from "~/shared/ui/list";
import { Page, Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.book);
  const locale = await localeOf(request);
  const wish = Object.fromEntries(new URL(request.url).searchParams);
  const parsed = wishForm.safeParse(wish);
  const site = (await bookableSites(actor)).find(({ id }) => id === wish.siteId);
  if (!parsed.success || !site) throw redirect("/appointments/new");
  const legal = legalEffectIn(await ownRegion(actor));
  return {
    title: translator(locale, "booking")("check.title"),
    wish,
    kind: parsed.data.kind,
    topic: parsed.data.topic,
    day: formatDay(parsed.data.slot.day, locale),
    half: parsed.data.slot.half,
    site: site.name,
    effect: legal.effect,
    profile: legal.profile,
    profileTitle: legal.title[locale],
    source: legal.source[locale],
    idempotencyKey: crypto.randomUUID(),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.book);
  const locale = await localeOf(request);
  const form = parseForm(await request.formData(), requestForm);
  if (!form.ok) return form.refused;
  // What is recorded is what holds now; a page left open while the rule changed is shown the new one.
  const legal = legalEffectIn(await ownRegion(actor));
  if (legal.effect !== form.value.legalEffect || legal.profile !== form.value.legalEffectProfile)
    return form.refuse({ understood: ["required"] });
  const outcome = await requestAppointment(actor, form.value);
  if (outcome.is === "requested") return redirect(`/appointments/${outcome.id}?asked=1`);
  const refusal =
    outcome.is === "taken"
      ? { is: outcome.is, day: "", slots: outcome.alternatives.map(({ day, half }) => ({ value: `${day} ${half}`, day: formatDay(day, locale), half })) }
      : { is: outcome.is, day: outcome.is === "wait" ? formatDay(outcome.until, locale) : "", slots: [] };
  return data({ refusal, reply: null }, { status: 409 });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function CheckAppointmentPage() {
  const page = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("booking");
  const [form, fields] = useForm<{ understood: string }>({ id: "request", lastResult: result?.reply ?? null });
  const hidden = { ...page.wish, legalEffect: page.effect, legalEffectProfile: page.profile, idempotencyKey: page.idempotencyKey };
  return (
    <Page title={t("check.title")} crumbs={[{ to: "/appointments", label: t("title") }]}>
      {result && "refusal" in result ? <RefusedRequest refusal={result.refusal} wish={page.wish} /> : null}
      <Section title={t("check.answers")}>
        <SummaryList
          rows={[
            { label: t("form.kind"), value: t(`kind.${page.kind}`) },
            { label: t("form.slot"), value: t("form.slotLabel", { day: page.day, half: t(`half.${page.half}`) }) },
            { label: t("form.site"), value: page.site },
            { label: t("form.topic"), value: page.topic },
          ]}
        />
        <Link to={`/appointments/new?${new URLSearchParams(page.wish)}`}>{t("check.change")}</Link>
      </Section>
      <Notice tone={page.effect === "GRADED" ? "attention" : "info"} title={t("check.effectTitle")}>
        <p>{t(`check.effect.${page.effect}`)}</p>
        <p>{t("check.limits")}</p>
        <p className="text-small text-muted">
          {t("check.profile", { profile: page.profileTitle })} {page.source}
        </p>
      </Notice>
      <Form method="post" {...getFormProps(form)}>
        <ErrorSummary fields={[{ field: fields.understood, label: t("check.effectTitle") }]} />
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <ChoiceField multiple field={fields.understood} label={t("check.effectTitle")} options={[{ value: "yes", label: t("check.understood") }]} />
        <Button>{t("check.ask")}</Button>
      </Form>
    </Page>
  );
}
