/** The fields of a person who is to be invited. */
import { useTranslation } from "react-i18next";
import { TextField, type AnyField } from "~/shared/ui/field";

export interface PersonFieldSet {
  readonly displayName: AnyField;
  readonly loginName: AnyField;
  readonly email: AnyField;
}

export function PersonFields({ fields }: { fields: PersonFieldSet }) {
  const { t } = useTranslation("accounts");
  return (
    <>
      <TextField field={fields.displayName} label={t("members.name")} autoComplete="off" />
      <TextField field={fields.loginName} label={t("loginName")} hint={t("members.loginHint")} autoComplete="off" autoCapitalize="none" spellCheck={false} />
      <TextField field={fields.email} label={t("account.email")} type="email" autoComplete="off" />
    </>
  );
}
