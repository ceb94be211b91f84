import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { AnswerTable } from "~/features/self-check/components/answer-table";
import { answersTopics, workOf } from "~/features/self-check/part-queries.server";
import { may } from "~/features/self-check/policy";
import { selfCheckRun } from "~/features/self-check/queries.server";
import { confirmInTable, saveTableForm } from "~/features/self-check/table-post.server";
import { inlineQuestions, tableView } from "~/features/self-check/table-view.server";
import { today } from "~/platform/clock.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound, uuidParam } from "~/shared/params";
import { Page } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";
import { TabLinks } from "~/shared/ui/table";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.readSelfChecks);
  const run = await selfCheckRun(actor, uuidParam(params, "selfCheckId"));
  if (!run) throw notFound();
  if (run.status === "completed") throw redirect(`/self-checks/${run.id}/result`);
  const locale = await localeOf(request);
  const { flags } = await workOf(actor, run.id);
  const search = new URL(request.url).searchParams;
  const flagged = search.get("show") === "flagged";
  const only = flagged ? new Set(flags.map(({ questionId }) => questionId)) : null;
  const mine = await answersTopics(actor, run.id);
  return {
    id: run.id,
    siteName: run.siteName,
    title: translator(locale, "self-check-work")("table.title"),
    topics: tableView(run, locale, today(), { only, mine }),
    flagCount: flags.length,
    flagged,
    saved: search.has("saved"),
  };
}

/** Without JavaScript the whole table is one form. */
export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.answer);
  const id = uuidParam(params, "selfCheckId");
  const run = await selfCheckRun(actor, id);
  if (!run) throw notFound();
  if (run.status === "completed") throw redirect(`/self-checks/${id}/result`);
  const mine = await answersTopics(actor, id);
  const questions = inlineQuestions(run, today()).filter(({ topic }) => mine(topic));
  const formData = await request.formData();
  const locale = await localeOf(request);
  const outcome = await saveTableForm({ actor, run, questions, formData, locale });
  if (outcome === null) throw redirect(`/self-checks/${id}/result`);
  if (outcome !== "saved") return outcome;
  const confirmed = await confirmInTable({ actor, run, formData }, today());
  return redirect(`/self-checks/${id}/table?saved${confirmed === null ? "" : `#${encodeURIComponent(confirmed)}`}`);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data && `${data.title} · ${data.siteName}` },
];

export default function TablePage() {
  const { id, siteName, title, topics, flagCount, flagged, saved } = useLoaderData<typeof loader>();
  const { t } = useTranslation("self-check-work");
  const { t: selfCheck } = useTranslation("self-check");
  const { t: common } = useTranslation();
  const here = `/self-checks/${id}/table`;
  const tabs = [
    { to: here, label: t("flags.all"), current: !flagged },
    {
      to: `${here}?show=flagged`,
      label: t("flags.filter", { count: flagCount }),
      current: flagged,
    },
  ];
  return (
    <Page
      kicker={siteName}
      title={title}
      lead={t("table.lead")}
      crumbs={[
        { to: "/self-checks", label: selfCheck("list.title") },
        { to: `/self-checks/${id}`, label: siteName },
      ]}
    >
      {saved ? <Notice tone="good" announce title={common("saved")} /> : null}
      <p className="mb-6 max-w-measure text-small text-muted">
        <strong>{t("table.keysTitle")}</strong> {t("table.keys")}
      </p>
      {flagCount > 0 || flagged ? <TabLinks label={t("flags.label")} tabs={tabs} /> : null}
      {/* Wider than a phone: it scrolls inside its own frame. */}
      <div className="overflow-x-auto p-1" role="region" aria-label={t("table.caption")}>
        <AnswerTable selfCheckId={id} topics={topics} result={useActionData<typeof action>() ?? null} />
      </div>
      <p className="mt-6">
        <Link to={`/self-checks/${id}`}>{t("table.back")}</Link>
      </p>
    </Page>
  );
}
