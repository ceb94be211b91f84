import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { getFormProps, useForm } from "@conform-to/react";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { KeyTable } from "~/features/accounts/components/key-table";
import { apiKeyForm, apiKeyIdForm, QUESTIONS_PER_MINUTE, SCOPE_TEXTS } from "~/features/accounts/forms";
import { may } from "~/features/accounts/policy";
import { apiKeysFor } from "~/features/accounts/queries.server";
import { createApiKey, revokeApiKey } from "~/features/accounts/registry-commands.server";
import { parseForm } from "~/platform/form.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { API_SCOPES } from "~/shared/actor";
import { formatInstant } from "~/shared/format";
import { notFound } from "~/shared/params";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { ChoiceField, TextField } from "~/shared/ui/field";
import { Page, Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.manageAgencies);
  const locale = await localeOf(request);
  const keys = (await apiKeysFor(actor)).map(({ createdAt, revokedAt, ...key }) => ({ ...key, since: formatInstant(createdAt, locale), revoked: revokedAt !== null }));
  return { title: translator(locale, "accounts")("admin.keys"), keys, idempotencyKey: crypto.randomUUID() };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.manageAgencies);
  const formData = await request.formData();
  if (formData.get("intent") === "revoke") {
    const revoke = parseForm(formData, apiKeyIdForm);
    if (!revoke.ok || (await revokeApiKey(actor, revoke.value.apiKeyId)) === "not-found") throw notFound();
    return redirect("/accounts/keys");
  }
  const form = parseForm(formData, apiKeyForm);
  if (!form.ok) return form.refused;
  // The key is shown in this answer and nowhere else, so there is no page to redirect to.
  return data({ reply: null, created: await createApiKey(actor, form.value) });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function KeysPage() {
  const { title, keys, idempotencyKey } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation("accounts");
  const created = result && "created" in result ? result.created : null;
  const [form, fields] = useForm<{ organisation: string; scopes: string[]; regionCode: string; perMinute: string }>({ id: "key", lastResult: result?.reply ?? null, defaultValue: { perMinute: String(QUESTIONS_PER_MINUTE) } });
  const labels = [
    { field: fields.organisation, label: t("admin.organisation") },
    { field: fields.scopes, label: t("admin.scopes") },
    { field: fields.regionCode, label: t("admin.regionCode") },
    { field: fields.perMinute, label: t("admin.perMinute") },
  ];
  return (
    <Page title={title} crumbs={[{ to: "/accounts", label: t("admin.title") }]} lead={t("admin.keysLead")}>
      {created ? (
        <Notice tone={created.key ? "good" : "attention"} announce title={created.key ? t("admin.shown") : t("admin.keyAgain")}>
          {created.key ? (
            <>
              <code className="break-all">{created.key}</code>
              <p>{t("admin.shownHint")}</p>
            </>
          ) : null}
        </Notice>
      ) : null}
      <KeyTable keys={keys} />
      <Section title={t("admin.newKey")} id="key-title">
        <Form method="post" {...getFormProps(form)}>
          <ErrorSummary fields={labels} />
          <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
          <TextField field={fields.organisation} label={t("admin.organisation")} />
          <ChoiceField multiple field={fields.scopes} label={t("admin.scopes")} options={API_SCOPES.map((scope) => ({ value: scope, label: t(`admin.scope.${SCOPE_TEXTS[scope]}`) }))} />
          <TextField optional field={fields.regionCode} label={t("admin.regionCode")} hint={t("admin.keyRegionHint")} inputMode="numeric" className="max-w-40" />
          <TextField field={fields.perMinute} label={t("admin.perMinute")} inputMode="numeric" className="max-w-40" />
          <Button name="intent" value="create">{t("admin.create")}</Button>
        </Form>
      </Section>
    </Page>
  );
}
