/** What both forms of a report need before they are made: a completed run of the reader's, and not too many in a row. */
import { redirect } from "@remix-run/node";
import { localeOf, translator } from "~/platform/i18n.server";
import { limit } from "~/platform/rate-limit.server";
import type { EnterpriseActor } from "~/shared/actor";
import { notFound } from "~/shared/params";
import { selfCheckRun, type Run } from "./queries.server";

/** @throws {Response} 404, to the draft, or 429 */
export async function runToReport(request: Request, actor: EnterpriseActor, id: string): Promise<Run> {
  const run = await selfCheckRun(actor, id);
  if (!run) throw notFound();
  if (run.status === "draft") throw redirect(`/self-checks/${run.id}`);
  const allowed = await limit(`self-check-report:${actor.accountId}`, { points: 30, seconds: 600 });
  if (allowed === "ok") return run;
  const minutes = Math.ceil(allowed.retryAfterSeconds / 60);
  const headers = {
    "Retry-After": String(allowed.retryAfterSeconds),
    "Content-Type": "text/plain; charset=utf-8",
  };
  const text = translator(await localeOf(request), "errors")("tooManyTries", { minutes });
  throw new Response(text, { status: 429, headers });
}
