import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { correctionsOfSelfCheck } from "~/features/correction/queries.server";
import { recordOpening } from "~/features/self-check/access.server";
import { AnswersList } from "~/features/self-check/components/answers-list";
import { ResultSummary } from "~/features/self-check/components/result-summary";
import { purposeSchema } from "~/features/self-check/forms";
import { may } from "~/features/self-check/policy";
import { PURPOSES } from "~/features/self-check/purpose";
import { selfCheckRun } from "~/features/self-check/queries.server";
import { answersView, resultView } from "~/features/self-check/views.server";
import { today } from "~/platform/clock.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { formatDay } from "~/shared/format";
import { notFound, uuidParam } from "~/shared/params";
import { Button } from "~/shared/ui/button";
import { SummaryList } from "~/shared/ui/list";
import { Page } from "~/shared/ui/page";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.readShared);
  const run = await selfCheckRun(actor, uuidParam(params, "selfCheckId"));
  if (!run) throw notFound();
  const locale = await localeOf(request);
  const title = translator(locale, "self-check")("agency.title");
  const purpose = purposeSchema.safeParse(new URL(request.url).searchParams.get("purpose"));
  if (!purpose.success) return { title, view: null, topics: [] };
  await recordOpening(actor, {
    enterpriseId: run.enterpriseId,
    record: `self-check:${run.id}`,
    purpose: purpose.data,
  });
  const corrections = await correctionsOfSelfCheck(actor, run.id, today());
  const view = resultView(run, locale, today());
  const findings = view.findings.map((finding) => {
    const correction = corrections.find(({ questionId }) => questionId === finding.questionId);
    return {
      ...finding,
      correction: correction
        ? { id: correction.id, dueOn: formatDay(correction.dueOn, locale) }
        : null,
    };
  });
  return { title, view: { ...view, findings }, topics: answersView(run, locale, today()) };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function AgencySelfCheck() {
  const { view, topics } = useLoaderData<typeof loader>();
  const { t } = useTranslation("self-check");
  if (!view) return <AskPurpose />;
  return (
    <Page
      kicker={view.enterprise.name}
      title={t("agency.title")}
      lead={t("agency.lead")}
      crumbs={[{ to: "/work", label: t("agency.work") }]}
    >
      <SummaryList
        rows={[
          {
            label: t("agency.enterprise"),
            value: `${view.enterprise.name} ${view.enterprise.uscc}`,
          },
          { label: t("list.site"), value: view.siteName },
          {
            label: t("record.completed"),
            value: t("record.completedBy", { day: view.completedOn, name: view.completedBy }),
          },
          { label: t("list.shared"), value: view.sharedAt },
        ]}
      />
      <ResultSummary {...view} />
      <AnswersList topics={topics} />
    </Page>
  );
}

/** The enterprise sees who opened its record and why, so the reason comes first. */
function AskPurpose() {
  const { t } = useTranslation("self-check");
  return (
    <Page
      title={t("agency.title")}
      lead={t("agency.ask")}
      crumbs={[{ to: "/work", label: t("agency.work") }]}
    >
      <Form method="get">
        <fieldset className="mb-6">
          <legend className="mb-1 font-semibold">{t("agency.purpose")}</legend>
          {PURPOSES.map((purpose) => (
            <div key={purpose} className="flex min-h-11 items-start gap-3 py-1.5">
              <input
                type="radio"
                required
                id={purpose}
                name="purpose"
                value={purpose}
                className="mt-1 size-6 shrink-0 accent-accent"
              />
              <label htmlFor={purpose}>{t(`purpose.${purpose}`)}</label>
            </div>
          ))}
        </fieldset>
        <Button>{t("agency.open")}</Button>
      </Form>
    </Page>
  );
}
