import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Matters } from "~/features/inspection/components/matters";
import { RecordForm } from "~/features/inspection/components/record-form";
import { recordForm } from "~/features/inspection/forms";
import { may } from "~/features/inspection/policy";
import { inspectionOf } from "~/features/inspection/queries.server";
import { mattersOf } from "~/features/inspection/request/queries.server";
import { requestLine } from "~/features/inspection/request/view";
import { inspectionLine } from "~/features/inspection/view.server";
import { recordInspection } from "~/features/inspection/work/commands.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { day } from "~/shared/day";
import { formatDay, formatInstant, formatPeriod } from "~/shared/format";
import { notFound, uuidParam } from "~/shared/params";
import { ButtonLink } from "~/shared/ui/button";
import { SummaryList } from "~/shared/ui/list";
import { Page } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.read);
  const found = await inspectionOf(actor, uuidParam(params, "inspectionId"));
  if (!found) throw notFound();
  const locale = await localeOf(request);
  const { row, risk } = found;
  const line = inspectionLine(row, locale);
  return {
    title: translator(locale, "inspection")("oneTitle", { enterprise: line.enterprise }),
    line,
    risk: risk && { category: risk.category, months: risk.intervalMonths },
    madeOn: row.madeOn && formatDay(day(row.madeOn), locale),
    minutes: row.minutes,
    calledOff: row.status === "cancelled" ? (row.reason === "conflict" ? ("conflict" as const) : ("exempt" as const)) : null,
    matters: (await mattersOf(actor, row.id)).map((each) => requestLine(each, locale)),
    days: row.notBefore && row.notAfter ? formatPeriod(day(row.notBefore), day(row.notAfter), locale) : null,
    arrivedAt: row.arrivedAt && formatInstant(row.arrivedAt, locale),
    noScanReason: row.noScanReason,
    mayRecord: may.record(actor) && row.status === "planned" && row.officers.includes(actor.accountId),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.record);
  const id = uuidParam(params, "inspectionId");
  const form = parseForm(await request.formData(), recordForm);
  if (!form.ok) return form.refused;
  const outcome = await recordInspection(actor, id, form.value);
  if (outcome === "not-scanned") return form.refuse({ noScanReason: ["tooShort?min=5"] });
  return outcome === "recorded" ? redirect(`/inspections/${id}`) : data({ reply: null, problem: outcome }, { status: 409 });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function InspectionPage() {
  const page = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("inspection");
  const { t: tOneCheck } = useTranslation("one-check");
  const { line } = page;
  return (
    <Page title={page.title} crumbs={[{ to: "/inspections", label: t("title") }]}>
      {result && "problem" in result ? <Notice tone="bad" announce title={t(`problem.${result.problem}`)} /> : null}
      <SummaryList
        rows={[
          { label: t("uscc"), value: line.uscc },
          { label: t("kindHead"), value: t(`kind.${line.kind}`) },
          { label: t("team"), value: line.officers },
          { label: t("statusHead"), value: line.outcome ? t(`outcome.${line.outcome}`) : t(`status.${line.status}`) },
          { label: t("risk"), value: page.risk ? t("riskValue", page.risk) : t("riskNone") },
          ...(page.days && line.status === "planned" ? [{ label: tOneCheck("code.days"), value: page.days }] : []),
          ...(page.matters.length > 0 ? [{ label: tOneCheck("code.matters"), value: <Matters rows={page.matters} /> }] : []),
          {
            label: tOneCheck("code.arrived"),
            value: page.arrivedAt ? tOneCheck("code.arrivedAt", { time: page.arrivedAt }) : page.noScanReason || tOneCheck("code.notArrived"),
          },
          ...(page.madeOn ? [{ label: t("madeOn"), value: page.madeOn }] : []),
          ...(page.calledOff ? [{ label: t("reasonHead"), value: t(`reason.${page.calledOff}`) }] : []),
          ...(page.minutes ? [{ label: t("minutes"), value: page.minutes }] : []),
        ]}
      />
      <p className="mb-8 max-w-measure text-small text-muted">{t("riskNote")}</p>
      {page.mayRecord ? (
        <>
          {page.arrivedAt ? null : (
            <p className="mb-6">
              <ButtonLink to={`/inspections/${line.id}/code`}>{tOneCheck("code.again")}</ButtonLink>
            </p>
          )}
          <RecordForm reply={result?.reply ?? null} hasArrived={page.arrivedAt !== null} />
        </>
      ) : null}
    </Page>
  );
}
