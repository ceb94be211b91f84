/** The questions of a draft as a workbook to fill in. */
import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { answersTemplate } from "~/features/self-check/answer-sheet.server";
import { may } from "~/features/self-check/policy";
import { selfCheckRun } from "~/features/self-check/queries.server";
import { today } from "~/platform/clock.server";
import { downloadHeaders } from "~/platform/files.server";
import { localeOf } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound, uuidParam } from "~/shared/params";
import { XLSX } from "~/shared/table-file";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.readSelfChecks);
  const run = await selfCheckRun(actor, uuidParam(params, "selfCheckId"));
  if (!run) throw notFound();
  if (run.status === "completed") throw redirect(`/self-checks/${run.id}/result`);
  const book = await answersTemplate(run, await localeOf(request), today());
  return new Response(new Uint8Array(book), {
    headers: downloadHeaders(`answers-${today()}.xlsx`, XLSX),
  });
}
