import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { RequestDecision } from "~/features/inspection/components/request-decision";
import { RequestOthers } from "~/features/inspection/components/request-others";
import { may } from "~/features/inspection/policy";
import { withdrawRequest } from "~/features/inspection/request/commands.server";
import { decideRequest } from "~/features/inspection/request/decision.server";
import { decisionForm } from "~/features/inspection/request/forms";
import { requestOf } from "~/features/inspection/request/queries.server";
import { requestLine } from "~/features/inspection/request/view";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { day } from "~/shared/day";
import { formatPeriod } from "~/shared/format";
import { notFound, uuidParam } from "~/shared/params";
import { SummaryList } from "~/shared/ui/list";
import { Page } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.read);
  const found = await requestOf(actor, uuidParam(params, "requestId"));
  if (!found) throw notFound();
  const locale = await localeOf(request);
  const line = requestLine(found, locale);
  const isOpen = found.status === "open";
  return {
    title: translator(locale, "one-check")("requests.one", { enterprise: line.enterprise }),
    line,
    reason: found.reasonCode,
    inspectionId: found.inspectionId,
    visitId: found.visit?.id ?? null,
    others: found.others.map((other) => requestLine(other, locale)),
    common: found.common ? formatPeriod(day(found.common.earliest), day(found.common.latest), locale) : null,
    isOpen,
    isMine: found.requestedBy === actor.accountId,
    mayDecide: isOpen && may.approve(actor) && found.requestedBy !== actor.accountId,
    mayWithdraw: isOpen && may.draft(actor) && found.agencyId === actor.agencyId,
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.draft);
  const id = uuidParam(params, "requestId");
  const form = parseForm(await request.formData(), decisionForm);
  if (!form.ok) return form.refused;
  const { value } = form;
  if (value.intent !== "withdraw" && !may.approve(actor)) throw new Response("Forbidden", { status: 403 });
  const outcome = value.intent === "withdraw" ? await withdrawRequest(actor, id) : await decideRequest(actor, id, value);
  return outcome === "decided" ? redirect(`/inspections/requests/${id}`) : data({ reply: null, problem: outcome }, { status: 409 });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function RequestPage() {
  const page = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("one-check");
  const { t: tInspection } = useTranslation("inspection");
  const { line } = page;
  const crumbs = [
    { to: "/inspections", label: tInspection("title") },
    { to: "/inspections/requests", label: t("requests.title") },
  ];
  return (
    <Page title={page.title} crumbs={crumbs}>
      {result && "problem" in result ? <Notice tone="bad" announce title={t(`requests.problem.${result.problem}`)} /> : null}
      <SummaryList
        rows={[
          { label: tInspection("uscc"), value: line.uscc },
          { label: t("requests.agency"), value: line.agency },
          { label: t("requests.matter"), value: line.matter },
          { label: t("requests.basis"), value: line.basis },
          { label: t("requests.days"), value: line.days },
          { label: t("requests.status"), value: t(`requests.statuses.${line.status}`) },
          ...(page.reason ? [{ label: tInspection("reasonHead"), value: t(`requests.reasons.${page.reason}`) }] : []),
        ]}
      />
      {line.status === "cancelled" ? <Notice tone="attention" title={t("requests.calledOff")} /> : null}
      {page.inspectionId ? (
        <p>
          <Link to={`/inspections/${page.inspectionId}`}>{t("requests.toVisit")}</Link>
        </p>
      ) : null}
      {page.isOpen ? <RequestOthers others={page.others} visitId={page.visitId} common={page.common} /> : null}
      {page.isOpen && !page.mayDecide ? <Notice tone="plain" title={page.isMine ? t("requests.ownRequest") : t("requests.notApprover")} /> : null}
      {page.mayDecide || page.mayWithdraw ? (
        <RequestDecision
          reply={result?.reply ?? null}
          mayDecide={page.mayDecide}
          mayWithdraw={page.mayWithdraw}
          joins={page.visitId !== null}
          count={page.others.length + 1}
        />
      ) : null}
    </Page>
  );
}
