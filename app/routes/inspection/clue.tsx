import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { addStep, visitFromClue } from "~/features/inspection/clue/commands.server";
import { stepForm } from "~/features/inspection/clue/forms";
import { clueOf } from "~/features/inspection/clue/queries.server";
import { ClueStepForm } from "~/features/inspection/components/clue-step-form";
import { intentOf } from "~/features/inspection/forms";
import { may } from "~/features/inspection/policy";
import { parseForm } from "~/platform/form.server";
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
  const found = await clueOf(actor, uuidParam(params, "clueId"));
  if (!found) throw notFound();
  const locale = await localeOf(request);
  const { clue, enterprise, uscc, inspectionId, visitStatus, enteredBy, steps } = found;
  const isOpen = clue.status === "open";
  return {
    title: translator(locale, "one-check")("clues.one", { enterprise: enterprise[locale] }),
    clue: { uscc, source: clue.source, text: clue.text, urgentReason: clue.urgentReason, status: clue.status, receivedOn: formatDay(day(clue.receivedOn), locale), enteredBy },
    steps: steps.map(({ id, kind, text, result, doneBy, doneOn }) => ({ id, kind, text, result, name: doneBy, day: formatDay(day(doneOn), locale) })),
    inspectionId,
    mayStep: isOpen && may.record(actor),
    wasCalledOff: visitStatus === "cancelled",
    mayVisit: (isOpen || visitStatus === "cancelled") && may.approve(actor),
    isMine: clue.enteredBy === actor.accountId,
    isReady: clue.urgentReason !== "" || steps.some(({ result }) => result === "visit-needed"),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.record);
  const id = uuidParam(params, "clueId");
  const posted = await request.formData();
  if (intentOf(posted) === "visit") {
    if (!may.approve(actor)) throw new Response("Forbidden", { status: 403 });
    const outcome = await visitFromClue(actor, id);
    return outcome.is === "planned" ? redirect(`/inspections/${outcome.inspectionId}`) : data({ reply: null, problem: outcome.is }, { status: 409 });
  }
  const form = parseForm(posted, stepForm);
  if (!form.ok) return form.refused;
  return (await addStep(actor, id, form.value)) === "done" ? redirect(`/inspections/clues/${id}`) : data({ reply: null, problem: "not-open" as const }, { status: 409 });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function CluePage() {
  const page = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("one-check");
  const { t: tInspection } = useTranslation("inspection");
  const { clue } = page;
  return (
    <Page title={page.title} crumbs={[{ to: "/inspections", label: tInspection("title") }, { to: "/inspections/clues", label: t("clues.title") }]}>
      {result && "problem" in result ? <Notice tone="bad" announce title={t(`clues.problem.${result.problem}`)} /> : null}
      <SummaryList
        rows={[
          { label: tInspection("uscc"), value: clue.uscc },
          { label: t("clues.source"), value: t(`clues.sources.${clue.source}`) },
          { label: t("clues.text"), value: clue.text },
          { label: t("clues.receivedOn"), value: clue.receivedOn },
          ...(clue.urgentReason ? [{ label: t("clues.urgentReason"), value: clue.urgentReason }] : []),
          { label: t("clues.enteredBy"), value: clue.enteredBy },
          { label: t("clues.status"), value: t(`clues.statuses.${clue.status}`) },
        ]}
      />
      <Section title={t("clues.stepsTitle")} id="steps">
        {page.steps.length === 0 ? <p>{t("clues.noSteps")}</p> : null}
        <ol className="max-w-measure">
          {page.steps.map((step) => (
            <li key={step.id} className="border-b border-line py-3">
              <p className="text-small text-muted">
                {t(`clues.kinds.${step.kind}`)} · {t("clues.by", step)}
              </p>
              <p>{step.text}</p>
              <p className="font-semibold">{t(`clues.results.${step.result}`)}</p>
            </li>
          ))}
        </ol>
      </Section>
      {page.mayStep ? <ClueStepForm key={page.steps.length} reply={result?.reply ?? null} /> : null}
      {page.inspectionId || page.mayVisit ? (
        <Section title={t("clues.visitTitle")} id="visit">
          {page.wasCalledOff ? <p>{t("clues.calledOff")}</p> : null}
          {page.inspectionId ? <Link to={`/inspections/${page.inspectionId}`}>{t("clues.toVisit")}</Link> : null}
          {page.mayVisit && page.isMine ? <p>{t("clues.problem.own-clue")}</p> : null}
          {page.mayVisit && !page.isMine && !page.isReady ? <p>{t("clues.deskFirst")}</p> : null}
          {page.mayVisit && !page.isMine && page.isReady ? (
            <Form method="post">
              <p className="mb-3 max-w-measure">{t("clues.visitLead")}</p>
              <Button name="intent" value="visit">
                {t("clues.visit")}
              </Button>
            </Form>
          ) : null}
        </Section>
      ) : null}
    </Page>
  );
}
