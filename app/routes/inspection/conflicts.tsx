import { getFormProps, useForm } from "@conform-to/react";
import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { ConflictTable } from "~/features/inspection/components/conflict-table";
import { CONFLICT_REASONS } from "~/features/inspection/conflict/forms";
import { answerConflict } from "~/features/inspection/conflict/intents.server";
import { conflictsFor, peopleFor } from "~/features/inspection/conflict/queries.server";
import { may } from "~/features/inspection/policy";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { day } from "~/shared/day";
import { formatDay } from "~/shared/format";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { SelectField, TextField } from "~/shared/ui/field";
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
  const [form, fields] = useForm<Record<"officerId" | "uscc" | "reason" | "note", string>>({ id: "conflict", lastResult: result?.reply ?? null, defaultValue: { officerId: page.me } });
  const labels = [
    { field: fields.officerId, label: t("conflicts.officer") },
    { field: fields.uscc, label: t("conflicts.uscc") },
    { field: fields.reason, label: t("conflicts.reason") },
    { field: fields.note, label: t("conflicts.note") },
  ];
  return (
    <Page title={page.title} lead={t("conflicts.lead")} crumbs={[{ to: "/inspections", label: tInspection("title") }]}>
      {answer?.is === "problem" ? <Notice tone="bad" announce title={t(`conflicts.problem.${answer.problem}`)} /> : null}
      {answer?.is === "declared" ? <Notice tone="good" announce title={t("conflicts.declared", answer)} /> : null}
      <Section title={t("conflicts.list")} id="list">
        {page.conflicts.length === 0 ? <EmptyState title={t("conflicts.none")} /> : <ConflictTable rows={page.conflicts} />}
      </Section>
      <Section title={t("conflicts.declareTitle")} id="declare">
        <Form method="post" {...getFormProps(form)}>
          <input type="hidden" name="intent" value="declare" />
          <ErrorSummary fields={labels} />
          {page.people.length > 1 ? (
            <SelectField field={fields.officerId} label={t("conflicts.officer")} options={page.people.map(({ id, name }) => ({ value: id, label: name }))} />
          ) : null}
          <TextField field={fields.uscc} label={t("conflicts.uscc")} autoComplete="off" spellCheck={false} />
          <SelectField field={fields.reason} label={t("conflicts.reason")} options={CONFLICT_REASONS.map((value) => ({ value, label: t(`conflicts.reasons.${value}`) }))} />
          <TextField optional field={fields.note} label={t("conflicts.note")} hint={t("conflicts.noteHint")} />
          <Button>{t("conflicts.declare")}</Button>
        </Form>
      </Section>
    </Page>
  );
}
