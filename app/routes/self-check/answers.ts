/** Saves answers one by one or many at once, for the table view and for devices that were offline. */
import type { ActionFunctionArgs } from "@remix-run/node";
import { saveEntries } from "~/features/self-check/answers.server";
import { confirmCarried } from "~/features/self-check/carry.server";
import { entriesSchema } from "~/features/self-check/entry";
import { entryResultsView, readEntries } from "~/features/self-check/entry-views.server";
import { may } from "~/features/self-check/policy";
import { today } from "~/platform/clock.server";
import { localeOf } from "~/platform/i18n.server";
import { answerInJson, jsonBody, refuseInJson } from "~/platform/json-answer.server";
import { requireActor } from "~/platform/session.server";
import { uuidParam } from "~/shared/params";

export async function action({ request, params }: ActionFunctionArgs) {
  return answerInJson(request, async () => {
    const actor = await requireActor(request, may.answer);
    const id = uuidParam(params, "selfCheckId");
    const sent = entriesSchema.safeParse(await jsonBody(request));
    if (!sent.success) return refuseInJson(request, 400);
    const { entries, refused } = readEntries(sent.data.entries);
    const outcome = await saveEntries(actor, id, entries);
    if (outcome.is !== "done") return refuseInJson(request, outcome.is === "completed" ? 409 : 404);
    const { stillSo = [] } = sent.data;
    const confirmed = stillSo.length > 0 ? await confirmCarried(actor, id, stillSo, today()) : null;
    if (confirmed?.is === "not-draft") return refuseInJson(request, 409);
    return { confirmed: confirmed?.questions ?? [], results: entryResultsView([...refused, ...outcome.results], await localeOf(request)) };
  });
}
