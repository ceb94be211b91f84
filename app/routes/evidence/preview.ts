/** The small picture of a photo, for lists. Who may open the file may see it. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { recordOpening } from "~/features/self-check/access.server";
import { evidenceFile } from "~/features/self-check/evidence-file.server";
import { purposeSchema } from "~/features/self-check/forms";
import { may } from "~/features/self-check/policy";
import { openStored, pictureHeaders } from "~/platform/files.server";
import { requireActor } from "~/platform/session.server";
import { notFound, uuidParam } from "~/shared/params";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.readEvidence);
  const id = uuidParam(params, "evidenceId");
  const file = await evidenceFile(actor, id);
  const body = file?.previewHash ? await openStored(file.previewHash) : null;
  if (!file || !body) throw notFound();
  if (actor.kind === "agency") {
    const asked = new URL(request.url).searchParams.get("purpose");
    await recordOpening(actor, {
      enterpriseId: file.enterpriseId,
      record: `evidence:${id}`,
      purpose: purposeSchema.catch("supervision").parse(asked),
    });
  }
  return new Response(body, { headers: pictureHeaders() });
}
