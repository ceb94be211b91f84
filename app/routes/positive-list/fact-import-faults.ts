/** What needs correcting in a long file, as a table. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { faultsCsv } from "~/features/positive-list/fact-file/import-job-queries.server";
import { may } from "~/features/positive-list/policy";
import { downloadHeaders } from "~/platform/files.server";
import { localeOf } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound, uuidParam } from "~/shared/params";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.importFacts);
  const body = await faultsCsv(actor, uuidParam(params, "importId"), await localeOf(request));
  if (!body) throw notFound();
  return new Response(body, { headers: downloadHeaders("faults.csv", "text/csv; charset=utf-8") });
}
