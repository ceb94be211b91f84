/** The round as JSON: how a device that was offline learns what the portal has by now. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { may } from "~/features/self-check/policy";
import { selfCheckRun } from "~/features/self-check/queries.server";
import { roundView } from "~/features/self-check/round-view.server";
import { localeOf } from "~/platform/i18n.server";
import { answerInJson, refuseInJson } from "~/platform/json-answer.server";
import { requireActor } from "~/platform/session.server";
import { uuidParam } from "~/shared/params";

export async function loader({ request, params }: LoaderFunctionArgs) {
  return answerInJson(request, async () => {
    const actor = await requireActor(request, may.readSelfChecks);
    const run = await selfCheckRun(actor, uuidParam(params, "selfCheckId"));
    if (!run) return refuseInJson(request, 404);
    if (run.status === "completed") return refuseInJson(request, 409);
    return roundView(run, actor, await localeOf(request));
  });
}
