import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { CorrectionFacts, EvidenceList } from "~/features/correction/components/correction-facts";
import { VerdictForm } from "~/features/correction/components/verdict-form";
import { EvidenceForm, PlanForm, SubmitForm, type FormReply } from "~/features/correction/components/work-forms";
import { carryOut } from "~/features/correction/intents.server";
import { may } from "~/features/correction/policy";
import { correctionOf, membersOf } from "~/features/correction/queries.server";
import { correctionView } from "~/features/correction/views.server";
import { recordOpening } from "~/features/self-check/access.server";
import { EVIDENCE_MAX_MB } from "~/features/self-check/evidence.server";
import { today } from "~/platform/clock.server";
import { ACCEPTED_FILES } from "~/platform/files.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound, uuidParam } from "~/shared/params";
import { Page, Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.read);
  const on = today();
  const correction = await correctionOf(actor, uuidParam(params, "correctionId"), on);
  if (!correction) throw notFound();
  if (actor.kind === "agency") await recordOpening(actor, { enterpriseId: correction.enterpriseId, record: `correction:${correction.id}`, purpose: "correction" });
  const locale = await localeOf(request);
  const { ownerAccountId, selfCheckId, foundOn, status, submittedBy } = correction;
  return {
    title: translator(locale, "correction")("one.title"),
    view: correctionView(correction, locale),
    plan: { cause: correction.cause, measure: correction.measure, ownerAccountId },
    members: actor.kind === "enterprise" ? await membersOf(actor) : [],
    limits: { foundOn, on, accept: ACCEPTED_FILES, maxMb: EVIDENCE_MAX_MB },
    agency: actor.kind === "agency",
    enterpriseName: correction.enterpriseName,
    selfCheckId,
    mayWork: may.workOn(actor, correction),
    mayVerify: may.verify(actor, correction),
    waitsForOther: status === "submitted" && submittedBy === actor.accountId,
    saved: new URL(request.url).searchParams.has("saved"),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.read);
  const id = uuidParam(params, "correctionId");
  const correction = await correctionOf(actor, id, today());
  if (!correction) throw notFound();
  const outcome = await carryOut(actor, correction, await request.formData(), today());
  if (outcome.is === "done") return redirect(`/corrections/${id}?saved`);
  if (outcome.is === "refused") return data({ form: outcome.form, reply: outcome.reply }, { status: 422 });
  throw outcome.is === "not-allowed" ? new Response("Forbidden", { status: 403 }) : new Response("Conflict", { status: 409 });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page && `${page.title} · ${page.view.siteName}` }];

export default function CorrectionPage() {
  const { view, plan, members, limits, agency, enterpriseName, selfCheckId, mayWork, mayVerify, waitsForOther, saved } = useLoaderData<typeof loader>();
  const { t } = useTranslation("correction");
  const { t: common } = useTranslation();
  const result: FormReply | undefined = useActionData<typeof action>();
  const step = plan.cause === null ? "plan" : view.evidence.length === 0 ? "evidence" : "submit";
  return (
    <Page
      kicker={agency ? enterpriseName : t("one.title")}
      title={view.text}
      crumbs={[agency ? { to: "/work", label: t("one.work") } : { to: "/corrections", label: t("list.title") }]}
      side={
        <Section title={t("one.howTitle")}>
          <p className="mb-3 text-small">{t("one.how")}</p>
          {selfCheckId ? <Link to={agency ? `/agency/self-checks/${selfCheckId}?purpose=correction` : `/self-checks/${selfCheckId}/result`}>{t("one.toSelfCheck")}</Link> : null}
        </Section>
      }
    >
      {saved ? <Notice tone="good" announce title={common("saved")} /> : null}
      {waitsForOther ? <Notice tone="info" title={t("one.waitsTitle")}>{t("one.waits")}</Notice> : null}
      <CorrectionFacts view={view} />
      {mayWork ? <PlanForm result={result} plan={plan} members={members} primary={step === "plan"} /> : null}
      <Section title={t("evidence.title")} id="evidence-title">
        <EvidenceList evidence={view.evidence} />
        {mayWork ? <EvidenceForm result={result} {...limits} foundOnText={view.foundOn} primary={step === "evidence"} /> : null}
      </Section>
      {mayWork ? <SubmitForm result={result} primary={step === "submit"} /> : null}
      {mayVerify ? <VerdictForm result={result} /> : null}
    </Page>
  );
}
