import type { LoaderFunctionArgs } from "@remix-run/node";
import { recordOpening } from "~/features/self-check/access.server";
import { evidenceFile } from "~/features/self-check/evidence-file.server";
import { purposeSchema } from "~/features/self-check/forms";
import { may } from "~/features/self-check/policy";
import { downloadHeaders, openStored } from "~/platform/files.server";
import { requireActor } from "~/platform/session.server";
import { notFound, uuidParam } from "~/shared/params";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.readEvidence);
  const id = uuidParam(params, "evidenceId");
  const file = await evidenceFile(actor, id);
  const body = file && (await openStored(file.hash));
  if (!file || !body) throw notFound();
  if (actor.kind === "agency") {
    const purpose = purposeSchema
      .catch("supervision")
      .parse(new URL(request.url).searchParams.get("purpose"));
    await recordOpening(actor, {
      enterpriseId: file.enterpriseId,
      record: `evidence:${id}`,
      purpose,
    });
  }
  return new Response(body, { headers: downloadHeaders(file.fileName, file.mediaType) });
}
