import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { ConflictForm } from "~/features/inspection/components/conflict-form";
import { ConflictTable } from "~/features/inspection/components/conflict-table";
import { answerConflict } from "~/features/inspection/conflict/intents.server";
import { conflictsFor, peopleFor } from "~/features/inspection/conflict/queries.server";
import { may } from "~/features/inspection/policy";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { day } from "~/shared/day";
import { formatDay } from "~/shared/format";
import { Page, Section } from "~/shared/ui/page";
import { EmptyState, Notice } from "~/shared/ui/status";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.draft);
  const locale = await localeOf(request);
  const [conflicts, people] = await Promise.all([conflictsFor(actor), peopleFor(actor)]);
  return {
    title: translator(locale, "one-check")("conflicts.title"),
    conflicts: conflicts.map(({ enterprise, validFrom, ...row }) => ({ ...row, enterprise: enterprise[locale], since: formatDay(day(validFrom), locale) })),
    people,
    me: actor.accountId,
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.draft);
  const answer = await answerConflict(actor, await request.formData());
  return answer.is === "refused" ? answer.form : data({ reply: null, answer }, { status: answer.is === "problem" ? 409 : 200 });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function ConflictsPage() {
  const page = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("one-check");
  const { t: tInspection } = useTranslation("inspection");
  const answer = result && "answer" in result ? result.answer : null;
  return (
    <Page title={page.title} lead={t("conflicts.lead")} crumbs={[{ to: "/inspections", label: tInspection("title") }]}>
      {answer?.is === "problem" ? <Notice tone="bad" announce title={t(`conflicts.problem.${answer.problem}`)} /> : null}
      {answer?.is === "declared" ? <Notice tone="good" announce title={t("conflicts.declared", answer)} /> : null}
      <Section title={t("conflicts.list")} id="list">
        {page.conflicts.length === 0 ? <EmptyState title={t("conflicts.none")} /> : <ConflictTable rows={page.conflicts} />}
      </Section>
      <Section title={t("conflicts.declareTitle")} id="declare">
        <ConflictForm key={page.conflicts.length} reply={result?.reply ?? null} people={page.people} me={page.me} />
      </Section>
    </Page>
  );
}
