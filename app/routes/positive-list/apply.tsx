import { getFormProps, useForm } from "@conform-to/react";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { applyForListing, withdrawApplication } from "~/features/positive-list/application-commands.server";
import { applyForm } from "~/features/positive-list/application-forms";
import { may } from "~/features/positive-list/application-policy";
import { ownApplication } from "~/features/positive-list/application-queries.server";
import { OwnApplication } from "~/features/positive-list/components/own-application";
import { isOpen } from "~/features/positive-list/listing-life/states";
import { Waiting } from "~/features/positive-list/listing-life/components/waiting";
import { may as mayLive } from "~/features/positive-list/listing-life/policy";
import { waitingWork } from "~/features/positive-list/listing-life/waiting.server";
import { canApply } from "~/features/positive-list/overview.server";
import { currentPledge } from "~/features/positive-list/pledge.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { formatDay } from "~/shared/format";
import { Button, ButtonLink } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { ChoiceField } from "~/shared/ui/field";
import { Page, Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.see);
  const locale = await localeOf(request);
  const [own, { eligible, noticeDays }] = await Promise.all([ownApplication(actor), canApply(actor)]);
  return {
    title: translator(locale, "listing")("apply.title"),
    own: own && { ...own, open: isOpen(own.status), submittedOn: formatDay(own.submittedOn, locale), noticeEndsOn: own.noticeEndsOn && formatDay(own.noticeEndsOn, locale) },
    done: new URL(request.url).searchParams.has("done"),
    waiting: mayLive.speak(actor) ? await waitingWork(actor, locale) : null,
    eligible,
    noticeDays,
    mayApply: may.apply(actor),
    pledge: currentPledge().text[locale],
    idempotencyKey: crypto.randomUUID(),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.apply);
  const formData = await request.formData();
  if (formData.get("intent") === "withdraw") {
    const own = await ownApplication(actor);
    if (own) await withdrawApplication(actor, own.id);
    return redirect("/positive-list/apply");
  }
  const form = parseForm(formData, applyForm);
  if (!form.ok) return form.refused;
  const outcome = await applyForListing(actor, form.value.idempotencyKey);
  return outcome.is === "applied" ? redirect("/positive-list/apply?done=1") : data({ reply: null, refusal: outcome.is }, { status: 409 });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function ApplyPage() {
  const page = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("listing");
  const { t: l } = useTranslation("listing-life");
  const [form, fields] = useForm<{ pledge: string }>({ id: "apply", lastResult: result?.reply ?? null });
  const refusal = result && "refusal" in result ? result.refusal : null;
  return (
    <Page title={t("apply.title")} lead={t("apply.lead", { days: page.noticeDays })} crumbs={[{ to: "/positive-list", label: t("apply.toEvaluation") }]}>
      {page.done ? <Notice tone="good" announce title={t("apply.done")}>{t("apply.doneText")}</Notice> : null}
      {refusal === "not-yet" ? <Notice tone="bad" announce title={l("proposal.refused.not-yet")} /> : null}
      {refusal === "already" ? <Notice tone="bad" announce title={t("apply.already")} /> : null}
      {page.waiting ? <Waiting work={page.waiting} /> : null}
      {page.own ? <OwnApplication own={page.own} mayWithdraw={page.mayApply} /> : null}
      {page.own?.open || page.own?.status === "listed" ? null : !page.eligible || refusal === "not-eligible" ? (
        <Notice tone="attention" title={t("apply.notEligible")}>
          <p className="mb-3">{t("apply.notEligibleText")}</p>
          <ButtonLink to="/positive-list">{t("apply.toEvaluation")}</ButtonLink>
        </Notice>
      ) : (
        <Section title={t("apply.pledgeTitle")} id="pledge">
          <p className="mb-4">{t("apply.eligible")} <Link to="/positive-list">{t("apply.toEvaluation")}</Link></p>
          <blockquote className="mb-6 max-w-measure border-l-4 border-line pl-4">{page.pledge}</blockquote>
          {page.mayApply ? (
            <Form method="post" {...getFormProps(form)}>
              <ErrorSummary fields={[{ field: fields.pledge, label: t("apply.pledgeTitle") }]} />
              <input type="hidden" name="idempotencyKey" value={page.idempotencyKey} />
              <ChoiceField multiple field={fields.pledge} label={t("apply.pledgeTitle")} options={[{ value: "yes", label: t("apply.sign") }]} />
              <Button>{t("apply.button")}</Button>
            </Form>
          ) : <p>{t("apply.onlyLegal")}</p>}
        </Section>
      )}
    </Page>
  );
}
