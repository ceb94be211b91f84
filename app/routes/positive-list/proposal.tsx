import { getFormProps, useForm } from "@conform-to/react";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { applyForListing } from "~/features/positive-list/application-commands.server";
import { acceptForm, declineForm } from "~/features/positive-list/listing-life/forms";
import { ownProposal } from "~/features/positive-list/listing-life/life-queries.server";
import { may } from "~/features/positive-list/listing-life/policy";
import { declineProposal } from "~/features/positive-list/listing-life/proposal-commands.server";
import { currentPledge } from "~/features/positive-list/pledge.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { formatDay } from "~/shared/format";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { ChoiceField, TextAreaField } from "~/shared/ui/field";
import { SummaryList } from "~/shared/ui/list";
import { Page, Section } from "~/shared/ui/page";
import { EmptyState, Notice, Tag } from "~/shared/ui/status";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.seeProposal);
  const locale = await localeOf(request);
  const found = await ownProposal(actor);
  return {
    title: translator(locale, "listing-life")("proposal.title"),
    proposal: found && { ...found, proposedOn: formatDay(found.proposedOn, locale), answerDueOn: formatDay(found.answerDueOn, locale) },
    mayAnswer: may.answerProposal(actor),
    pledge: currentPledge().text[locale],
    idempotencyKey: crypto.randomUUID(),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.answerProposal);
  const formData = await request.formData();
  const found = await ownProposal(actor);
  const refused = (problem: "not-eligible" | "already" | "not-yet" | "no-proposal" | "not-open") => data({ reply: null, intent: "", problem }, { status: 409 });
  if (!found) return refused("no-proposal");
  if (formData.get("intent") === "decline") {
    const form = parseForm(formData, declineForm);
    if (!form.ok) return data({ reply: form.refused.data.reply, intent: "decline", problem: null }, { status: 422 });
    return (await declineProposal(actor, found.id, form.value.note)) === "declined" ? redirect("/positive-list/proposal") : refused("not-open");
  }
  const form = parseForm(formData, acceptForm);
  if (!form.ok) return data({ reply: form.refused.data.reply, intent: "accept", problem: null }, { status: 422 });
  const outcome = await applyForListing(actor, form.value.idempotencyKey, found.id);
  return outcome.is === "applied" ? redirect("/positive-list/apply?done=1") : refused(outcome.is);
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function ProposalPage() {
  const { proposal, mayAnswer, pledge, idempotencyKey, title } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("listing-life");
  const { t: l } = useTranslation("listing");
  const [accept, accepting] = useForm<{ pledge: string }>({ id: "accept", lastResult: result?.intent === "accept" ? result.reply : null });
  const [decline, declining] = useForm<{ note: string }>({ id: "decline", lastResult: result?.intent === "decline" ? result.reply : null });
  const crumbs = [{ to: "/positive-list", label: l("apply.toEvaluation") }];
  if (!proposal) return <Page title={title} crumbs={crumbs}><EmptyState title={t("proposal.none")} /></Page>;
  return (
    <Page title={title} lead={t("proposal.lead")} crumbs={crumbs}>
      {result?.problem ? <Notice tone="bad" announce title={t(`proposal.refused.${result.problem}`)} /> : null}
      <SummaryList
        rows={[
          { label: t("proposal.status"), value: <Tag tone="info">{t(`proposalStatus.${proposal.status}`)}</Tag> },
          { label: t("proposal.on"), value: proposal.proposedOn },
          { label: t("proposal.reason"), value: proposal.reason },
          { label: t("proposal.due"), value: proposal.answerDueOn },
          ...(proposal.answerNote ? [{ label: t("proposal.note"), value: proposal.answerNote }] : []),
        ]}
      />
      {proposal.status === "open" && !mayAnswer ? <p>{t("proposal.onlyLegal")}</p> : null}
      {proposal.status === "open" && mayAnswer ? (
        <>
          <Section title={t("proposal.accept")} id="accepting">
            <p className="mb-4">{t("proposal.acceptText")}</p>
            <blockquote className="mb-6 max-w-measure border-l-4 border-line pl-4">{pledge}</blockquote>
            <Form method="post" {...getFormProps(accept)}>
              <ErrorSummary fields={[{ field: accepting.pledge, label: l("apply.pledgeTitle") }]} />
              <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
              <ChoiceField multiple field={accepting.pledge} label={l("apply.pledgeTitle")} options={[{ value: "yes", label: l("apply.sign") }]} />
              <Button name="intent" value="accept">{t("proposal.acceptButton")}</Button>
            </Form>
          </Section>
          <Section title={t("proposal.decline")} id="declining">
            <Form method="post" {...getFormProps(decline)}>
              <ErrorSummary fields={[{ field: declining.note, label: t("proposal.declineNote") }]} />
              <TextAreaField field={declining.note} label={t("proposal.declineNote")} rows={3} />
              <Button kind="warning" name="intent" value="decline">{t("proposal.declineButton")}</Button>
            </Form>
          </Section>
        </>
      ) : null}
    </Page>
  );
}
