import { getFormProps, useForm } from "@conform-to/react";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { siteForm } from "~/features/self-check/forms";
import { may } from "~/features/self-check/policy";
import { saveSite } from "~/features/self-check/site-commands.server";
import { siteOf } from "~/features/self-check/site-queries.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound, uuidParam } from "~/shared/params";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { ChoiceField, SelectField, TextField } from "~/shared/ui/field";
import { Page } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

const FACTS = ["dischargesWater", "dischargesAir", "generatesHazardousWaste", "automaticMonitoring", "onDisclosureList"] as const;
const CLASSES = ["key", "simplified", "registration"] as const;
const SECTORS = ["electroplating", "coating", "textile-dyeing"] as const;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.readSelfChecks);
  const site = await siteOf(actor, uuidParam(params, "siteId"));
  if (!site) throw notFound();
  const t = translator(await localeOf(request), "self-check");
  return { title: `${t("site.title")} · ${site.name}`, site, mayEdit: may.editSite(actor), saved: new URL(request.url).searchParams.has("saved") };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.editSite);
  const siteId = uuidParam(params, "siteId");
  const form = parseForm(await request.formData(), siteForm);
  if (!form.ok) return form.refused;
  const outcome = await saveSite(actor, siteId, form.value);
  if (outcome === "not-found") throw notFound();
  if (outcome === "someone-else") return form.refuse({ "": ["someoneElse"] });
  return redirect(`/sites/${siteId}?saved`);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function SitePage() {
  const { site, mayEdit, saved } = useLoaderData<typeof loader>();
  const { t } = useTranslation("self-check");
  const { t: common } = useTranslation();
  const result = useActionData<typeof action>();
  const word = (fact: boolean | undefined) => (fact === undefined ? "" : fact ? "yes" : "no");
  const [form, fields] = useForm({
    id: "site",
    lastResult: result?.reply ?? null,
    defaultValue: {
      permitClass: site.facts?.permitClass ?? "",
      permitNumber: site.permitNumber ?? "",
      permitExpiresOn: site.permitExpiresOn ?? "",
      dischargesWater: word(site.facts?.dischargesWater),
      dischargesAir: word(site.facts?.dischargesAir),
      generatesHazardousWaste: word(site.facts?.generatesHazardousWaste),
      automaticMonitoring: word(site.facts?.automaticMonitoring),
      onDisclosureList: word(site.facts?.onDisclosureList),
      sector: site.sector ?? "",
    },
  });
  const yesNo = ["yes", "no"].map((value) => ({ value, label: common(value === "yes" ? "yes" : "no") }));
  const labelled = [
    { field: fields.sector, label: t("site.sector") },
    { field: fields.permitClass, label: t("site.permitClass") },
    { field: fields.permitNumber, label: t("site.permitNumber") },
    { field: fields.permitExpiresOn, label: t("site.permitExpiresOn") },
    ...FACTS.map((fact) => ({ field: fields[fact], label: t(`site.fact.${fact}`) })),
  ];
  return (
    <Page title={site.name} kicker={t("site.title")} lead={t("site.lead")} crumbs={[{ to: "/self-checks", label: t("list.title") }]} side={<p className="text-small text-muted">{t("site.frozen")}</p>}>
      {saved ? <Notice tone="good" announce title={common("saved")} /> : null}
      <ErrorSummary fields={labelled} formErrors={form.errors} />
      <Form method="post" {...getFormProps(form)}>
        <fieldset disabled={!mayEdit}>
          <input type="hidden" name="revision" value={site.revision} />
          <SelectField field={fields.sector} label={t("site.sector")} options={SECTORS.map((value) => ({ value, label: t(`site.sectors.${value}`) }))} />
          <ChoiceField field={fields.permitClass} label={t("site.permitClass")} hint={t("site.permitClassHint")} options={CLASSES.map((value) => ({ value, label: t(`site.classes.${value}`) }))} />
          <TextField field={fields.permitNumber} label={t("site.permitNumber")} hint={t("site.permitNumberHint")} autoComplete="off" spellCheck={false} />
          <TextField field={fields.permitExpiresOn} type="date" label={t("site.permitExpiresOn")} />
          {FACTS.map((fact) => (
            <ChoiceField key={fact} field={fields[fact]} label={t(`site.fact.${fact}`)} hint={t(`site.factHint.${fact}`)} options={yesNo} />
          ))}
          {mayEdit ? <Button>{common("save")}</Button> : null}
        </fieldset>
      </Form>
    </Page>
  );
}
