/** Everybody who would move, as a table for the agency. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { may } from "~/features/positive-list/rule-versions/policy";
import { allMoves, shadowRunOf } from "~/features/positive-list/rule-versions/queries.server";
import { movesCsv } from "~/features/positive-list/rule-versions/view.server";
import { downloadHeaders } from "~/platform/files.server";
import { localeOf } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound, uuidParam } from "~/shared/params";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.see);
  const run = await shadowRunOf(actor, uuidParam(params, "runId"));
  if (!run) throw notFound();
  const body = movesCsv(await allMoves(actor, run.id), await localeOf(request));
  return new Response(body, { headers: downloadHeaders("moves.csv", "text/csv; charset=utf-8") });
}
