/** A file for reading: an enterprise its own, an agency what hangs on a record it may see. */
import { and, eq, sql } from "drizzle-orm";
import { tables, withTx } from "~/platform/db.server";
import type { AgencyActor, EnterpriseActor } from "~/shared/actor";
import { makeEvidencePicture } from "./evidence-pictures.server";

const { enterprises, evidence } = tables;

/** Null when it is not there for the reader, or turned out to be no picture. A picture that waits is made first. */
export async function evidenceFile(actor: EnterpriseActor | AgencyActor, id: string) {
  let row = await readFile(actor, id);
  if (row?.state === "waiting") {
    await makeEvidencePicture(id);
    row = await readFile(actor, id);
  }
  return row?.state === "ready" ? row : null;
}

async function readFile(actor: EnterpriseActor | AgencyActor, id: string) {
  const reach =
    actor.kind === "enterprise"
      ? eq(evidence.enterpriseId, actor.enterpriseId)
      : sql`exists (select 1 from ${enterprises} where ${enterprises.id} = ${evidence.enterpriseId}
          and ${enterprises.regionCode} like ${`${actor.regionCode}%`})`;
  const [row] = await withTx(actor, (tx) =>
    tx
      .select({
        enterpriseId: evidence.enterpriseId,
        fileName: evidence.fileName,
        mediaType: evidence.mediaType,
        hash: evidence.hash,
        previewHash: evidence.previewHash,
        sizeBytes: evidence.sizeBytes,
        state: evidence.state,
      })
      .from(evidence)
      .where(and(eq(evidence.id, id), reach))
  );
  return row ?? null;
}
