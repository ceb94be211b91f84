/** The second factor of one's own account: its state, setting it up, turning it off. */
import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button, ButtonLink } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { TextField } from "~/shared/ui/field";
import { EnrolmentFields, type EnrolmentView } from "./enrolment-fields";

interface Props {
  readonly staff: boolean;
  readonly on: boolean;
  readonly enrolment: EnrolmentView | null;
  readonly reply: SubmissionResult<string[]> | null;
}

export function SecondFactorForm({ staff, on, enrolment, reply }: Props) {
  const { t } = useTranslation("accounts");
  const [form, fields] = useForm<{ code: string; password: string }>({ id: "own-factor", lastResult: reply });
  if (staff) return <p className="max-w-measure">{t("account.factorStaff")}</p>;
  if (on)
    return (
      <Form method="post" {...getFormProps(form)}>
        <p className="mb-4 max-w-measure">{t("account.factorOn")}</p>
        <ErrorSummary fields={[{ field: fields.password, label: t("password") }]} />
        <TextField field={fields.password} label={t("password")} hint={t("account.turnOffHint")} type="password" autoComplete="current-password" />
        <Button kind="warning" name="intent" value="factor-off">
          {t("account.turnOff")}
        </Button>
      </Form>
    );
  if (!enrolment)
    return (
      <>
        <p className="mb-4 max-w-measure">{t("account.factorOff")}</p>
        <ButtonLink kind="secondary" to="/account?enrol#second-factor">
          {t("account.turnOn")}
        </ButtonLink>
      </>
    );
  return (
    <Form method="post" action="/account?enrol" {...getFormProps(form)}>
      <ErrorSummary fields={[{ field: fields.code, label: t("code.label") }]} />
      <EnrolmentFields enrolment={enrolment} />
      <TextField field={fields.code} label={t("code.label")} hint={t("code.hint")} inputMode="numeric" autoComplete="one-time-code" className="max-w-40" />
      <Button kind="secondary" name="intent" value="enrol">
        {t("account.turnOn")}
      </Button>
    </Form>
  );
}
