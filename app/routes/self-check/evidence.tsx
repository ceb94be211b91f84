import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { EvidenceForm } from "~/features/self-check/components/evidence-form";
import { ReuseForm } from "~/features/self-check/components/reuse-form";
import { evidencePage } from "~/features/self-check/evidence-page.server";
import { hangEvidence } from "~/features/self-check/evidence-intents.server";
import { may } from "~/features/self-check/policy";
import { selfCheckRun } from "~/features/self-check/queries.server";
import { today } from "~/platform/clock.server";
import { localeOf } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound, slugParam, uuidParam } from "~/shared/params";
import { Page } from "~/shared/ui/page";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.readSelfChecks);
  const run = await selfCheckRun(actor, uuidParam(params, "selfCheckId"));
  if (!run) throw notFound();
  if (run.status === "completed") throw redirect(`/self-checks/${run.id}/result`);
  const query = (new URL(request.url).searchParams.get("q") ?? "").trim().slice(0, 100);
  const locale = await localeOf(request);
  const page = await evidencePage(actor, run, slugParam(params, "questionId"), {
    query,
    on: today(),
    locale,
  });
  if (!page) throw notFound();
  return page;
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.answer);
  const place = {
    selfCheckId: uuidParam(params, "selfCheckId"),
    questionId: slugParam(params, "questionId"),
  };
  const outcome = await hangEvidence(actor, place, request, today());
  switch (outcome.is) {
    case "done":
      return redirect(`/self-checks/${place.selfCheckId}/evidence/${place.questionId}`);
    case "told":
      return data(outcome, { status: 422 });
    case "completed":
      return redirect(`/self-checks/${place.selfCheckId}`);
    case "not-your-part":
      throw new Response("Forbidden", { status: 403 });
    default:
      throw notFound();
  }
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function EvidencePage() {
  const { id, siteName, text, reuse, ...page } = useLoaderData<typeof loader>();
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
      <EvidenceForm {...page} reply={result?.reply ?? null} told={result?.told ?? []} />
      <ReuseForm {...reuse} error={result?.reuse ?? null} />
    </Page>
  );
}
