import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { getFormProps, useForm } from "@conform-to/react";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { MemberTable } from "~/features/accounts/components/member-table";
import { PersonFields } from "~/features/accounts/components/person-fields";
import { inviteMemberForm, MEMBER_ROLES } from "~/features/accounts/forms";
import { manageAction } from "~/features/accounts/manage-intents.server";
import { inviteMember } from "~/features/accounts/member-commands.server";
import { may } from "~/features/accounts/policy";
import { membersOf } from "~/features/accounts/queries.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { ENTERPRISE_ROLES } from "~/shared/actor";
import { notFound } from "~/shared/params";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { ChoiceField } from "~/shared/ui/field";
import { Page, Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

const DONE = ["sent", "changed"] as const;

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.manageMembers);
  const done = new URL(request.url).searchParams.get("done");
  return {
    title: translator(await localeOf(request), "accounts")("members.title"),
    done: DONE.find((known) => known === done) ?? null,
    members: (await membersOf(actor)).map((member) => ({ ...member, isOneself: member.id === actor.accountId })),
    idempotencyKey: crypto.randomUUID(),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.manageMembers);
  const formData = await request.formData();
  const managed = await manageAction(actor, formData);
  if (managed === "not-found") throw notFound();
  if (managed === "refused") return data({ reply: null, refused: true }, { status: 409 });
  if (managed === "changed") return redirect("/members?done=changed");
  const form = parseForm(formData, inviteMemberForm);
  if (!form.ok) return form.refused;
  const outcome = await inviteMember(actor, form.value);
  return outcome === "invited" ? redirect("/members?done=sent") : form.refuse({ loginName: ["loginTaken"] });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function MembersPage() {
  const page = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("accounts");
  const [form, fields] = useForm<{ displayName: string; loginName: string; email: string; role: string }>({ id: "invite", lastResult: result?.reply ?? null });
  const labels = [
    { field: fields.displayName, label: t("members.name") },
    { field: fields.loginName, label: t("loginName") },
    { field: fields.email, label: t("account.email") },
    { field: fields.role, label: t("members.role") },
  ];
  return (
    <Page title={page.title} crumbs={[{ to: "/account", label: t("account.title") }]} lead={t("members.lead")}>
      {page.done && !result ? <Notice tone="good" announce title={t(`members.${page.done}`)} /> : null}
      {result && "refused" in result ? <Notice tone="bad" announce title={t("members.onlyLegal")} /> : null}
      <MemberTable caption={t("members.caption")} members={page.members} roles={ENTERPRISE_ROLES} />
      <Section title={t("members.invite")} id="invite-title">
        <p className="mb-4 max-w-measure text-muted">{t("members.inviteLead")}</p>
        <Form method="post" {...getFormProps(form)}>
          <ErrorSummary fields={labels} />
          <input type="hidden" name="idempotencyKey" value={page.idempotencyKey} />
          <PersonFields fields={fields} />
          <ChoiceField field={fields.role} label={t("members.role")} options={MEMBER_ROLES.map((role) => ({ value: role, label: t(`role.${role}`), hint: t(`members.roleHint.${role}`) }))} />
          <Button name="intent" value="invite">{t("members.send")}</Button>
        </Form>
      </Section>
    </Page>
  );
}
