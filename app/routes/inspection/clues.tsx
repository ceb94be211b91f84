import { getFormProps, useForm } from "@conform-to/react";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { enterClue } from "~/features/inspection/clue/commands.server";
import { clueForm, SOURCES } from "~/features/inspection/clue/forms";
import { clueLines } from "~/features/inspection/clue/queries.server";
import { may } from "~/features/inspection/policy";
import { today } from "~/platform/clock.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { day } from "~/shared/day";
import { formatDay } from "~/shared/format";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { SelectField, TextAreaField, TextField } from "~/shared/ui/field";
import { Page, Section } from "~/shared/ui/page";
import { EmptyState, Tag } from "~/shared/ui/status";
import { Table } from "~/shared/ui/table";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.read);
  const locale = await localeOf(request);
  return {
    title: translator(locale, "one-check")("clues.title"),
    clues: (await clueLines(actor)).map(({ enterprise, receivedOn, ...row }) => ({ ...row, enterprise: enterprise[locale], receivedOn: formatDay(day(receivedOn), locale) })),
    mayEnter: may.draft(actor),
    today: today(),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.draft);
  const form = parseForm(await request.formData(), clueForm);
  if (!form.ok) return form.refused;
  const outcome = await enterClue(actor, form.value);
  if (outcome.is === "no-enterprise") return form.refuse({ uscc: ["enterpriseNotHere"] });
  if (outcome.is === "future") return form.refuse({ receivedOn: [`tooLate?max=${today()}`] });
  return redirect(`/inspections/clues/${outcome.id}`);
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];
const TONES = { open: "attention", explained: "good", visit: "info" } as const;
const FIELDS = ["uscc", "source", "text", "receivedOn", "urgentReason"] as const;

export default function CluesPage() {
  const page = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("one-check");
  const { t: tInspection } = useTranslation("inspection");
  const [form, fields] = useForm<Record<(typeof FIELDS)[number], string>>({ id: "clue", lastResult: result?.reply ?? null, defaultValue: { receivedOn: page.today } });
  return (
    <Page title={page.title} lead={t("clues.lead")} crumbs={[{ to: "/inspections", label: tInspection("title") }]}>
      <Section title={t("clues.list")} id="list">
        {page.clues.length === 0 ? (
          <EmptyState title={t("clues.none")} />
        ) : (
          <Table
            caption={t("clues.list")}
            captionHidden
            rows={page.clues}
            rowKey={({ id }) => id}
            columns={[
              { head: t("clues.enterprise"), label: t("clues.enterprise"), cell: ({ id, enterprise }) => <Link to={`/inspections/clues/${id}`}>{enterprise}</Link> },
              { head: t("clues.source"), label: t("clues.source"), cell: ({ source }) => t(`clues.sources.${source}`) },
              { head: t("clues.receivedOn"), label: t("clues.receivedOn"), cell: ({ receivedOn }) => receivedOn },
              {
                head: t("clues.status"),
                label: t("clues.status"),
                cell: ({ status, isUrgent }) => (
                  <span className="flex flex-wrap gap-2">
                    <Tag tone={TONES[status]}>{t(`clues.statuses.${status}`)}</Tag>
                    {isUrgent ? <Tag tone="bad">{t("clues.urgent")}</Tag> : null}
                  </span>
                ),
              },
            ]}
          />
        )}
      </Section>
      {page.mayEnter ? (
        <Section title={t("clues.enterTitle")} id="enter">
          <Form method="post" {...getFormProps(form)}>
            <ErrorSummary fields={FIELDS.map((name) => ({ field: fields[name], label: t(`clues.${name}`) }))} />
            <TextField field={fields.uscc} label={t("clues.uscc")} autoComplete="off" spellCheck={false} />
            <SelectField field={fields.source} label={t("clues.source")} options={SOURCES.map((value) => ({ value, label: t(`clues.sources.${value}`) }))} />
            <TextAreaField field={fields.text} label={t("clues.text")} hint={t("clues.textHint")} rows={4} />
            <TextField field={fields.receivedOn} type="date" label={t("clues.receivedOn")} max={page.today} />
            <TextField optional field={fields.urgentReason} label={t("clues.urgentReason")} hint={t("clues.urgentHint")} />
            <Button>{t("clues.enter")}</Button>
          </Form>
        </Section>
      ) : null}
    </Page>
  );
}
