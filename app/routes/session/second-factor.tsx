import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { getFormProps, useForm } from "@conform-to/react";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { arrive, query, towardsOf } from "~/features/accounts/arrival.server";
import { EnrolmentFields } from "~/features/accounts/components/enrolment-fields";
import { TowardsFields } from "~/features/accounts/components/towards-fields";
import { codeForm } from "~/features/accounts/forms";
import { needsSecondFactor } from "~/features/accounts/policy";
import { ownAccount } from "~/features/accounts/queries.server";
import { checkCode, confirmEnrolment, hasSecondFactor } from "~/features/accounts/sign-in-commands.server";
import { offerEnrolment } from "~/features/accounts/totp.server";
import { wallClock } from "~/platform/clock.server";
import { env } from "~/platform/env.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { currentSession, startSession } from "~/platform/session.server";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { TextField } from "~/shared/ui/field";
import { Page } from "~/shared/ui/page";

export async function loader({ request }: LoaderFunctionArgs) {
  const towards = towardsOf(new URL(request.url));
  const session = await currentSession(request);
  if (!session) throw redirect(`/sign-in${query(towards)}`);
  if (!session.secondFactorDue) throw arrive(session.actor, towards);
  const { accountId } = session.actor;
  const enrolled = await hasSecondFactor(accountId);
  const t = translator(await localeOf(request), "accounts");
  return {
    title: t(enrolled ? "code.title" : "enrol.title"),
    towards: { to: towards.to, resume: towards.resume },
    enrolment: enrolled ? null : await offerEnrolment(accountId, (await ownAccount(session.actor)).loginName),
    demonstration: env().demonstration,
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const session = await currentSession(request);
  if (!session) return redirect("/sign-in");
  const form = parseForm(await request.formData(), codeForm);
  const { actor } = session;
  if (!session.secondFactorDue) return arrive(actor, form.ok ? form.value : {});
  if (!form.ok) return form.refused;
  const { code, sealed, ...towards } = form.value;
  const outcome = (await hasSecondFactor(actor.accountId)) ? await checkCode(actor, code) : await confirmEnrolment(session, { sealed: sealed ?? "", code });
  if (outcome === "right") {
    const cookie = await startSession(request, actor.accountId, needsSecondFactor(actor), wallClock());
    return arrive(actor, towards, new Headers({ "Set-Cookie": cookie }));
  }
  const refused = form.refuse({ code: [outcome === "wrong" ? "codeWrong" : `tooManyTries?minutes=${outcome.minutes}`] });
  // The same secret again: the app has it already.
  const again = sealed ? await offerEnrolment(actor.accountId, (await ownAccount(actor)).loginName, sealed) : null;
  return data({ reply: refused.data.reply, again }, { status: 422 });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function SecondFactorPage() {
  const page = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("accounts");
  const [form, fields] = useForm<{ code: string }>({ id: "second-factor", lastResult: result?.reply ?? null });
  const enrolment = (result && "again" in result ? result.again : null) ?? page.enrolment;
  return (
    <Page title={page.title} lead={t(page.enrolment ? "enrol.lead" : "code.lead")}>
      <Form method="post" {...getFormProps(form)}>
        <ErrorSummary fields={[{ field: fields.code, label: t("code.label") }]} />
        <TowardsFields {...page.towards} />
        {page.enrolment && enrolment ? <EnrolmentFields enrolment={enrolment} /> : null}
        <TextField field={fields.code} label={t("code.label")} hint={t("code.hint")} inputMode="numeric" autoComplete="one-time-code" className="max-w-40" />
        <Button>{t("code.submit")}</Button>
      </Form>
      {page.demonstration ? (
        <p className="mt-6">
          <a href="/dev/codes" target="_blank" rel="noreferrer">
            {t("code.demonstration")}
          </a>
        </p>
      ) : null}
    </Page>
  );
}
