import { getFormProps, useForm } from "@conform-to/react";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { may } from "~/features/inspection/policy";
import { fileRequest } from "~/features/inspection/request/commands.server";
import { requestForm } from "~/features/inspection/request/forms";
import { requestLines } from "~/features/inspection/request/queries.server";
import { requestLine } from "~/features/inspection/request/view";
import { today } from "~/platform/clock.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { TextField } from "~/shared/ui/field";
import { Page, Section } from "~/shared/ui/page";
import { EmptyState, Tag } from "~/shared/ui/status";
import { Table } from "~/shared/ui/table";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.read);
  const locale = await localeOf(request);
  return {
    title: translator(locale, "one-check")("requests.title"),
    requests: (await requestLines(actor)).map((row) => requestLine(row, locale)),
    mayFile: may.draft(actor),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.draft);
  const form = parseForm(await request.formData(), requestForm);
  if (!form.ok) return form.refused;
  const outcome = await fileRequest(actor, form.value);
  if (outcome.is === "no-enterprise") return form.refuse({ uscc: ["enterpriseNotHere"] });
  if (outcome.is === "past") return form.refuse({ latest: [`tooEarly?min=${today()}`] });
  return redirect(`/inspections/requests/${outcome.id}`);
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];
const TONES = { open: "attention", planned: "info", made: "good", cancelled: "bad", refused: "plain", withdrawn: "plain" } as const;
const FIELDS = ["uscc", "matter", "basis", "earliest", "latest"] as const;

export default function RequestsPage() {
  const page = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("one-check");
  const { t: tInspection } = useTranslation("inspection");
  const [form, fields] = useForm<Record<(typeof FIELDS)[number], string>>({ id: "request", lastResult: result?.reply ?? null });
  return (
    <Page title={page.title} lead={t("requests.lead")} crumbs={[{ to: "/inspections", label: tInspection("title") }]}>
      <Section title={t("requests.list")} id="list">
        {page.requests.length === 0 ? (
          <EmptyState title={t("requests.none")} />
        ) : (
          <Table
            caption={t("requests.list")}
            captionHidden
            rows={page.requests}
            rowKey={({ id }) => id}
            columns={[
              { head: t("requests.enterprise"), label: t("requests.enterprise"), cell: ({ id, enterprise }) => <Link to={`/inspections/requests/${id}`}>{enterprise}</Link> },
              { head: t("requests.matter"), label: t("requests.matter"), cell: ({ matter }) => matter },
              { head: t("requests.agency"), label: t("requests.agency"), cell: ({ agency }) => agency },
              { head: t("requests.days"), label: t("requests.days"), cell: ({ days }) => days },
              { head: t("requests.status"), label: t("requests.status"), cell: ({ status }) => <Tag tone={TONES[status]}>{t(`requests.statuses.${status}`)}</Tag> },
            ]}
          />
        )}
      </Section>
      {page.mayFile ? (
        <Section title={t("requests.fileTitle")} id="file">
          <p className="mb-4 max-w-measure">{t("requests.fileLead")}</p>
          <Form method="post" {...getFormProps(form)}>
            <ErrorSummary fields={FIELDS.map((name) => ({ field: fields[name], label: t(`requests.${name}`) }))} />
            <TextField field={fields.uscc} label={t("requests.uscc")} autoComplete="off" spellCheck={false} />
            <TextField field={fields.matter} label={t("requests.matter")} />
            <TextField field={fields.basis} label={t("requests.basis")} hint={t("requests.basisHint")} />
            <TextField field={fields.earliest} type="date" label={t("requests.earliest")} />
            <TextField field={fields.latest} type="date" label={t("requests.latest")} />
            <Button>{t("requests.file")}</Button>
          </Form>
        </Section>
      ) : null}
    </Page>
  );
}
