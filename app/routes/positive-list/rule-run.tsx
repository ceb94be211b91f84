import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { earliestDay } from "~/features/positive-list/rule-versions/commands.server";
import { ChangeList } from "~/features/positive-list/rule-versions/components/change-list";
import { DecideForm, ProposeForm } from "~/features/positive-list/rule-versions/components/change-forms";
import { MoveTable } from "~/features/positive-list/rule-versions/components/move-table";
import { TallyTables } from "~/features/positive-list/rule-versions/components/tally-tables";
import { answerRun } from "~/features/positive-list/rule-versions/intents.server";
import { may } from "~/features/positive-list/rule-versions/policy";
import { changesOfRun, movesOf, shadowRunOf } from "~/features/positive-list/rule-versions/queries.server";
import { ANNOUNCED_DAYS, RUN_COUNTS_DAYS } from "~/features/positive-list/rule-versions/terms";
import { changeLine, moveLine, runLine, tallyView } from "~/features/positive-list/rule-versions/view.server";
import { today } from "~/platform/clock.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { daysBetween } from "~/shared/day";
import { formatDay } from "~/shared/format";
import { notFound, uuidParam } from "~/shared/params";
import { Button, ButtonLink } from "~/shared/ui/button";
import { Page, Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.see);
  const run = await shadowRunOf(actor, uuidParam(params, "runId"));
  if (!run) throw notFound();
  const locale = await localeOf(request);
  const after = (new URL(request.url).searchParams.get("after") ?? "").slice(0, 18);
  const [changes, { rows, next }] = await Promise.all([changesOfRun(actor, run.id), movesOf(actor, run.id, after)]);
  const open = changes.find(({ status }) => status === "proposed");
  const own = run.agencyId === actor.agencyId;
  const line = runLine(run, locale);
  const isOld = daysBetween(run.onDay, today()) > RUN_COUNTS_DAYS;
  return {
    title: translator(locale, "rule-versions")("runTitle", { from: line.from, to: line.to }),
    run: line,
    on: formatDay(run.onDay, locale),
    hash: run.hash,
    tally: tallyView(run, locale),
    moves: rows.map((row) => moveLine(row, locale)),
    next,
    changes: changes.map((change) => changeLine(change, locale)),
    openChange: open && own ? { id: open.id, mayDecide: may.decide(actor) && open.proposedBy !== actor.accountId, isMine: open.proposedBy === actor.accountId } : null,
    mayCancel: own && may.propose(actor) && run.status === "running",
    propose: own && may.propose(actor) && run.status === "done" && !open ? { isOld, earliest: earliestDay(today()), earliestText: formatDay(earliestDay(today()), locale) } : null,
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.propose);
  const runId = uuidParam(params, "runId");
  const answer = await answerRun(actor, runId, await request.formData());
  if (answer.is === "refused") return answer.refused;
  return answer.is === "done" ? redirect(`/rules/runs/${runId}`) : data({ reply: null, problem: answer.problem }, { status: 409 });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function RuleRunPage() {
  const page = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("rule-versions");
  const { run, propose, openChange } = page;
  const reply = result?.reply ?? null;
  return (
    <Page title={page.title} crumbs={[{ to: "/rules", label: t("title") }]} lead={t("runLead", { day: page.on, count: run.enterprises })}>
      {result && "problem" in result ? <Notice tone="bad" announce title={t(`outcome.${result.problem}`)} /> : null}
      {run.status === "running" ? (
        <Notice tone="attention" title={t("runningTitle", { count: run.enterprises })}>
          {t("runningText")}
        </Notice>
      ) : (
        <Notice tone={run.status === "done" ? "info" : "plain"} title={run.status === "done" ? (run.moved === 0 ? t("nobody") : t("moved", { count: run.moved })) : t("status.cancelled")} />
      )}
      {page.mayCancel ? (
        <Form method="post" className="mb-8">
          <Button kind="secondary" name="intent" value="cancel">
            {t("cancel")}
          </Button>
        </Form>
      ) : null}
      {page.changes.length > 0 ? (
        <Section title={t("changes")} id="changes">
          <ChangeList changes={page.changes} />
          {openChange ? <DecideForm {...openChange} reply={reply} /> : null}
        </Section>
      ) : null}
      <TallyTables {...page.tally} />
      {page.moves.length > 0 ? (
        <Section title={t("names")} id="names">
          <p className="mb-3">{t("namesLead")}</p>
          <MoveTable moves={page.moves} />
          {page.next ? (
            <p className="mb-4">
              <Link to={`?after=${page.next}#names`}>{t("more")}</Link>
            </p>
          ) : null}
          <ButtonLink kind="secondary" reloadDocument to={`/rules/runs/${run.id}/moves.csv`}>
            {t("download")}
          </ButtonLink>
        </Section>
      ) : null}
      {propose?.isOld ? <Notice tone="plain" title={t("tooOld", { days: RUN_COUNTS_DAYS })} /> : null}
      {propose && !propose.isOld ? <ProposeForm {...propose} days={ANNOUNCED_DAYS} reply={reply} /> : null}
      <Section title={t("hash")} id="hash">
        <p className="mb-1 max-w-measure text-small">{t("hashText")}</p>
        <code className="text-small break-all">{page.hash}</code>
      </Section>
    </Page>
  );
}
