import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { maskedName } from "~/features/learning/certificate-code";
import { findCertificate } from "~/features/learning/queries.server";
import { certificateFacts } from "~/features/learning/views.server";
import { CheckedListing } from "~/features/positive-list/components/checked-listing";
import { checkedListing } from "~/features/positive-list/register-view.server";
import { today } from "~/platform/clock.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { limit } from "~/platform/rate-limit.server";
import { Button } from "~/shared/ui/button";
import { SummaryList } from "~/shared/ui/list";
import { Page } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const locale = await localeOf(request);
  const title = translator(locale, "learning")("verify.title");
  const code = (new URL(request.url).searchParams.get("code") ?? "").trim().slice(0, 60);
  const page = { title, code, tooOften: false, unknown: false, certificate: null, listing: null };
  if (code === "") return data(page);
  const allowed = await limit(`verify:${context.clientAddress}`, { points: 60, seconds: 600 });
  if (allowed !== "ok")
    return data({ ...page, tooOften: true }, { status: 429, headers: { "Retry-After": String(allowed.retryAfterSeconds) } });
  const found = await findCertificate(code);
  if (!found) {
    const listing = await checkedListing(code, today(), locale);
    return data({ ...page, listing, unknown: listing === null });
  }
  const { enterprise, uscc, holderName } = found;
  return data({ ...page, certificate: { ...certificateFacts(found, locale), enterprise: enterprise[locale], uscc, holder: maskedName(holderName) } });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function VerifyPage() {
  const { code, tooOften, unknown, certificate, listing } = useLoaderData<typeof loader>();
  const { t } = useTranslation("learning");
  return (
    <Page title={t("verify.title")} lead={t("verify.lead")}>
      <Form method="get" className="mb-8 max-w-measure">
        <label htmlFor="code" className="mb-1 block font-semibold">
          {t("verify.code")}
        </label>
        <p id="code-hint" className="mb-1 text-muted">
          {t("verify.codeHint")}
        </p>
        <input
          id="code"
          name="code"
          required
          defaultValue={code}
          maxLength={60}
          autoComplete="off"
          aria-describedby="code-hint"
          className="mb-4 block min-h-11 w-full rounded-box border-2 border-strong bg-page px-3 py-2"
        />
        <Button>{t("verify.check")}</Button>
      </Form>
      {listing ? <CheckedListing listing={listing} /> : null}
      {tooOften ? <Notice tone="attention" announce title={t("verify.tooOften")} /> : null}
      {unknown ? (
        <Notice tone="bad" announce title={t("verify.unknown")}>
          {t("verify.unknownText")}
        </Notice>
      ) : null}
      {certificate ? (
        <>
          <Notice tone="good" announce title={t("verify.valid")}>
            {t("verify.validText")}
          </Notice>
          <SummaryList
            rows={[
              { label: t("certificate.holder"), value: certificate.holder },
              { label: t("certificate.enterprise"), value: certificate.enterprise },
              { label: t("certificate.uscc"), value: certificate.uscc },
              { label: t("certificate.course"), value: t("certificate.courseVersion", certificate) },
              { label: t("certificate.issued"), value: certificate.issued },
              { label: t("certificate.code"), value: certificate.printed },
            ]}
          />
        </>
      ) : null}
    </Page>
  );
}
