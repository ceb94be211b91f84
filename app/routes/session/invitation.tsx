import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { LinkGone, NewPasswordForm } from "~/features/accounts/components/new-password-form";
import { newPasswordForm } from "~/features/accounts/forms";
import { linkOwner, setPasswordByLink } from "~/features/accounts/password-commands.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { endSession } from "~/platform/session.server";
import { Page } from "~/shared/ui/page";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const owner = await linkOwner(params["token"] ?? "", "invitation");
  const t = translator(await localeOf(request), "accounts");
  const title = owner ? t("invitation.title", { name: owner.displayName }) : t("invitation.gone");
  return { title, owner: owner && { loginName: owner.loginName, min: owner.minLength } };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const form = parseForm(await request.formData(), newPasswordForm);
  if (!form.ok) return form.refused;
  const outcome = await setPasswordByLink(params["token"] ?? "", "invitation", form.value.newPassword);
  if (outcome.is === "refused") return form.refuse({ newPassword: [outcome.problem] });
  if (outcome.is === "gone") return redirect(new URL(request.url).pathname.replace(/\.data$/, ""));
  return redirect("/sign-in?password-set", { headers: { "Set-Cookie": await endSession(request) } });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function InvitationPage() {
  const { title, owner } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>()?.reply ?? null;
  const { t } = useTranslation("accounts");
  return (
    <Page title={title} lead={owner ? t("invitation.lead", { loginName: owner.loginName }) : t("invitation.goneInvitation")}>
      {owner ? <NewPasswordForm reply={reply} loginName={owner.loginName} min={owner.min} /> : <LinkGone />}
    </Page>
  );
}
