import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { objectionByCode } from "~/features/positive-list/register-queries.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { limit } from "~/platform/rate-limit.server";
import { formatInstant } from "~/shared/format";
import { Button } from "~/shared/ui/button";
import { SummaryList } from "~/shared/ui/list";
import { Page } from "~/shared/ui/page";
import { Notice, Tag } from "~/shared/ui/status";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const locale = await localeOf(request);
  const title = translator(locale, "listing")("follow.title");
  const code = (new URL(request.url).searchParams.get("code") ?? "").trim().slice(0, 40);
  if (code === "") return data({ title, code, unknown: false, found: null });
  const allowed = await limit(`objection-code:${context.clientAddress}`, { points: 30, seconds: 600 });
  const found = allowed === "ok" ? await objectionByCode(code) : null;
  return data({ title, code, unknown: !found, found: found && { ...found, enterprise: found.enterprise[locale], createdAt: formatInstant(found.createdAt, locale) } }, { status: allowed === "ok" ? 200 : 429 });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function FollowObjectionPage() {
  const { code, unknown, found } = useLoaderData<typeof loader>();
  const { t } = useTranslation("listing");
  return (
    <Page title={t("follow.title")} crumbs={[{ to: "/register", label: t("register.title") }]}>
      <Form method="get" className="mb-8 max-w-measure">
        <label htmlFor="code" className="mb-1 block font-semibold">
          {t("follow.code")}
        </label>
        <input id="code" name="code" required defaultValue={code} maxLength={40} autoComplete="off" className="mb-4 block min-h-11 w-full rounded-box border-2 border-strong bg-page px-3 py-2" />
        <Button>{t("follow.look")}</Button>
      </Form>
      {unknown ? <Notice tone="bad" announce title={t("follow.unknown")} /> : null}
      {found ? (
        <SummaryList
          rows={[
            { label: t("follow.enterprise"), value: found.enterprise },
            { label: t("follow.raised"), value: found.createdAt },
            { label: t("follow.status"), value: <Tag tone={found.status === "open" ? "attention" : "info"}>{t(`objectionStatus.${found.status}`)}</Tag> },
            ...(found.answer ? [{ label: t("follow.answer"), value: found.answer }] : []),
          ]}
        />
      ) : null}
    </Page>
  );
}
