import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { correctionsOfSelfCheck } from "~/features/correction/queries.server";
import { may } from "~/features/self-check/policy";
import { selfCheckRun } from "~/features/self-check/queries.server";
import { selfCheckReport } from "~/features/self-check/report.server";
import { today } from "~/platform/clock.server";
import { localeOf } from "~/platform/i18n.server";
import { pdfHeaders } from "~/platform/pdf.server";
import { requireActor } from "~/platform/session.server";
import { notFound, uuidParam } from "~/shared/params";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.readSelfChecks);
  const on = today();
  const run = await selfCheckRun(actor, uuidParam(params, "selfCheckId"));
  if (!run) throw notFound();
  if (run.status === "draft") throw redirect(`/self-checks/${run.id}`);
  const corrections = await correctionsOfSelfCheck(actor, run.id, on);
  const dueOn = new Map(corrections.map(({ questionId, dueOn: due }) => [questionId, due]));
  const pdf = await selfCheckReport({ run, locale: await localeOf(request), on, dueOn });
  return new Response(new Uint8Array(pdf), { headers: pdfHeaders(`self-check-${run.completedOn ?? on}.pdf`) });
}
