import { getFormProps, useForm } from "@conform-to/react";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { receiveFiles } from "~/features/positive-list/listing-life/files.server";
import { RENEWAL_GROUNDS, renewalForm } from "~/features/positive-list/listing-life/forms";
import { renewalOf } from "~/features/positive-list/listing-life/listing-queries.server";
import { may } from "~/features/positive-list/listing-life/policy";
import { applyForRenewal } from "~/features/positive-list/listing-life/renewal-commands.server";
import { currentPledge } from "~/features/positive-list/pledge.server";
import { today } from "~/platform/clock.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { formatDay } from "~/shared/format";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { ChoiceField, FileField, useErrorText } from "~/shared/ui/field";
import { SummaryList } from "~/shared/ui/list";
import { Page } from "~/shared/ui/page";
import { EmptyState, Notice } from "~/shared/ui/status";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.seeRenewal);
  const locale = await localeOf(request);
  const found = await renewalOf(actor);
  return {
    title: translator(locale, "listing-life")("renewal.title"),
    listing: found && {
      number: found.number,
      endsOn: formatDay(found.endsOn, locale),
      opensOn: formatDay(found.opensOn, locale),
      isOpen: found.window === "open",
      visit: found.visit && formatDay(found.visit.day, locale),
      submittedOn: found.application && formatDay(found.application.submittedOn, locale),
    },
    done: new URL(request.url).searchParams.has("done"),
    mayRenew: may.renew(actor),
    pledge: currentPledge().text[locale],
    idempotencyKey: crypto.randomUUID(),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.renew);
  const formData = await request.formData();
  const form = parseForm(formData, renewalForm);
  if (!form.ok) return form.refused;
  const received = await receiveFiles(actor, formData, "files", today());
  if ("refused" in received) return form.refuse({ files: [received.refused] });
  const outcome = await applyForRenewal(actor, form.value.ground, received.files, form.value.idempotencyKey);
  return outcome.is === "applied" ? redirect("/positive-list/renewal?done=1") : data({ reply: null, problem: outcome.is }, { status: 409 });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function RenewalPage() {
  const { title, listing, done, mayRenew, pledge, idempotencyKey } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("listing-life");
  const { t: l } = useTranslation("listing");
  const errorText = useErrorText();
  const [form, fields] = useForm<{ ground: string; pledge: string; files: string }>({ id: "renewal", lastResult: result?.reply ?? null });
  const problem = result && "problem" in result ? result.problem : null;
  const hint = listing?.visit ? t("renewal.visitHint", { day: listing.visit }) : t("renewal.noVisitHint");
  return (
    <Page title={title} lead={t("renewal.lead")} crumbs={[{ to: "/positive-list", label: l("apply.toEvaluation") }]}>
      {done && !result ? <Notice tone="good" announce title={t("renewal.done")} /> : null}
      {problem ? <Notice tone="bad" announce title={t(`renewal.problem.${problem}`)} /> : null}
      {fields.files.errors ? <Notice tone="bad" announce title={t("renewal.problem.file")}>{fields.files.errors.map(errorText).join(" ")}</Notice> : null}
      {listing ? (
        <SummaryList rows={[{ label: t("renewal.number"), value: listing.number }, { label: t("renewal.until"), value: listing.endsOn }, { label: t("renewal.opens"), value: listing.opensOn }]} />
      ) : (
        <EmptyState title={t("renewal.none")} />
      )}
      {listing?.submittedOn ? <Notice tone="info" title={t("renewal.underWay")}>{t("renewal.underWayText", { day: listing.submittedOn })}</Notice> : null}
      {listing && !listing.isOpen ? <Notice tone="plain" title={t("renewal.notYet")}>{t("renewal.notYetText", { day: listing.opensOn })}</Notice> : null}
      {listing?.isOpen && !listing.submittedOn && mayRenew ? (
        <Form method="post" encType="multipart/form-data" {...getFormProps(form)}>
          <ErrorSummary fields={[{ field: fields.ground, label: t("renewal.ground") }, { field: fields.files, label: t("renewal.files") }, { field: fields.pledge, label: l("apply.pledgeTitle") }]} />
          <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
          <ChoiceField field={fields.ground} label={t("renewal.ground")} options={RENEWAL_GROUNDS.map((value) => ({ value, label: t(`renewal.grounds.${value}`), ...(value === "help-visit" ? { hint } : {}) }))} />
          <FileField multiple optional field={fields.files} label={t("renewal.files")} hint={t("pack.chooseHint")} accept=".pdf,.jpg,.jpeg,.png,.xlsx,.csv" />
          <blockquote className="mb-6 max-w-measure border-l-4 border-line pl-4">{pledge}</blockquote>
          <ChoiceField multiple field={fields.pledge} label={l("apply.pledgeTitle")} options={[{ value: "yes", label: l("apply.sign") }]} />
          <Button>{t("renewal.button")}</Button>
        </Form>
      ) : null}
      {listing?.isOpen && !mayRenew ? <p>{t("renewal.onlyLegal")}</p> : null}
      <p className="mt-6 max-w-measure text-small text-muted">{t("renewal.design")}</p>
    </Page>
  );
}
