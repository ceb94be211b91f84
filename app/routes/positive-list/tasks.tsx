import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useSearchParams } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { TaskTable } from "~/features/positive-list/next-tier/components/task-table";
import { planForm, taskForm } from "~/features/positive-list/next-tier/forms";
import { adoptPath, assignTask, dropPlan } from "~/features/positive-list/next-tier/plan-commands.server";
import { tasksPage } from "~/features/positive-list/next-tier/plan-view.server";
import { may } from "~/features/positive-list/next-tier/policy";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { Button } from "~/shared/ui/button";
import { Page } from "~/shared/ui/page";
import { EmptyState, Notice } from "~/shared/ui/status";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.seeTasks);
  const locale = await localeOf(request);
  return { title: translator(locale, "next-tier")("title"), mayChange: may.changeTasks(actor), ...(await tasksPage(actor, locale)) };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.changeTasks);
  const formData = await request.formData();
  const refused = (problem: "nothing-to-do" | "not-open" | "no-member") => data({ problem }, { status: 409 });
  if (formData.get("intent") === "adopt") {
    const outcome = await adoptPath(actor);
    return outcome === "nothing-to-do" ? refused(outcome) : redirect(`/positive-list/tasks?done=${outcome}`);
  }
  if (formData.get("intent") === "drop") {
    const form = parseForm(formData, planForm);
    if (!form.ok) return refused("not-open");
    const outcome = await dropPlan(actor, form.value.planId);
    return outcome === "not-open" ? refused(outcome) : redirect("/positive-list/tasks?done=dropped");
  }
  const form = parseForm(formData, taskForm);
  if (!form.ok) return refused("not-open");
  const { planId, position, ownerId = null, dueOn = null } = form.value;
  const outcome = await assignTask(actor, planId, { position, ownerId, dueOn });
  return outcome === "saved" ? redirect("/positive-list/tasks?done=saved") : refused(outcome);
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

const DONE = ["adopted", "open-already", "saved", "dropped"] as const;

export default function TasksPage() {
  const { title, plan, members, mayChange } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const [search] = useSearchParams();
  const { t } = useTranslation("next-tier");
  const { t: list } = useTranslation("positive-list");
  const done = DONE.find((known) => known === search.get("done"));
  return (
    <Page title={title} lead={t("lead")} crumbs={[{ to: "/positive-list", label: t("back") }]}>
      {result ? <Notice tone="bad" title={t(`outcome.${result.problem}`)} announce /> : null}
      {!result && done ? <Notice tone="good" title={done === "adopted" ? t("adopted") : t(`outcome.${done}`)} announce /> : null}
      {plan ? (
        <>
          {plan.isReached ? (
            <Notice tone="good" title={t("reached")}>
              {t("reachedText")}
            </Notice>
          ) : null}
          <p className="mb-4">
            {t("target", { tier: list(`tier.${plan.target}`), day: plan.adoptedOn })} {t("summary", { done: plan.doneCount, all: plan.tasks.length })}
          </p>
          <TaskTable planId={plan.id} tasks={plan.tasks} members={members} />
          <p className="mb-6 max-w-measure text-small text-muted">{mayChange ? t("daysNote") : t("readOnly")}</p>
          {mayChange ? <Drop planId={plan.id} /> : null}
        </>
      ) : (
        <EmptyState title={t("none")}>{t("noneText")}</EmptyState>
      )}
    </Page>
  );
}

/** Asks once more, without scripts too. */
function Drop({ planId }: { planId: string }) {
  const { t } = useTranslation("next-tier");
  return (
    <details className="max-w-measure">
      <summary>{t("drop")}</summary>
      <Form method="post" className="mt-3">
        <p className="mb-3">{t("dropConfirm")}</p>
        <input type="hidden" name="planId" value={planId} />
        <Button kind="warning" name="intent" value="drop">
          {t("dropSure")}
        </Button>
      </Form>
    </details>
  );
}
