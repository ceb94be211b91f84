import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { previewOf, saveImported } from "~/features/self-check/answer-import.server";
import { SHEET_MAX_MB } from "~/features/self-check/answer-sheet.server";
import { ImportPreview, ImportSaved, ImportUpload } from "~/features/self-check/components/answer-import";
import { may } from "~/features/self-check/policy";
import { selfCheckRun } from "~/features/self-check/queries.server";
import { today } from "~/platform/clock.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { limit } from "~/platform/rate-limit.server";
import { requireActor } from "~/platform/session.server";
import { notFound, uuidParam } from "~/shared/params";
import { Page } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.answer);
  const run = await selfCheckRun(actor, uuidParam(params, "selfCheckId"));
  if (!run) throw notFound();
  if (run.status === "completed") throw redirect(`/self-checks/${run.id}/result`);
  const title = translator(await localeOf(request), "self-check-report")("import.title");
  return { id: run.id, siteName: run.siteName, title, maxMb: SHEET_MAX_MB };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, may.answer);
  const run = await selfCheckRun(actor, uuidParam(params, "selfCheckId"));
  if (!run) throw notFound();
  if (run.status === "completed") throw redirect(`/self-checks/${run.id}/result`);
  const locale = await localeOf(request);
  const form = await request.formData();
  if (form.has("entries")) {
    const outcome = await saveImported(actor, run, form, locale);
    if (outcome === null) throw new Response("Bad request", { status: 400 });
    if (outcome === "not-found") throw notFound();
    if (outcome === "completed") throw redirect(`/self-checks/${run.id}/result`);
    return data(outcome, { status: outcome.conflicts.length > 0 ? 409 : 200 });
  }
  // Unpacking a workbook takes time.
  const allowed = await limit(`self-check-import:${actor.accountId}`, { points: 30, seconds: 600 });
  if (allowed !== "ok") {
    const minutes = Math.ceil(allowed.retryAfterSeconds / 60);
    const why = translator(locale, "errors")("tooManyTries", { minutes });
    return data({ is: "refused" as const, why }, { status: 429, headers: { "Retry-After": String(allowed.retryAfterSeconds) } });
  }
  const file = form.get("file");
  const outcome = await previewOf(actor, run, file instanceof File ? file : new File([], ""), locale, today());
  return data(outcome, { status: outcome.is === "refused" ? 422 : 200 });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function ImportPage() {
  const { id, siteName, title, maxMb } = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  const { t } = useTranslation("self-check-report");
  const { t: check } = useTranslation("self-check");
  return (
    <Page
      kicker={siteName}
      title={title}
      lead={t("import.lead")}
      crumbs={[
        { to: "/self-checks", label: check("list.title") },
        { to: `/self-checks/${id}`, label: siteName },
      ]}
    >
      {outcome?.is === "refused" ? (
        <Notice tone="bad" announce title={t("import.refusedTitle")}>
          <p>{outcome.why}</p>
          <p>{t("import.refusedText")}</p>
        </Notice>
      ) : null}
      {outcome?.is === "saved" ? <ImportSaved outcome={outcome} /> : null}
      {outcome?.is === "preview" ? <ImportPreview preview={outcome} /> : null}
      <p className="mb-6">
        <a href={`/self-checks/${id}/answers.xlsx`}>{t("import.download")}</a>
      </p>
      <ImportUpload maxMb={maxMb} />
      <p>
        <Link to={`/self-checks/${id}`}>{t("import.back")}</Link>
      </p>
    </Page>
  );
}
