/** Choosing a password behind a link from a mail. */
import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Form, Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { TextField } from "~/shared/ui/field";

interface Props {
  readonly reply: SubmissionResult<string[]> | null;
  readonly loginName: string;
  readonly min: number;
}

export function NewPasswordForm({ reply, loginName, min }: Props) {
  const { t } = useTranslation("accounts");
  const [form, fields] = useForm<{ newPassword: string }>({ id: "new-password", lastResult: reply });
  return (
    <Form method="post" {...getFormProps(form)}>
      <ErrorSummary fields={[{ field: fields.newPassword, label: t("newPassword.label") }]} />
      <input type="text" defaultValue={loginName} autoComplete="username" readOnly hidden />
      <TextField field={fields.newPassword} label={t("newPassword.label")} hint={t("newPassword.hint", { min })} type="password" autoComplete="new-password" />
      <Button>{t("invitation.submit")}</Button>
    </Form>
  );
}

export function LinkGone({ again = false }: { again?: boolean }) {
  const { t } = useTranslation("accounts");
  return again ? <Link to="/reset">{t("reset.again")}</Link> : <Link to="/sign-in">{t("signIn.title")}</Link>;
}
