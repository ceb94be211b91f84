import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { may } from "~/features/positive-list/application-policy";
import { applicationOf } from "~/features/positive-list/application-queries.server";
import { GateTable, ItemTable, ScoreChart } from "~/features/positive-list/components/evaluation-tables";
import { ReviewFacts, ReviewObjections } from "~/features/positive-list/components/review-facts";
import { DecisionForm } from "~/features/positive-list/components/review-forms";
import { CheckForm } from "~/features/positive-list/listing-life/components/check-form";
import { citationsOf } from "~/features/positive-list/overview.server";
import { ComparisonText } from "~/features/positive-list/percentile/components/comparison-text";
import { comparisonView } from "~/features/positive-list/percentile/percentile.server";
import { carryOutReview, INTENTS } from "~/features/positive-list/review-intents.server";
import { checklist, reviewView } from "~/features/positive-list/review-view.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound, uuidParam } from "~/shared/params";
import { Page, Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

/** Decisions ask for a password check within the last quarter of an hour. */
const FRESH_MINUTES = 15;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.review);
  const application = await applicationOf(actor, uuidParam(params, "applicationId"));
  if (!application) throw notFound();
  const locale = await localeOf(request);
  return {
    title: translator(locale, "listing")("review.title", { enterprise: application.enterprise[locale] }),
    view: reviewView(application, locale),
    evaluation: application.evaluation,
    profile: application.profile,
    citations: citationsOf(application.evaluation, locale),
    comparison: await comparisonView(actor, application.enterpriseId, application.evaluation.score.total, locale),
    id: application.id,
    enterpriseId: application.enterpriseId,
    list: checklist(locale),
    mayCheck: may.check(actor) && application.status === "submitted",
    mayDecide: may.decide(actor) && application.status === "checked",
    ownCheck: application.checkedBy === actor.accountId,
    ownProposal: application.proposedBy === actor.accountId,
    mayAnswer: may.decide(actor),
    saved: new URL(request.url).searchParams.has("saved"),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const formData = await request.clone().formData();
  const intent = INTENTS.find((known) => known === formData.get("intent")) ?? "check";
  const actor = await requireActor(request, may.review, intent === "check" ? {} : { freshMinutes: FRESH_MINUTES });
  const id = uuidParam(params, "applicationId");
  if (!(await applicationOf(actor, id))) throw notFound();
  const outcome = await carryOutReview(actor, id, intent, formData);
  if (outcome.is === "done") return redirect(`/applications/${id}?saved=1`);
  if (outcome.is === "not-allowed") throw new Response("Forbidden", { status: 403 });
  if (outcome.is === "refused") return data({ intent, objectionId: String(formData.get("objectionId") ?? ""), reply: outcome.reply, problem: null }, { status: 422 });
  return data({ intent, objectionId: "", reply: null, problem: outcome.is }, { status: 409 });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function ReviewPage() {
  const page = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("listing");
  const { t: l } = useTranslation("listing-life");
  const { t: d } = useTranslation("fact-dispute");
  const reply = (intent: string) => (result?.intent === intent ? result.reply : null);
  const problem = (is: string): string => (is === "incomplete" ? l("check.incomplete") : is === "own-proposal" ? l("check.ownProposal") : t(is === "own-check" ? "review.ownCheck" : "review.notOpen"));
  const packTo = `/applications/${page.id}/request`;
  return (
    <Page title={page.title} crumbs={[{ to: "/applications", label: t("list.title") }]}>
      {page.saved && !result ? <Notice tone="good" announce title={t("review.saved")} /> : null}
      {result?.problem ? <Notice tone="bad" announce title={problem(result.problem)} /> : null}
      <ReviewFacts view={page.view} />
      <p className="mb-8"><Link to={`/enterprises/${page.enterpriseId}/facts`}>{d("known.link")}</Link></p>
      <Section title={t("review.facts")} id="gates">
        <GateTable evaluation={page.evaluation} profile={page.profile} citations={page.citations} />
      </Section>
      <Section title={t("review.score")} id="score">
        <ComparisonText comparison={page.comparison} />
        <ScoreChart evaluation={page.evaluation} />
        <ItemTable evaluation={page.evaluation} />
      </Section>
      {page.mayCheck ? (
        <Section title={t("review.check")} id="check">
          {page.ownProposal ? <Notice tone="attention" title={l("check.ownProposal")} /> : <CheckForm reply={reply("check")} list={page.list} packTo={packTo} />}
        </Section>
      ) : <p className="mb-8"><Link to={packTo}>{l("pack.title")}</Link></p>}
      {page.mayDecide ? (
        <Section title={t("review.decide")} id="decide">
          {page.ownCheck || page.ownProposal ? <Notice tone="attention" title={page.ownCheck ? t("review.ownCheck") : l("check.ownProposal")} /> : <DecisionForm reply={reply("decide")} noticeDays={page.profile.listing.noticeWorkingDays.value} />}
        </Section>
      ) : null}
      <ReviewObjections view={page.view} mayAnswer={page.mayAnswer} replyTo={(id) => (result?.objectionId === id ? reply("answer") : null)} />
    </Page>
  );
}
