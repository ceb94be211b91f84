import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { correctionsOfSelfCheck } from "~/features/correction/queries.server";
import { may } from "~/features/self-check/policy";
import { selfCheckRun } from "~/features/self-check/queries.server";
import { selfCheckReport } from "~/features/self-check/report.server";
import { today } from "~/platform/clock.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { pdfHeaders } from "~/platform/pdf.server";
import { limit } from "~/platform/rate-limit.server";
import { requireActor } from "~/platform/session.server";
import { notFound, uuidParam } from "~/shared/params";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.readSelfChecks);
  const on = today();
  const run = await selfCheckRun(actor, uuidParam(params, "selfCheckId"));
  if (!run) throw notFound();
  if (run.status === "draft") throw redirect(`/self-checks/${run.id}`);
  const allowed = await limit(`self-check-report:${actor.accountId}`, { points: 30, seconds: 600 });
  if (allowed !== "ok") {
    const minutes = Math.ceil(allowed.retryAfterSeconds / 60);
    const headers = {
      "Retry-After": String(allowed.retryAfterSeconds),
      "Content-Type": "text/plain; charset=utf-8",
    };
    return new Response(
      translator(await localeOf(request), "errors")("tooManyTries", { minutes }),
      { status: 429, headers }
    );
  }
  const corrections = await correctionsOfSelfCheck(actor, run.id, on);
  const dueOn = new Map(corrections.map(({ questionId, dueOn: due }) => [questionId, due]));
  const pdf = await selfCheckReport({ run, locale: await localeOf(request), on, dueOn });
  return new Response(new Uint8Array(pdf), {
    headers: pdfHeaders(`self-check-${run.completedOn ?? on}.pdf`),
  });
}
