/** One's own data, and the language one is written to in. */
import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { AccountRole } from "~/shared/actor";
import { LOCALES, type Locale } from "~/shared/locale";
import { Button } from "~/shared/ui/button";
import { SummaryList } from "~/shared/ui/list";

interface Account {
  readonly displayName: string;
  readonly loginName: string;
  readonly email: string;
  readonly role: AccountRole;
  readonly place: string;
}

export function AccountFacts({ account }: { account: Account }) {
  const { t } = useTranslation("accounts");
  return (
    <SummaryList
      rows={[
        { label: t("account.name"), value: account.displayName },
        { label: t("loginName"), value: account.loginName },
        { label: t("account.email"), value: account.email },
        { label: t("account.role"), value: t(`role.${account.role}`) },
        { label: t("account.place"), value: account.place },
      ]}
    />
  );
}

export function LanguageForm({ locale }: { locale: Locale }) {
  const { t } = useTranslation("accounts");
  return (
    <Form method="post" reloadDocument className="mb-6">
      <fieldset className="mb-2">
        <legend className="mb-1 font-semibold">{t("account.language")}</legend>
        {LOCALES.map((one) => (
          <label key={one} className="mr-6 inline-flex min-h-11 items-center gap-3">
            <input type="radio" name="locale" value={one} defaultChecked={one === locale} className="size-6 accent-accent" />
            <span lang={one}>{t(`account.${one}`)}</span>
          </label>
        ))}
      </fieldset>
      <Button kind="secondary" name="intent" value="locale">
        {t("account.saveLanguage")}
      </Button>
    </Form>
  );
}
