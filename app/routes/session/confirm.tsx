import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { getFormProps, useForm } from "@conform-to/react";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { arrive, query, towardsOf } from "~/features/accounts/arrival.server";
import { TowardsFields } from "~/features/accounts/components/towards-fields";
import { confirmForm } from "~/features/accounts/forms";
import { confirmPassword } from "~/features/accounts/sign-in-commands.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { currentSession, markPasswordChecked } from "~/platform/session.server";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { TextField } from "~/shared/ui/field";
import { Page } from "~/shared/ui/page";

export async function loader({ request }: LoaderFunctionArgs) {
  const towards = towardsOf(new URL(request.url));
  const session = await currentSession(request);
  if (!session || session.secondFactorDue) throw redirect(`/sign-in${query(towards)}`);
  return {
    title: translator(await localeOf(request), "accounts")("confirm.title"),
    name: session.actor.name,
    towards: { to: towards.to, resume: towards.resume },
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const session = await currentSession(request);
  if (!session || session.secondFactorDue) return redirect("/sign-in");
  const form = parseForm(await request.formData(), confirmForm);
  if (!form.ok) return form.refused;
  const { password, ...towards } = form.value;
  const outcome = await confirmPassword(session.actor, password);
  if (outcome === "wrong") return form.refuse({ password: ["passwordWrong"] });
  if (outcome !== "right") return form.refuse({ password: [`tooManyTries?minutes=${outcome.minutes}`] });
  await markPasswordChecked(session.id);
  return arrive(session.actor, towards);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function ConfirmPage() {
  const { name, towards } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>()?.reply ?? null;
  const { t } = useTranslation("accounts");
  const [form, fields] = useForm<{ password: string }>({ id: "confirm", lastResult: reply });
  return (
    <Page title={t("confirm.title")} lead={t("confirm.lead", { name })}>
      <Form method="post" {...getFormProps(form)}>
        <ErrorSummary fields={[{ field: fields.password, label: t("password") }]} />
        <TowardsFields {...towards} />
        <TextField field={fields.password} label={t("password")} type="password" autoComplete="current-password" />
        <Button>{t("confirm.submit")}</Button>
      </Form>
    </Page>
  );
}
