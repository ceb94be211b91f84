import { getFormProps, useForm } from "@conform-to/react";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { ConsentTable } from "~/features/positive-list/finance/components/consent-table";
import { CONSENT_MONTHS } from "~/features/positive-list/finance/finance-answer";
import { giveConsent, revokeConsent } from "~/features/positive-list/finance/finance-commands.server";
import { consentForm, revokeForm } from "~/features/positive-list/finance/finance-forms";
import { may } from "~/features/positive-list/finance/finance-policy";
import { consentsOf, organisationsFor } from "~/features/positive-list/finance/finance-queries.server";
import { today } from "~/platform/clock.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { formatDay, formatInstant } from "~/shared/format";
import { notFound } from "~/shared/params";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { ChoiceField, SelectField } from "~/shared/ui/field";
import { Page, Section } from "~/shared/ui/page";
import { EmptyState } from "~/shared/ui/status";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.seeConsents);
  const locale = await localeOf(request);
  const mayGive = may.giveConsent(actor);
  const consents = await consentsOf(actor, today());
  return {
    title: translator(locale, "green-finance")("title"),
    mayGive,
    organisations: mayGive ? await organisationsFor(actor) : [],
    consents: consents.map(({ fromDay, toDay, lastAt, revokedAt, ...consent }) => ({
      ...consent,
      from: formatDay(fromDay, locale),
      to: formatDay(toDay, locale),
      revoked: revokedAt && formatInstant(revokedAt, locale),
      last: lastAt && formatInstant(lastAt, locale),
    })),
    idempotencyKey: crypto.randomUUID(),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.giveConsent);
  const formData = await request.formData();
  if (formData.get("intent") === "revoke") {
    const revoke = parseForm(formData, revokeForm);
    if (!revoke.ok || (await revokeConsent(actor, revoke.value.consentId)) === "not-found") throw notFound();
    return redirect("/positive-list/green-finance");
  }
  const form = parseForm(formData, consentForm);
  if (!form.ok) return form.refused;
  const outcome = await giveConsent(actor, form.value);
  if (outcome === "given-already") return form.refuse({ organisation: ["consentGiven"] });
  if (outcome === "unknown-organisation") return form.refuse({ organisation: ["choose"] });
  return redirect("/positive-list/green-finance");
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function GreenFinancePage() {
  const { title, mayGive, organisations, consents, idempotencyKey } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("green-finance");
  const positiveList = useTranslation("positive-list").t("overview.title");
  const [form, fields] = useForm<{ organisation: string; months: string; agree: string }>({ id: "consent", lastResult: result?.reply ?? null });
  const labels = [
    { field: fields.organisation, label: t("organisation") },
    { field: fields.months, label: t("months") },
    { field: fields.agree, label: t("agreeTitle") },
  ];
  return (
    <Page title={title} crumbs={[{ to: "/positive-list", label: positiveList }]} lead={t("lead")}>
      <p className="mb-8 max-w-measure">
        {t("logged")} <Link to="/access-log">{t("toLog")}</Link>
      </p>
      <Section title={t("consents")} id="consents">
        {consents.length === 0 ? <EmptyState title={t("none")} /> : <ConsentTable consents={consents} mayRevoke={mayGive} />}
      </Section>
      <Section title={t("give")} id="give">
        {!mayGive ? <p>{t("onlyLegal")}</p> : organisations.length === 0 ? <EmptyState title={t("noOrganisation")} /> : (
          <Form method="post" {...getFormProps(form)}>
            <ErrorSummary fields={labels} />
            <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
            <SelectField field={fields.organisation} label={t("organisation")} hint={t("organisationHint")} options={organisations.map((name) => ({ value: name, label: name }))} />
            <ChoiceField field={fields.months} label={t("months")} options={CONSENT_MONTHS.map((count) => ({ value: String(count), label: t("monthCount", { count }) }))} />
            <p className="mb-3 max-w-measure">{t("told")}</p>
            <ChoiceField multiple field={fields.agree} label={t("agreeTitle")} options={[{ value: "yes", label: t("agree") }]} />
            <Button>{t("giveButton")}</Button>
          </Form>
        )}
      </Section>
    </Page>
  );
}
