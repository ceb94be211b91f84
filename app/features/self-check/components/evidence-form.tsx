/** Evidence of one answer: what is there, and adding to it. */
import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Form, Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { FileField, TextField } from "~/shared/ui/field";

interface Props {
  readonly reply: SubmissionResult<string[]> | null;
  readonly evidence: readonly {
    readonly id: string;
    readonly fileName: string;
    readonly effectiveOn: string;
  }[];
  /** Latest day that evidence can speak for. */
  readonly on: string;
  readonly accept: string;
  readonly maxMb: number;
  readonly back: string;
}

export function EvidenceForm({ reply, evidence, on, accept, maxMb, back }: Props) {
  const { t } = useTranslation("self-check");
  const [form, fields] = useForm<{ file: File; effectiveOn: string }>({
    id: "evidence",
    lastResult: reply,
    defaultValue: { effectiveOn: on },
  });
  return (
    <>
      {evidence.length > 0 ? <Uploaded evidence={evidence} /> : null}
      <ErrorSummary
        formErrors={form.errors}
        fields={[
          { field: fields.file, label: t("evidence.file") },
          { field: fields.effectiveOn, label: t("evidence.effectiveOn") },
        ]}
      />
      <Form method="post" encType="multipart/form-data" {...getFormProps(form)}>
        <FileField
          field={fields.file}
          label={t("evidence.file")}
          hint={t("evidence.fileHint", { max: maxMb })}
          accept={accept}
        />
        <TextField
          field={fields.effectiveOn}
          type="date"
          max={on}
          label={t("evidence.effectiveOn")}
          hint={t("evidence.effectiveHint")}
        />
        <p className="flex flex-wrap items-center gap-6">
          <Button>{t("evidence.upload")}</Button>
          <Link to={back}>{t("evidence.back")}</Link>
        </p>
      </Form>
    </>
  );
}

function Uploaded({ evidence }: Pick<Props, "evidence">) {
  const { t } = useTranslation("self-check");
  return (
    <ul className="mb-8 max-w-measure">
      {evidence.map((item) => (
        <li
          key={item.id}
          className="flex flex-wrap items-center justify-between gap-4 border-t border-line py-3"
        >
          <span>
            <Link to={`/evidence/${item.id}`} reloadDocument>
              {item.fileName}
            </Link>
            <span className="block text-small text-muted">
              {t("evidence.effective", { day: item.effectiveOn })}
            </span>
          </span>
          <Form method="post">
            <input type="hidden" name="evidenceId" value={item.id} />
            <Button
              kind="secondary"
              name="intent"
              value="remove"
              aria-label={t("evidence.removeFile", { file: item.fileName })}
            >
              {t("evidence.remove")}
            </Button>
          </Form>
        </li>
      ))}
    </ul>
  );
}
