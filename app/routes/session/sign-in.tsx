import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { getFormProps, useForm } from "@conform-to/react";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { arrive, query, towardsOf } from "~/features/accounts/arrival.server";
import { TowardsFields } from "~/features/accounts/components/towards-fields";
import { signInForm } from "~/features/accounts/forms";
import { rememberDevice } from "~/features/accounts/known-device.server";
import { needsSecondFactor } from "~/features/accounts/policy";
import { checkPassword, hasSecondFactor } from "~/features/accounts/sign-in-commands.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { currentSession, startSession } from "~/platform/session.server";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { TextField } from "~/shared/ui/field";
import { Page } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  const towards = towardsOf(url);
  const session = await currentSession(request);
  if (session && !session.secondFactorDue) throw arrive(session.actor, towards);
  return {
    title: translator(await localeOf(request), "accounts")("signIn.title"),
    towards: { to: towards.to, resume: towards.resume },
    notice: url.searchParams.has("password-set") ? ("passwordSet" as const) : towards.resume ? ("kept" as const) : null,
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = parseForm(await request.formData(), signInForm);
  if (!form.ok) return form.refused;
  const { loginName, password, ...towards } = form.value;
  const outcome = await checkPassword(request, context.clientAddress, { loginName, password });
  if (outcome.is === "too-many") return form.refuse({ "": [`signInTooMany?minutes=${outcome.minutes}`] });
  if (outcome.is === "wrong") return form.refuse({ "": ["signInWrong"] });
  const { person } = outcome;
  const headers = new Headers();
  headers.append("Set-Cookie", await startSession(request, person.accountId, needsSecondFactor(person), null));
  headers.append("Set-Cookie", rememberDevice(loginName));
  if (needsSecondFactor(person) || (await hasSecondFactor(person.accountId)))
    return redirect(`/sign-in/second-factor${query(towards)}`, { headers });
  return arrive(person, towards, headers);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function SignInPage() {
  const { towards, notice } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>()?.reply ?? null;
  const { t } = useTranslation("accounts");
  const [form, fields] = useForm<{ loginName: string; password: string }>({ id: "sign-in", lastResult: reply });
  const labels = [
    { field: fields.loginName, label: t("loginName") },
    { field: fields.password, label: t("password") },
  ];
  return (
    <Page title={t("signIn.title")}>
      {notice ? <Notice tone={notice === "kept" ? "info" : "good"}>{t(`signIn.${notice}`)}</Notice> : null}
      <Form method="post" {...getFormProps(form)}>
        <ErrorSummary fields={labels} formErrors={form.errors} />
        <TowardsFields {...towards} />
        <TextField field={fields.loginName} label={t("loginName")} autoComplete="username" autoCapitalize="none" spellCheck={false} />
        <TextField field={fields.password} label={t("password")} type="password" autoComplete="current-password" />
        <Button>{t("signIn.submit")}</Button>
      </Form>
      <p className="mt-6">
        <Link to="/reset">{t("signIn.forgotten")}</Link>
      </p>
      <p className="mt-2 max-w-measure text-muted">{t("signIn.noAccount")}</p>
    </Page>
  );
}
