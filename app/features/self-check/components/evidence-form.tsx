/** Evidence of one question: what is there, and adding to it. */
import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Form, Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { FileField, TextField, useErrorText } from "~/shared/ui/field";
import { Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";
import { EvidenceItem, type EvidenceLine } from "./evidence-item";

export interface ToldFile {
  readonly name: string;
  readonly is: "stored" | "already" | "refused";
  /** Message key of a refusal. */
  readonly message: string | null;
}
interface Props {
  readonly reply: SubmissionResult<string[]> | null;
  /** What came of each file, when not all went well. */
  readonly told: readonly ToldFile[];
  readonly evidence: readonly EvidenceLine[];
  /** Latest day on which evidence can begin to speak. */
  readonly on: string;
  readonly accept: string;
  readonly limits: { readonly files: number; readonly max: number; readonly total: number };
  readonly back: string;
}

export function EvidenceForm({ reply, told, evidence, on, accept, limits, back }: Props) {
  const { t } = useTranslation("evidence");
  return (
    <>
      {told.length > 0 ? <Told files={told} /> : null}
      {evidence.length > 0 ? <Attached evidence={evidence} /> : null}
      <Section title={t("add.title")}>
        {evidence.length >= limits.files ? (
          <Notice tone="attention">{t("add.full", { max: limits.files })}</Notice>
        ) : (
          <UploadForm reply={reply} on={on} accept={accept} limits={limits} />
        )}
        <p>
          <Link to={back}>{t("add.back")}</Link>
        </p>
      </Section>
    </>
  );
}

function UploadForm({ reply, on, accept, limits }: Pick<Props, "reply" | "on" | "accept" | "limits">) {
  const { t } = useTranslation("evidence");
  const [form, fields] = useForm<{ file: File; effectiveFrom: string; effectiveTo: string }>({
    id: "evidence",
    lastResult: reply,
    defaultValue: { effectiveFrom: on },
  });
  return (
    <>
      <ErrorSummary
        formErrors={form.errors}
        fields={[
          { field: fields.file, label: t("add.file") },
          { field: fields.effectiveFrom, label: t("add.from") },
          { field: fields.effectiveTo, label: t("add.to") },
        ]}
      />
      {/* Sent by the browser itself: what is too large is answered with a page before it has all been sent. */}
      <Form method="post" encType="multipart/form-data" reloadDocument {...getFormProps(form)}>
        {/* Before the files: what is read first decides about what follows. */}
        <TextField
          field={fields.effectiveFrom}
          type="date"
          max={on}
          label={t("add.from")}
          hint={t("add.fromHint")}
        />
        <TextField
          field={fields.effectiveTo}
          type="date"
          label={t("add.to")}
          hint={t("add.toHint")}
          optional
        />
        <FileField
          field={fields.file}
          label={t("add.file")}
          hint={t("add.hint", limits)}
          accept={accept}
          multiple
        />
        <p className="mb-6">
          <Button>{t("add.upload")}</Button>
        </p>
      </Form>
    </>
  );
}

function Told({ files }: { files: readonly ToldFile[] }) {
  const { t } = useTranslation("evidence");
  const errorText = useErrorText();
  return (
    <Notice tone="attention" title={t("add.told")} announce>
      <ul>
        {files.map(({ name, is, message }, index) => (
          <li key={index} className="mt-1 break-words">
            <strong>{name}</strong>
            {": "}
            {is === "refused" ? errorText(message ?? "invalid") : t(`add.${is}`)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Attached({ evidence }: Pick<Props, "evidence">) {
  const { t } = useTranslation("evidence");
  return (
    <Section title={t("add.here")}>
      <ul className="max-w-measure">
        {evidence.map((item) => (
          <EvidenceItem key={item.id} item={item}>
            <Form method="post" className="mt-2">
              <input type="hidden" name="evidenceId" value={item.id} />
              <Button
                kind="secondary"
                name="intent"
                value="remove"
                aria-label={t("item.removeFile", { file: item.fileName })}
              >
                {t("item.remove")}
              </Button>
            </Form>
          </EvidenceItem>
        ))}
      </ul>
    </Section>
  );
}
