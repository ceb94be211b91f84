import { getFormProps, useForm } from "@conform-to/react";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { suspensionForm } from "~/features/positive-list/application-forms";
import { may } from "~/features/positive-list/application-policy";
import { kindLabel } from "~/features/positive-list/import-queries.server";
import { Readings } from "~/features/positive-list/listing-life/components/readings";
import { hearingOf } from "~/features/positive-list/listing-life/life-queries.server";
import { readingsOf } from "~/features/positive-list/listing-life/listing-queries.server";
import { decideSuspension } from "~/features/positive-list/listing-commands.server";
import { listingOf } from "~/features/positive-list/register-queries.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { formatDay } from "~/shared/format";
import { notFound, uuidParam } from "~/shared/params";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { ChoiceField, TextAreaField } from "~/shared/ui/field";
import { SummaryList } from "~/shared/ui/list";
import { Page, Section } from "~/shared/ui/page";
import { Notice, Tag } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.review);
  const listing = await listingOf(actor, uuidParam(params, "listingId"));
  if (!listing) throw notFound();
  const locale = await localeOf(request);
  const t = translator(locale, "listing");
  const dayOf = (on: string | null) => on && formatDay(on, locale);
  const { factKind, factFrom, factSource } = listing;
  return {
    title: t("one.title", { number: listing.number }),
    id: listing.id,
    number: listing.number,
    readings: await readingsOf(actor, listing.id),
    hasHearing: (await hearingOf(actor, listing.id)) !== null,
    enterprise: listing.enterprise[locale],
    uscc: listing.uscc,
    status: listing.status,
    term: t("notice.period", { from: formatDay(listing.listedOn, locale), to: formatDay(listing.endsOn, locale) }),
    trigger: factKind && t("one.triggerLine", { fact: kindLabel(factKind, locale), day: dayOf(factFrom) ?? "", source: factSource ?? "" }),
    factId: listing.factId,
    liftedOn: dayOf(listing.triggerLiftedOn),
    dueOn: dayOf(listing.decisionDueOn),
    removedOn: dayOf(listing.removedOn),
    reentryFrom: dayOf(listing.reentryFrom),
    reason: listing.reason,
    mayDecide: may.decide(actor) && listing.status === "suspended",
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.decide, { freshMinutes: 15 });
  const id = uuidParam(params, "listingId");
  const form = parseForm(await request.formData(), suspensionForm);
  if (!form.ok) return form.refused;
  const outcome = await decideSuspension(actor, id, form.value);
  return outcome === "decided" ? redirect(`/listings/${id}`) : data({ reply: null, problem: outcome }, { status: 409 });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function ListingPage() {
  const page = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("listing");
  const { t: l } = useTranslation("listing-life");
  const { t: d } = useTranslation("fact-dispute");
  const [form, fields] = useForm<{ decision: string; malicious: string; reason: string }>({ id: "suspension", lastResult: result?.reply ?? null });
  const optional = (label: string, value: string | null) => (value ? [{ label, value }] : []);
  return (
    <Page title={page.title} crumbs={[{ to: "/listings", label: l("listings.title") }]}>
      {result && !result.reply ? <Notice tone="bad" announce title={"problem" in result && result.problem === "not-heard" ? l("hearing.notHeard") : "problem" in result && result.problem === "trigger-gone" ? d("listing.refused") : t("review.notOpen")} /> : null}
      {page.liftedOn ? <Notice tone="attention" title={d("listing.lifted", { day: page.liftedOn })} /> : null}
      <SummaryList
        rows={[
          { label: t("one.enterprise"), value: `${page.enterprise} · ${page.uscc}` },
          { label: t("one.status"), value: <Tag tone={page.status === "listed" ? "good" : "attention"}>{t(`listingStatus.${page.status}`)}</Tag> },
          { label: t("one.term"), value: page.term },
          ...optional(t("one.trigger"), page.trigger),
          ...optional(t("one.due"), page.dueOn),
          ...optional(t("one.removed"), page.removedOn),
          ...optional(t("one.reentry"), page.reentryFrom),
          ...(page.trigger ? [] : optional(t("one.reason"), page.reason)),
        ]}
      />
      <p className="mb-8 flex flex-wrap gap-x-6">
        {page.hasHearing ? <Link to={`/listings/${page.id}/hearing`}>{l("hearing.link")}</Link> : null}
        <Link to={`/register/${page.number}`}>{l("history.link")}</Link>
        {page.factId ? <Link to={`/facts/${page.factId}`}>{d("view.history")}</Link> : null}
      </p>
      <Section title={l("readings.title")} id="readings"><Readings readings={page.readings} /></Section>
      {page.mayDecide ? (
        <Section title={t("one.decide")} id="decide">
          <p className="mb-4 max-w-measure">{t("one.decideText")}</p>
          <Form method="post" {...getFormProps(form)}>
            <ErrorSummary fields={[{ field: fields.decision, label: t("review.decision") }, { field: fields.reason, label: t("one.reason") }]} />
            <ChoiceField field={fields.decision} label={t("review.decision")} options={(["reinstate", "remove"] as const).map((value) => ({ value, label: t(`one.${value}`) }))} />
            <ChoiceField multiple field={fields.malicious} label={t("one.reentry")} options={[{ value: "yes", label: t("one.malicious") }]} />
            <TextAreaField field={fields.reason} label={t("one.reason")} rows={4} />
            <Button>{t("one.save")}</Button>
          </Form>
        </Section>
      ) : null}
    </Page>
  );
}
