import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { getFormProps, useForm } from "@conform-to/react";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { resetForm } from "~/features/accounts/forms";
import { askReset } from "~/features/accounts/password-commands.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { TextField } from "~/shared/ui/field";
import { Page } from "~/shared/ui/page";

export async function loader({ request }: LoaderFunctionArgs) {
  const asked = new URL(request.url).searchParams.has("asked");
  return { asked, title: translator(await localeOf(request), "accounts")(asked ? "reset.sent" : "reset.title") };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = parseForm(await request.formData(), resetForm);
  if (!form.ok) return form.refused;
  const outcome = await askReset(form.value.loginName, context.clientAddress);
  return outcome === "asked" ? redirect("/reset?asked") : form.refuse({ "": [`signInTooMany?minutes=${outcome.minutes}`] });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function AskResetPage() {
  const { title, asked } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>()?.reply ?? null;
  const { t } = useTranslation("accounts");
  const [form, fields] = useForm<{ loginName: string }>({ id: "reset", lastResult: reply });
  if (asked)
    return (
      <Page title={title} lead={t("reset.sentNext")}>
        <Link to="/sign-in">{t("signIn.title")}</Link>
      </Page>
    );
  return (
    <Page title={title} lead={t("reset.lead")}>
      <Form method="post" {...getFormProps(form)}>
        <ErrorSummary fields={[{ field: fields.loginName, label: t("loginName") }]} formErrors={form.errors} />
        <TextField field={fields.loginName} label={t("loginName")} autoComplete="username" autoCapitalize="none" spellCheck={false} />
        <Button>{t("reset.submit")}</Button>
      </Form>
    </Page>
  );
}
