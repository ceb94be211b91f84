import { getFormProps, useForm } from "@conform-to/react";
import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { applicationOf } from "~/features/positive-list/application-queries.server";
import { FileList } from "~/features/positive-list/listing-life/components/file-list";
import { PackFacts } from "~/features/positive-list/listing-life/components/pack-view";
import { askForm, judgeForm } from "~/features/positive-list/listing-life/forms";
import { packView } from "~/features/positive-list/listing-life/hearing-view.server";
import { packsOf } from "~/features/positive-list/listing-life/life-queries.server";
import { askForPack, judgePack } from "~/features/positive-list/listing-life/pack-commands.server";
import { may } from "~/features/positive-list/listing-life/policy";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { formatDay } from "~/shared/format";
import { notFound, uuidParam } from "~/shared/params";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { ChoiceField, TextAreaField } from "~/shared/ui/field";
import { Page, Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.seePack);
  const id = uuidParam(params, "applicationId");
  const application = await applicationOf(actor, id);
  if (!application) throw notFound();
  const locale = await localeOf(request);
  const { packs, files, visits } = await packsOf(actor, id);
  const isRunning = packs.some(({ status }) => status === "asked" || status === "handed-in");
  const mayAct = may.askForPack(actor) && application.status === "submitted";
  return {
    title: translator(locale, "listing-life")("pack.title"),
    crumb: { to: `/applications/${id}`, label: application.enterprise[locale] },
    packs: packs.map((pack) => packView(pack, locale)),
    files: files.map((file) => ({ id: file.id, fileName: file.fileName, sizeBytes: file.sizeBytes })),
    visits: visits.flatMap(({ day, status }) => (status === "requested" || status === "confirmed" || status === "done" ? [{ day: formatDay(day, locale), status }] : [])),
    mayAsk: mayAct && !isRunning,
    mayJudge: mayAct && packs.some(({ status, way }) => status === "handed-in" || (way === "help-visit" && status === "asked")),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.askForPack);
  const id = uuidParam(params, "applicationId");
  if (!(await applicationOf(actor, id))) throw notFound();
  const formData = await request.formData();
  const intent = formData.get("intent") === "judge" ? "judge" : "ask";
  const form = intent === "judge" ? parseForm(formData, judgeForm) : parseForm(formData, askForm);
  if (!form.ok) return data({ intent, reply: form.refused.data.reply, problem: null }, { status: 422 });
  const outcome = "verdict" in form.value ? await judgePack(actor, id, form.value) : await askForPack(actor, id, form.value);
  if (outcome === "asked" || outcome === "done") return redirect(`/applications/${id}/request`);
  return data({ intent, reply: null, problem: outcome }, { status: 409 });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function EvidenceRequestPage() {
  const page = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("listing-life");
  const reply = (intent: string) => (result?.intent === intent ? result.reply : null);
  const [ask, asking] = useForm<{ way: string; note: string }>({ id: "ask", lastResult: reply("ask") });
  const [judge, judging] = useForm<{ verdict: string; note: string }>({ id: "judge", lastResult: reply("judge") });
  return (
    <Page title={page.title} lead={t("pack.lead")} crumbs={[page.crumb]}>
      {result?.problem ? <Notice tone="bad" announce title={t(`pack.problem.${result.problem}`)} /> : null}
      {page.files.length > 0 ? <Section title={t("check.renewal")} id="renewal-files"><FileList files={page.files} /></Section> : null}
      {page.packs.length === 0 ? <p className="mb-6 text-muted">{t("pack.none")}</p> : null}
      {page.packs.map((pack) => <PackFacts key={pack.id} pack={pack} />)}
      {page.mayJudge ? (
        <Section title={t("pack.judge")} id="judge-pack">
          <Form method="post" {...getFormProps(judge)}>
            <ErrorSummary fields={[{ field: judging.verdict, label: t("pack.verdict") }, { field: judging.note, label: t("pack.judgeNote") }]} />
            <ChoiceField field={judging.verdict} label={t("pack.verdict")} options={(["accepted", "more"] as const).map((value) => ({ value, label: t(`pack.verdicts.${value}`) }))} />
            <TextAreaField field={judging.note} label={t("pack.judgeNote")} rows={3} />
            <Button name="intent" value="judge">{t("pack.judgeButton")}</Button>
          </Form>
        </Section>
      ) : null}
      {page.mayAsk ? (
        <Section title={t("pack.ask")} id="ask-pack">
          <Form method="post" {...getFormProps(ask)}>
            <ErrorSummary fields={[{ field: asking.way, label: t("pack.way") }, { field: asking.note, label: t("pack.askNote") }]} />
            <ChoiceField field={asking.way} label={t("pack.way")} options={(["files", "help-visit"] as const).map((value) => ({ value, label: t(`pack.ways.${value}`) }))} />
            <TextAreaField field={asking.note} label={t("pack.askNote")} rows={3} />
            <Button name="intent" value="ask">{t("pack.askButton")}</Button>
          </Form>
        </Section>
      ) : null}
      <Section title={t("pack.visits")} id="visits">
        {page.visits.length === 0 ? <p className="text-muted">{t("pack.noVisits")}</p> : null}
        <ul>{page.visits.map(({ day, status }) => <li key={day}>{t(`pack.visitLine.${status}`, { day })}</li>)}</ul>
      </Section>
    </Page>
  );
}
