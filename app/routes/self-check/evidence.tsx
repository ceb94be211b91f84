import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { EvidenceForm } from "~/features/self-check/components/evidence-form";
import {
  addAnswerEvidence,
  EVIDENCE_MAX_MB,
  receiveEvidence,
  removeAnswerEvidence,
} from "~/features/self-check/evidence.server";
import { evidenceForm, removeEvidenceForm } from "~/features/self-check/forms";
import { may } from "~/features/self-check/policy";
import { selfCheckRun } from "~/features/self-check/queries.server";
import { questionView } from "~/features/self-check/views.server";
import { today } from "~/platform/clock.server";
import { ACCEPTED_FILES } from "~/platform/files.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound, slugParam, uuidParam } from "~/shared/params";
import { Page } from "~/shared/ui/page";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.readSelfChecks);
  const run = await selfCheckRun(actor, uuidParam(params, "selfCheckId"));
  const questionId = slugParam(params, "questionId");
  const question = run?.questionnaires
    .flatMap(({ questions }) => questions)
    .find(({ id }) => id === questionId);
  if (!run || !question) throw notFound();
  if (run.status === "completed") throw redirect(`/self-checks/${run.id}/result`);
  const locale = await localeOf(request);
  const { text, evidence } = questionView(run, question, locale);
  return {
    title: translator(locale, "self-check")("evidence.title"),
    id: run.id,
    siteName: run.siteName,
    topic: question.topic,
    text,
    evidence,
    on: today(),
    accept: ACCEPTED_FILES,
    maxMb: EVIDENCE_MAX_MB,
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.answer);
  const id = uuidParam(params, "selfCheckId");
  const questionId = slugParam(params, "questionId");
  const run = await selfCheckRun(actor, id);
  if (
    !run ||
    !run.questionnaires.some(({ questions }) =>
      questions.some((question) => question.id === questionId)
    )
  )
    throw notFound();
  const here = `/self-checks/${id}/evidence/${questionId}`;
  const formData = await request.formData();
  if (formData.get("intent") === "remove") {
    const removal = parseForm(formData, removeEvidenceForm);
    if (!removal.ok) return removal.refused;
    const gone = await removeAnswerEvidence(actor, id, questionId, removal.value.evidenceId);
    return redirect(gone === "removed" ? here : `/self-checks/${id}`);
  }
  const form = parseForm(formData, evidenceForm(today()));
  if (!form.ok) return form.refused;
  const received = await receiveEvidence(actor, form.value.file, form.value.effectiveOn);
  if ("refused" in received) return form.refuse({ file: [received.refused] });
  const outcome = await addAnswerEvidence(actor, id, questionId, received.stored);
  return redirect(outcome === "not-draft" ? `/self-checks/${id}` : here);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function EvidencePage() {
  const { id, siteName, topic, text, ...page } = useLoaderData<typeof loader>();
  const { t } = useTranslation("self-check");
  const result = useActionData<typeof action>();
  return (
    <Page
      kicker={t("evidence.title")}
      title={text}
      crumbs={[
        { to: "/self-checks", label: t("list.title") },
        { to: `/self-checks/${id}`, label: siteName },
      ]}
    >
      <EvidenceForm {...page} reply={result?.reply ?? null} back={`/self-checks/${id}/${topic}`} />
    </Page>
  );
}
