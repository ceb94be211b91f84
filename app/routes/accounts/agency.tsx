import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { getFormProps, useForm } from "@conform-to/react";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { MemberTable } from "~/features/accounts/components/member-table";
import { PersonFields } from "~/features/accounts/components/person-fields";
import { inviteStaffForm } from "~/features/accounts/forms";
import { manageAction } from "~/features/accounts/manage-intents.server";
import { inviteStaff } from "~/features/accounts/member-commands.server";
import { may } from "~/features/accounts/policy";
import { agenciesFor, staffFor } from "~/features/accounts/queries.server";
import { parseForm } from "~/platform/form.server";
import { localeOf } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { AGENCY_ROLES } from "~/shared/actor";
import { notFound, uuidParam } from "~/shared/params";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { ChoiceField } from "~/shared/ui/field";
import { Page, Section } from "~/shared/ui/page";
import { EmptyState, Notice } from "~/shared/ui/status";

const DONE = ["sent", "changed"] as const;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.manageAgencies);
  const id = uuidParam(params, "agencyId");
  const agency = (await agenciesFor(actor)).find((one) => one.id === id);
  if (!agency) throw notFound();
  const done = new URL(request.url).searchParams.get("done");
  return {
    id,
    title: (await localeOf(request)) === "en" ? agency.nameEn : agency.nameZh,
    done: DONE.find((known) => known === done) ?? null,
    staff: (await staffFor(actor, id)).map((member) => ({ ...member, isOneself: false })),
    idempotencyKey: crypto.randomUUID(),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.manageAgencies);
  const here = `/accounts/agencies/${uuidParam(params, "agencyId")}`;
  const formData = await request.formData();
  const managed = await manageAction(actor, formData);
  if (managed === "not-found") throw notFound();
  if (managed === "refused") return data({ reply: null }, { status: 409 });
  if (managed === "changed") return redirect(`${here}?done=changed`);
  formData.set("agencyId", uuidParam(params, "agencyId"));
  const form = parseForm(formData, inviteStaffForm);
  if (!form.ok) return form.refused;
  const outcome = await inviteStaff(actor, form.value);
  if (outcome === "not-found") throw notFound();
  return outcome === "invited" ? redirect(`${here}?done=sent`) : form.refuse({ loginName: ["loginTaken"] });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function AgencyStaffPage() {
  const page = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("accounts");
  const [form, fields] = useForm<{ displayName: string; loginName: string; email: string; role: string }>({ id: "staff", lastResult: result?.reply ?? null });
  const labels = [
    { field: fields.displayName, label: t("members.name") },
    { field: fields.loginName, label: t("loginName") },
    { field: fields.email, label: t("account.email") },
    { field: fields.role, label: t("members.role") },
  ];
  return (
    <Page title={page.title} crumbs={[{ to: "/accounts", label: t("admin.title") }]}>
      {page.done && !result ? <Notice tone="good" announce title={t(`members.${page.done}`)} /> : null}
      <Section title={t("admin.staff")} id="staff-title">
        {page.staff.length === 0 ? <EmptyState title={t("admin.noStaff")} /> : <MemberTable caption={t("admin.staff")} members={page.staff} />}
      </Section>
      <Section title={t("admin.inviteStaff")} id="invite-title">
        <Form method="post" {...getFormProps(form)}>
          <ErrorSummary fields={labels} />
          <input type="hidden" name="idempotencyKey" value={page.idempotencyKey} />
          <PersonFields fields={fields} />
          <ChoiceField field={fields.role} label={t("members.role")} options={AGENCY_ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))} />
          <Button name="intent" value="invite">{t("members.send")}</Button>
        </Form>
      </Section>
    </Page>
  );
}
