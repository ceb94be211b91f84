import { getFormProps, useForm } from "@conform-to/react";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { proposeForm } from "~/features/positive-list/listing-life/forms";
import { proposalsFor } from "~/features/positive-list/listing-life/life-queries.server";
import { may } from "~/features/positive-list/listing-life/policy";
import { propose, withdrawProposal } from "~/features/positive-list/listing-life/proposal-commands.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { formatDay } from "~/shared/format";
import { notFound, uuidParam } from "~/shared/params";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { TextAreaField } from "~/shared/ui/field";
import { Page, Section } from "~/shared/ui/page";
import { Notice, Tag } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.propose);
  const found = await proposalsFor(actor, uuidParam(params, "enterpriseId"));
  if (!found) throw notFound();
  const locale = await localeOf(request);
  return {
    title: translator(locale, "listing-life")("propose.title", { enterprise: found.name[locale] }),
    done: new URL(request.url).searchParams.has("done"),
    isOpen: found.proposals.some(({ status }) => status === "open"),
    proposals: found.proposals.map((line) => ({ ...line, proposedOn: formatDay(line.proposedOn, locale), answerDueOn: formatDay(line.answerDueOn, locale) })),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.propose);
  const enterpriseId = uuidParam(params, "enterpriseId");
  const formData = await request.formData();
  const here = `/enterprises/${enterpriseId}/proposal`;
  if (formData.get("intent") === "withdraw") {
    if ((await withdrawProposal(actor, enterpriseId)) === "not-open" && !(await proposalsFor(actor, enterpriseId))) throw notFound();
    return redirect(here);
  }
  const form = parseForm(formData, proposeForm);
  if (!form.ok) return form.refused;
  const outcome = await propose(actor, enterpriseId, form.value.reason);
  if (outcome === "not-there") throw notFound();
  return outcome === "proposed" ? redirect(`${here}?done=1`) : data({ reply: null, problem: outcome }, { status: 409 });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function ProposePage() {
  const page = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("listing-life");
  const [form, fields] = useForm<{ reason: string }>({ id: "propose", lastResult: result?.reply ?? null });
  const problem = result && "problem" in result ? result.problem : null;
  return (
    <Page title={page.title} lead={t("propose.lead")}>
      {page.done && !result ? <Notice tone="good" announce title={t("propose.done")} /> : null}
      {problem ? <Notice tone="bad" announce title={t(`propose.${problem}`)} /> : null}
      {page.isOpen ? null : (
        <Form method="post" {...getFormProps(form)}>
          <ErrorSummary fields={[{ field: fields.reason, label: t("propose.reason") }]} />
          <TextAreaField field={fields.reason} label={t("propose.reason")} hint={t("propose.reasonHint")} rows={4} />
          <Button>{t("propose.send")}</Button>
        </Form>
      )}
      <Section title={t("propose.earlier")} id="earlier">
        {page.proposals.length === 0 ? <p className="text-muted">{t("propose.none")}</p> : null}
        {page.proposals.map((line) => (
          <article key={line.id} className="mb-4 border-t border-line pt-3">
            <p className="mb-1">
              <Tag tone={line.status === "accepted" ? "good" : line.status === "open" ? "info" : "plain"}>{t(`proposalStatus.${line.status}`)}</Tag>{" "}
              <span className="text-small text-muted">{`${line.proposedOn} · ${t("proposal.due")} ${line.answerDueOn}`}</span>
            </p>
            <p className="max-w-measure whitespace-pre-line">{line.reason}</p>
            {line.answerNote ? <p className="max-w-measure whitespace-pre-line">{`${t("proposal.note")} · ${line.answerNote}`}</p> : null}
            {line.status === "open" ? (
              <Form method="post" className="mt-2">
                <Button kind="warning" name="intent" value="withdraw">{t("propose.withdraw")}</Button>
              </Form>
            ) : null}
          </article>
        ))}
      </Section>
    </Page>
  );
}
