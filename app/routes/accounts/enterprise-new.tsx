import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { getFormProps, useForm } from "@conform-to/react";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { PersonFields } from "~/features/accounts/components/person-fields";
import { inviteEnterpriseForm } from "~/features/accounts/forms";
import { may } from "~/features/accounts/policy";
import { inviteEnterprise } from "~/features/accounts/registry-commands.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { TextField } from "~/shared/ui/field";
import { Page, Section } from "~/shared/ui/page";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.inviteEnterprise);
  return {
    title: translator(await localeOf(request), "accounts")("enterprises.invite"),
    regionCode: actor.regionCode.length === 6 ? actor.regionCode : undefined,
    idempotencyKey: crypto.randomUUID(),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.inviteEnterprise);
  const form = parseForm(await request.formData(), inviteEnterpriseForm);
  if (!form.ok) return form.refused;
  switch (await inviteEnterprise(actor, form.value)) {
    case "invited":
      return redirect("/enterprises?sent");
    case "login-taken":
      return form.refuse({ loginName: ["loginTaken"] });
    case "uscc-taken":
      return form.refuse({ uscc: ["usccTaken"] });
    case "region-outside":
      return form.refuse({ regionCode: ["regionOutside"] });
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

interface Fields {
  uscc: string;
  name: string;
  nameEn: string;
  regionCode: string | undefined;
  displayName: string;
  loginName: string;
  email: string;
}

export default function InviteEnterprisePage() {
  const { title, regionCode, idempotencyKey } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>()?.reply ?? null;
  const { t } = useTranslation("accounts");
  const [form, fields] = useForm<Fields>({ id: "enterprise", lastResult: reply, defaultValue: { regionCode } });
  const labels = [
    { field: fields.uscc, label: t("enterprises.uscc") },
    { field: fields.name, label: t("enterprises.enterpriseName") },
    { field: fields.nameEn, label: t("enterprises.nameEn") },
    { field: fields.regionCode, label: t("enterprises.regionCode") },
    { field: fields.displayName, label: t("members.name") },
    { field: fields.loginName, label: t("loginName") },
    { field: fields.email, label: t("account.email") },
  ];
  return (
    <Page title={title} crumbs={[{ to: "/enterprises", label: t("enterprises.title") }]} lead={t("enterprises.inviteLead")}>
      <Form method="post" {...getFormProps(form)}>
        <ErrorSummary fields={labels} />
        <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
        <TextField field={fields.uscc} label={t("enterprises.uscc")} autoComplete="off" spellCheck={false} />
        <TextField field={fields.name} label={t("enterprises.enterpriseName")} />
        <TextField optional field={fields.nameEn} label={t("enterprises.nameEn")} />
        <TextField field={fields.regionCode} label={t("enterprises.regionCode")} inputMode="numeric" className="max-w-40" />
        <Section title={t("enterprises.legal")} id="legal-title">
          <PersonFields fields={fields} />
        </Section>
        <Button>{t("members.send")}</Button>
      </Form>
    </Page>
  );
}
