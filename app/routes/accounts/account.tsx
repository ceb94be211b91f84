import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { accountAction } from "~/features/accounts/account-intents.server";
import { AccountFacts, LanguageForm } from "~/features/accounts/components/account-facts";
import { ChangePasswordForm } from "~/features/accounts/components/change-password-form";
import { SecondFactorForm } from "~/features/accounts/components/second-factor-form";
import { SessionTable } from "~/features/accounts/components/session-table";
import { minLength } from "~/features/accounts/password";
import { may, needsSecondFactor } from "~/features/accounts/policy";
import { ownAccount, placeOf } from "~/features/accounts/queries.server";
import { offerEnrolment } from "~/features/accounts/totp.server";
import { localeCookie, localeOf, translator } from "~/platform/i18n.server";
import { currentSession, requireActor, sessionsOf } from "~/platform/session.server";
import { formatInstant } from "~/shared/format";
import { Page, Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.ownAccount);
  const locale = await localeOf(request);
  const url = new URL(request.url);
  const account = await ownAccount(actor);
  const mine = await currentSession(request);
  const enrols = url.searchParams.has("enrol") && !account.secondFactorOn;
  const staff = needsSecondFactor(actor);
  return {
    title: translator(locale, "accounts")("account.title"),
    account: { ...account, role: actor.role, place: (await placeOf(actor))[locale] },
    staff,
    min: minLength(staff || account.secondFactorOn),
    saved: url.searchParams.has("saved"),
    enrolment: enrols ? await offerEnrolment(actor.accountId, account.loginName) : null,
    sessions: (await sessionsOf(actor)).map(({ id, createdAt, userAgent }) => ({
      id,
      userAgent,
      since: formatInstant(createdAt, locale),
      isThis: id === mine?.id,
    })),
    members: may.manageMembers(actor),
    accessLog: may.readAccessLog(actor),
    enterprises: may.seeEnterprises(actor),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.ownAccount);
  const session = await currentSession(request);
  if (!session) return redirect("/sign-in");
  const answer = await accountAction(session, actor, await request.formData());
  if (answer.is === "refused") return data({ intent: answer.intent, reply: answer.reply, again: answer.again }, { status: 422 });
  const headers = new Headers();
  if (answer.locale) headers.append("Set-Cookie", await localeCookie.serialize(answer.locale));
  return redirect("/account?saved", { headers });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function AccountPage() {
  const page = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("accounts");
  const replyTo = (...intents: string[]) => (result && intents.includes(result.intent) ? result.reply : null);
  return (
    <Page title={page.title}>
      {page.saved && !result ? <Notice tone="good" announce title={t("account.saved")} /> : null}
      <Section title={t("account.data")} id="data">
        <AccountFacts account={page.account} />
        {page.members || page.accessLog || page.enterprises ? (
          <ul className="mb-6 flex flex-wrap gap-x-6">
            {page.members ? <li><Link to="/members">{t("account.members")}</Link></li> : null}
            {page.accessLog ? <li><Link to="/access-log">{t("account.accessLog")}</Link></li> : null}
            {page.enterprises ? <li><Link to="/enterprises">{t("enterprises.title")}</Link></li> : null}
          </ul>
        ) : null}
        <LanguageForm locale={page.account.locale} />
      </Section>
      <Section title={t("account.factor")} id="second-factor">
        <SecondFactorForm staff={page.staff} on={page.account.secondFactorOn} enrolment={result?.again ?? page.enrolment} reply={replyTo("enrol", "factor-off")} />
      </Section>
      <Section title={t("account.passwordTitle")} id="password">
        <ChangePasswordForm min={page.min} loginName={page.account.loginName} reply={replyTo("password")} />
      </Section>
      <Section title={t("account.sessions")} id="sessions">
        <SessionTable sessions={page.sessions} />
      </Section>
    </Page>
  );
}
