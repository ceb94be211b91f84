/** Permit data of a site and the sector of its enterprise. */
import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { ChoiceField, SelectField, TextField, type AnyField } from "~/shared/ui/field";
import { SummaryList } from "~/shared/ui/list";
import { Notice } from "~/shared/ui/status";
import { SIZES } from "../forms";
import type { SiteFacts } from "../questionnaire";

const FACTS = [
  "dischargesWater",
  "dischargesAir",
  "generatesHazardousWaste",
  "automaticMonitoring",
  "onDisclosureList",
] as const;
const CLASSES = ["key", "simplified", "registration"] as const;
const SECTORS = ["electroplating", "coating", "textile-dyeing"] as const;

interface Site {
  readonly facts: SiteFacts | null;
  readonly permitNumber: string | null;
  readonly permitExpiresOn: string | null;
  readonly sector: string | null;
  readonly size: string | null;
  readonly revision: number;
}
interface Props {
  readonly site: Site;
  readonly mayEdit: boolean;
  /** A save that did not go through. `revision` is the one on which what was typed rests. */
  readonly result:
    | {
        readonly reply: SubmissionResult<string[]>;
        readonly revision: number;
        readonly conflict: boolean;
      }
    | undefined;
}

const word = (fact: boolean | undefined): string => (fact === undefined ? "" : fact ? "yes" : "no");
const shown = ({ facts, permitNumber, permitExpiresOn, sector, size }: Site) => ({
  permitClass: facts?.permitClass ?? "",
  permitNumber: permitNumber ?? "",
  permitExpiresOn: permitExpiresOn ?? "",
  dischargesWater: word(facts?.dischargesWater),
  dischargesAir: word(facts?.dischargesAir),
  generatesHazardousWaste: word(facts?.generatesHazardousWaste),
  automaticMonitoring: word(facts?.automaticMonitoring),
  onDisclosureList: word(facts?.onDisclosureList),
  sector: sector ?? "",
  size: size ?? "",
});

export function SiteForm({ site, mayEdit, result }: Props) {
  const { t } = useTranslation("self-check");
  const { t: common } = useTranslation();
  const [form, fields] = useForm({
    id: "site",
    lastResult: result?.reply ?? null,
    defaultValue: shown(site),
  });
  const yesNo = (["yes", "no"] as const).map((value) => ({ value, label: common(value) }));
  const labelled = [
    { field: fields.sector, label: t("site.sector") },
    { field: fields.size, label: t("site.size") },
    { field: fields.permitClass, label: t("site.permitClass") },
    { field: fields.permitNumber, label: t("site.permitNumber") },
    { field: fields.permitExpiresOn, label: t("site.permitExpiresOn") },
    ...FACTS.map((fact) => ({ field: fields[fact], label: t(`site.fact.${fact}`) })),
  ];
  return (
    <>
      <ErrorSummary fields={labelled} formErrors={form.errors} />
      {result?.conflict ? <SavedByOthers site={site} /> : null}
      <Form method="post" {...getFormProps(form)}>
        <fieldset disabled={!mayEdit}>
          <input type="hidden" name="revision" value={result?.revision ?? site.revision} />
          <EnterpriseFields sector={fields.sector} size={fields.size} />
          <ChoiceField
            field={fields.permitClass}
            label={t("site.permitClass")}
            hint={t("site.permitClassHint")}
            options={CLASSES.map((value) => ({ value, label: t(`site.classes.${value}`) }))}
          />
          <TextField
            field={fields.permitNumber}
            label={t("site.permitNumber")}
            hint={t("site.permitNumberHint")}
            autoComplete="off"
            spellCheck={false}
          />
          <TextField field={fields.permitExpiresOn} type="date" label={t("site.permitExpiresOn")} />
          {FACTS.map((fact) => (
            <ChoiceField
              key={fact}
              field={fields[fact]}
              label={t(`site.fact.${fact}`)}
              hint={t(`site.factHint.${fact}`)}
              options={yesNo}
            />
          ))}
          {mayEdit ? <Button>{common("save")}</Button> : null}
        </fieldset>
      </Form>
    </>
  );
}

/** What is the same for all sites of the enterprise. */
function EnterpriseFields({ sector, size }: { sector: AnyField; size: AnyField }) {
  const { t } = useTranslation("self-check");
  return (
    <>
      <SelectField field={sector} label={t("site.sector")} options={SECTORS.map((value) => ({ value, label: t(`site.sectors.${value}`) }))} />
      <SelectField
        optional
        field={size}
        label={t("site.size")}
        hint={t("site.sizeHint")}
        options={SIZES.map((value) => ({ value, label: t(`site.sizes.${value}`) }))}
      />
    </>
  );
}

/** What stands in the portal now, beside what the reader has typed. */
function SavedByOthers({ site }: { site: Site }) {
  const { t } = useTranslation("self-check");
  const { t: common } = useTranslation();
  const { facts, sector } = site;
  const sectorName = SECTORS.find((value) => value === sector);
  return (
    <Notice tone="attention" title={t("site.conflict")}>
      <SummaryList
        rows={[
          { label: t("site.sector"), value: sectorName ? t(`site.sectors.${sectorName}`) : "" },
          {
            label: t("site.permitClass"),
            value: facts ? t(`site.classes.${facts.permitClass}`) : "",
          },
          { label: t("site.permitNumber"), value: site.permitNumber },
          { label: t("site.permitExpiresOn"), value: site.permitExpiresOn },
          ...FACTS.map((fact) => ({
            label: t(`site.fact.${fact}`),
            value: facts ? common(facts[fact] ? "yes" : "no") : "",
          })),
        ]}
      />
    </Notice>
  );
}
