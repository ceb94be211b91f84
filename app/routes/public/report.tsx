import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { publicReport, sameHash } from "~/features/self-check/report-code.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { limit } from "~/platform/rate-limit.server";
import { formatDay } from "~/shared/format";
import { printedCode } from "~/shared/public-code";
import { Button } from "~/shared/ui/button";
import { SummaryList } from "~/shared/ui/list";
import { Page, Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const locale = await localeOf(request);
  const title = translator(locale, "self-check-report")("check.title");
  const typed = (new URL(request.url).searchParams.get("hash") ?? "").slice(0, 200);
  const nothing = { title, typed, tooOften: false, same: null, report: null };
  const allowed = await limit(`report-check:${context.clientAddress}`, { points: 60, seconds: 600 });
  if (allowed !== "ok")
    return data(
      { ...nothing, tooOften: true },
      { status: 429, headers: { "Retry-After": String(allowed.retryAfterSeconds) } }
    );
  const found = await publicReport(params["code"] ?? "", locale);
  if (!found) return data(nothing, { status: 404 });
  const report = {
    ...found,
    code: printedCode(found.code),
    completedOn: formatDay(found.completedOn, locale),
  };
  return data({ ...nothing, same: sameHash(typed, found.resultHash), report });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: page?.title },
  { name: "robots", content: "noindex" },
];

export default function ReportCheckPage() {
  const { typed, tooOften, same, report } = useLoaderData<typeof loader>();
  const { t } = useTranslation("self-check-report");
  if (!report)
    return (
      <Page title={t("check.title")}>
        <Notice tone={tooOften ? "attention" : "bad"} title={t(tooOften ? "check.tooOften" : "check.unknown")}>
          <p>{t(tooOften ? "check.tooOftenText" : "check.unknownText")}</p>
        </Notice>
      </Page>
    );
  return (
    <Page title={t("check.title")} lead={t("check.lead")}>
      <SummaryList
        rows={[
          { label: t("check.enterprise"), value: report.enterprise },
          { label: t("check.uscc"), value: report.uscc },
          { label: t("check.site"), value: report.siteName },
          { label: t("check.completed"), value: report.completedOn },
          { label: t("verification.code"), value: report.code },
          {
            label: t("check.hash"),
            value: <code className="text-small break-all">{report.resultHash}</code>,
          },
        ]}
      />
      <Section title={t("check.compare")} id="compare">
        {same === null ? null : (
          <Notice tone={same ? "good" : "bad"} announce title={t(same ? "check.same" : "check.other")}>
            <p>{t(same ? "check.sameText" : "check.otherText")}</p>
          </Notice>
        )}
        <Form method="get" className="max-w-measure">
          <label htmlFor="hash" className="mb-1 block font-semibold">
            {t("check.paste")}
          </label>
          <p id="hash-hint" className="mb-1 text-muted">
            {t("check.pasteHint")}
          </p>
          <input
            id="hash"
            name="hash"
            required
            defaultValue={typed}
            maxLength={200}
            autoComplete="off"
            aria-describedby="hash-hint"
            className="mb-4 block min-h-11 w-full rounded-box border-2 border-strong bg-page px-3 py-2"
          />
          <Button>{t("check.button")}</Button>
        </Form>
      </Section>
      <p className="max-w-measure text-small text-muted">{t("check.limits")}</p>
    </Page>
  );
}
