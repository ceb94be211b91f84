import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { DrawTable } from "~/features/inspection/components/draw-table";
import { answerPlan } from "~/features/inspection/intents.server";
import { percentsSchema, STRATA } from "~/features/inspection/plan/strata";
import { may } from "~/features/inspection/policy";
import { planOf } from "~/features/inspection/queries.server";
import { drawLine } from "~/features/inspection/view.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { day } from "~/shared/day";
import { formatDay } from "~/shared/format";
import { notFound, uuidParam } from "~/shared/params";
import { Button } from "~/shared/ui/button";
import { SummaryList } from "~/shared/ui/list";
import { Page, Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.read);
  const plan = await planOf(actor, uuidParam(params, "planId"));
  if (!plan) throw notFound();
  const locale = await localeOf(request);
  const own = plan.agencyId === actor.agencyId;
  const isMine = plan.draftedBy === actor.accountId;
  return {
    title: translator(locale, "inspection")("planTitle", { year: plan.year }),
    regionCode: plan.regionCode,
    status: plan.status,
    note: plan.note,
    percents: percentsSchema.parse(plan.percents),
    decidedOn: plan.decidedOn && formatDay(day(plan.decidedOn), locale),
    draws: plan.draws.map((draw) => drawLine(draw, locale)),
    mayApprove: may.approve(actor) && plan.status === "draft" && !isMine,
    mayWithdraw: own && may.draft(actor) && plan.status === "draft",
    isMine,
    mayDraw: may.approve(actor),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.draft);
  const planId = uuidParam(params, "planId");
  const problem = await answerPlan(actor, planId, await request.formData());
  return problem === null ? redirect(`/inspections/plans/${planId}`) : data({ problem }, { status: 409 });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function PlanPage() {
  const page = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("inspection");
  return (
    <Page title={page.title} crumbs={[{ to: "/inspections", label: t("title") }]}>
      {result ? <Notice tone="bad" announce title={t(`problem.${result.problem}`)} /> : null}
      <SummaryList
        rows={[
          { label: t("region"), value: page.regionCode },
          { label: t("statusHead"), value: t(`planStatus.${page.status}`) },
          ...(page.status === "in-force" && page.decidedOn ? [{ label: t("decidedOn"), value: page.decidedOn }] : []),
          ...STRATA.map((stratum) => ({ label: t(`stratum.${stratum}`), value: page.percents[stratum] })),
          ...(page.note ? [{ label: t("note"), value: page.note }] : []),
        ]}
      />
      {page.status === "draft" && page.isMine ? <Notice tone="plain" title={t("ownPlan")} /> : null}
      {page.mayApprove ? (
        <Form method="post" className="mb-6">
          <p className="mb-3 max-w-measure">{t("approveText")}</p>
          <Button name="intent" value="approve">
            {t("approve")}
          </Button>
        </Form>
      ) : null}
      {page.mayWithdraw ? (
        <Form method="post" className="mb-6">
          <Button kind="secondary" name="intent" value="withdraw">
            {t("withdraw")}
          </Button>
        </Form>
      ) : null}
      {page.draws.length > 0 ? (
        <Section title={t("draws")} id="draws">
          <DrawTable draws={page.draws} mayDraw={page.mayDraw} />
          <Link to="/inspections/draws">{t("publicLink")}</Link>
        </Section>
      ) : null}
    </Page>
  );
}
