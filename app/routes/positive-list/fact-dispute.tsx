import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { DecisionForm } from "~/features/positive-list/dispute/components/decision-form";
import { DisputeEffects, DisputeFacts } from "~/features/positive-list/dispute/components/dispute-view";
import { carryOutDecision, typedCells } from "~/features/positive-list/dispute/decision-intents.server";
import { withdrawDispute } from "~/features/positive-list/dispute/dispute-commands.server";
import { disputeOf } from "~/features/positive-list/dispute/dispute-queries.server";
import { disputePage } from "~/features/positive-list/dispute/dispute-view.server";
import { may } from "~/features/positive-list/dispute/policy";
import { isImportable } from "~/features/positive-list/import-columns";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound, uuidParam } from "~/shared/params";
import { Button } from "~/shared/ui/button";
import { Page, Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

const DONE = ["raised", "decided", "withdrawn"] as const;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.seeDisputes);
  const locale = await localeOf(request);
  const page = await disputePage(actor, uuidParam(params, "disputeId"), locale);
  if (!page) throw notFound();
  const asked = new URL(request.url).searchParams.get("done");
  return {
    ...page,
    title: translator(locale, "fact-dispute")("view.title", { fact: page.label }),
    purpose: actor.kind === "agency" ? "?purpose=supervision" : "",
    done: DONE.find((known) => known === asked) ?? null,
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.seeDisputes);
  const id = uuidParam(params, "disputeId");
  const dispute = await disputeOf(actor, id);
  if (!dispute) throw notFound();
  // Confirming the password may have to send the form once more.
  const formData = await request.clone().formData();
  const stopped = { reply: null, faults: [], typed: {} };
  if (formData.get("intent") === "withdraw") {
    if (actor.kind !== "enterprise") throw new Response("Forbidden", { status: 403 });
    if ((await withdrawDispute(actor, id)) === "withdrawn") return redirect(`/fact-disputes/${id}?done=withdrawn`);
    return data({ ...stopped, problem: "not-open" as const }, { status: 409 });
  }
  if (!may.decide(actor)) throw new Response("Forbidden", { status: 403 });
  await requireActor(request, may.decide, { freshMinutes: 15 });
  const typed = isImportable(dispute.kind) ? typedCells(dispute.kind, formData) : {};
  const carried = await carryOutDecision(actor, dispute, formData, await localeOf(request));
  if (carried.is === "decided") return redirect(`/fact-disputes/${id}?done=decided`);
  if (carried.is === "refused") return data({ ...stopped, ...carried.refused.data, typed, problem: null }, { status: 422 });
  if (carried.is === "faults") return data({ ...stopped, faults: carried.faults, typed, problem: null }, { status: 422 });
  return data({ ...stopped, typed, problem: carried.is }, { status: 409 });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function DisputePage() {
  const page = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("fact-dispute");
  const problems = { "not-open": t("decide.notOpen"), "own-record": t("decide.ownRecord"), same: t("decide.same") };
  const done = { raised: t("view.raisedDone"), decided: t("view.decidedDone"), withdrawn: t("view.withdrawn") };
  return (
    <Page title={page.title} crumbs={[{ to: "/fact-disputes", label: t("list.title") }]}>
      {page.done && !result ? <Notice tone="good" announce title={done[page.done]} /> : null}
      {result?.problem ? <Notice tone="bad" announce title={problems[result.problem]} /> : null}
      <DisputeFacts view={page} purpose={page.purpose} />
      {page.status === "upheld" ? <DisputeEffects effects={page.effects} /> : null}
      {page.mayWithdraw ? (
        <Section title={t("view.withdraw")} id="withdraw">
          <p className="mb-3 max-w-measure">{t("view.withdrawText")}</p>
          <Form method="post"><Button kind="warning" name="intent" value="withdraw">{t("view.withdraw")}</Button></Form>
        </Section>
      ) : null}
      {page.mayDecide ? (
        <Section title={t("decide.title")} id="decide">
          {page.isOwnRecord ? (
            <Notice tone="attention" title={t("decide.ownRecord")} />
          ) : (
            <>
              <p className="mb-4 max-w-measure">{t("decide.lead")}</p>
              <DecisionForm reply={result?.reply ?? null} columns={page.columns} faults={result?.faults ?? []} typed={result?.typed ?? {}} />
            </>
          )}
        </Section>
      ) : null}
    </Page>
  );
}
