/** The report of a completed self-check, as PDF or as XLSX. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { correctionsOfSelfCheck } from "~/features/correction/queries.server";
import { may } from "~/features/self-check/policy";
import { runToReport } from "~/features/self-check/report-answer.server";
import { reportCodeOf } from "~/features/self-check/report-code.server";
import { reportOf } from "~/features/self-check/report-facts.server";
import { reportXlsx } from "~/features/self-check/report-xlsx.server";
import { reportPdf } from "~/features/self-check/report.server";
import { today } from "~/platform/clock.server";
import { downloadHeaders } from "~/platform/files.server";
import { localeOf } from "~/platform/i18n.server";
import { pdfHeaders } from "~/platform/pdf.server";
import { requireActor } from "~/platform/session.server";
import { uuidParam } from "~/shared/params";
import { XLSX } from "~/shared/table-file";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.readSelfChecks);
  const on = today();
  const run = await runToReport(request, actor, uuidParam(params, "selfCheckId"));
  const report = reportOf({
    run,
    locale: await localeOf(request),
    on,
    corrections: await correctionsOfSelfCheck(actor, run.id, on),
    code: await reportCodeOf(actor, run.id),
  });
  const name = `self-check-${run.completedOn ?? on}`;
  return new URL(request.url).pathname.endsWith(".xlsx")
    ? new Response(new Uint8Array(await reportXlsx(report)), {
        headers: downloadHeaders(`${name}.xlsx`, XLSX),
      })
    : new Response(new Uint8Array(await reportPdf(report)), { headers: pdfHeaders(`${name}.pdf`) });
}
