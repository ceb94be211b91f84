import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { TextField } from "~/shared/ui/field";

export function ChangePasswordForm({ min, loginName, reply }: { min: number; loginName: string; reply: SubmissionResult<string[]> | null }) {
  const { t } = useTranslation("accounts");
  const [form, fields] = useForm<{ password: string; newPassword: string }>({ id: "change-password", lastResult: reply });
  const labels = [
    { field: fields.password, label: t("account.current") },
    { field: fields.newPassword, label: t("newPassword.label") },
  ];
  return (
    <Form method="post" {...getFormProps(form)}>
      <ErrorSummary fields={labels} />
      <input type="text" defaultValue={loginName} autoComplete="username" readOnly hidden />
      <TextField field={fields.password} label={t("account.current")} type="password" autoComplete="current-password" />
      <TextField field={fields.newPassword} label={t("newPassword.label")} hint={t("newPassword.hint", { min })} type="password" autoComplete="new-password" />
      <p className="mb-2 text-muted">{t("account.changeHint")}</p>
      <Button name="intent" value="password">
        {t("account.change")}
      </Button>
    </Form>
  );
}
