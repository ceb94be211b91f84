/** Takes one file of a question from a device: told by its hash, safe to send again, answered in JSON. */
import type { ActionFunctionArgs } from "@remix-run/node";
import { receiveUpload } from "~/features/self-check/upload.server";
import { may } from "~/features/self-check/policy";
import { today } from "~/platform/clock.server";
import { answerInJson, refuseInJson, refuseInWords } from "~/platform/json-answer.server";
import { requireActor } from "~/platform/session.server";
import { slugParam, uuidParam } from "~/shared/params";

export async function action({ request, params }: ActionFunctionArgs) {
  return answerInJson(request, async () => {
    const actor = await requireActor(request, may.answer);
    const to = {
      selfCheckId: uuidParam(params, "selfCheckId"),
      questionId: slugParam(params, "questionId"),
    };
    const outcome = await receiveUpload(actor, to, request, today());
    switch (outcome.is) {
      case "not-found":
        return refuseInJson(request, 404);
      case "completed":
        return refuseInJson(request, 409);
      case "not-your-part":
        return refuseInJson(request, 403);
      case "refused":
        return refuseInWords(request, 422, outcome.message);
      case "too-often":
        return refuseInWords(request, 429, outcome.message);
      default:
        return outcome;
    }
  });
}
