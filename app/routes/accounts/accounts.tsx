import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { getFormProps, useForm } from "@conform-to/react";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { agencyForm } from "~/features/accounts/forms";
import { may } from "~/features/accounts/policy";
import { agenciesFor } from "~/features/accounts/queries.server";
import { addAgency } from "~/features/accounts/registry-commands.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { Button, ButtonLink } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { TextField } from "~/shared/ui/field";
import { Page, Section } from "~/shared/ui/page";
import { Table } from "~/shared/ui/table";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.manageAgencies);
  const locale = await localeOf(request);
  const agencies = (await agenciesFor(actor)).map(({ id, nameZh, nameEn, regionCode }) => ({ id, name: locale === "en" ? nameEn : nameZh, regionCode }));
  return { title: translator(locale, "accounts")("admin.title"), agencies, idempotencyKey: crypto.randomUUID() };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.manageAgencies);
  const form = parseForm(await request.formData(), agencyForm);
  if (!form.ok) return form.refused;
  const outcome = await addAgency(actor, form.value);
  return outcome === "added" ? redirect("/accounts") : form.refuse({ regionCode: ["regionTaken"] });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function AccountsPage() {
  const { title, agencies, idempotencyKey } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>()?.reply ?? null;
  const { t } = useTranslation("accounts");
  const [form, fields] = useForm<{ regionCode: string; nameZh: string; nameEn: string }>({ id: "agency", lastResult: reply });
  const labels = [
    { field: fields.nameZh, label: t("admin.nameZh") },
    { field: fields.nameEn, label: t("admin.nameEn") },
    { field: fields.regionCode, label: t("admin.regionCode") },
  ];
  return (
    <Page title={title} lead={t("admin.lead")}>
      <p className="mb-8">
        <ButtonLink kind="secondary" to="/accounts/keys">{t("admin.keys")}</ButtonLink>
      </p>
      <Table
        caption={t("admin.agencies")}
        rows={agencies}
        rowKey={(row) => row.id}
        columns={[
          { head: t("admin.agency"), label: t("admin.agency"), cell: (row) => <Link to={`/accounts/agencies/${row.id}`}>{row.name}</Link> },
          { head: t("admin.regionCode"), label: t("admin.regionCode"), cell: (row) => row.regionCode },
        ]}
      />
      <Section title={t("admin.newAgency")} id="agency-title">
        <Form method="post" {...getFormProps(form)}>
          <ErrorSummary fields={labels} />
          <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
          <TextField field={fields.nameZh} label={t("admin.nameZh")} />
          <TextField field={fields.nameEn} label={t("admin.nameEn")} />
          <TextField field={fields.regionCode} label={t("admin.regionCode")} hint={t("admin.regionHint")} inputMode="numeric" className="max-w-40" />
          <Button>{t("admin.add")}</Button>
        </Form>
      </Section>
    </Page>
  );
}
