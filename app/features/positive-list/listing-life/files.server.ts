/** Files that an enterprise hangs on a pack, a hearing or a renewal. Bytes are stored before the transaction that names them. */
import { asc, eq, sql, type SQL } from "drizzle-orm";
import { insertEvidence, receiveEvidence, tooManyUploads, type NewEvidence } from "~/features/self-check/evidence.server";
import { tables, type Tx } from "~/platform/db.server";
import type { EnterpriseActor } from "~/shared/actor";
import type { Day } from "~/shared/day";

const { evidence, listingFiles } = tables;
export const MAX_FILES = 10;

export type Received = { readonly files: readonly NewEvidence[] } | { readonly refused: string };

/** The files of a form's field; `refused` is a message key. None is no error: the caller says whether one is needed. */
export async function receiveFiles(actor: EnterpriseActor, formData: FormData, name: string, on: Day): Promise<Received> {
  const posted = formData.getAll(name).filter((part): part is File => part instanceof File && part.name !== "");
  if (posted.length > MAX_FILES) return { refused: `fileTooMany?max=${MAX_FILES}` };
  const files: NewEvidence[] = [];
  for (const file of posted) {
    const tooOften = await tooManyUploads(actor);
    if (tooOften) return { refused: tooOften };
    const received = await receiveEvidence(actor, file, { effectiveFrom: on, effectiveTo: null });
    if ("refused" in received) return received;
    files.push(received.stored);
  }
  return { files };
}

export type FilePlace = { readonly packId: string } | { readonly hearingId: string } | { readonly applicationId: string };

/** The same file in the same place is there once. */
export async function hangFiles(tx: Tx, actor: EnterpriseActor, place: FilePlace, files: readonly NewEvidence[]): Promise<void> {
  for (const file of files) {
    const evidenceId = await insertEvidence(tx, actor, file);
    await tx
      .insert(listingFiles)
      .values({ enterpriseId: actor.enterpriseId, evidenceId, addedBy: actor.accountId, ...place })
      .onConflictDoNothing();
  }
}

export async function filesIn(tx: Tx, place: FilePlace) {
  return tx
    .select({ id: evidence.id, fileName: evidence.fileName, sizeBytes: evidence.sizeBytes, createdAt: listingFiles.createdAt })
    .from(listingFiles)
    .innerJoin(evidence, eq(evidence.id, listingFiles.evidenceId))
    .where(inPlace(place))
    .orderBy(asc(listingFiles.createdAt), asc(evidence.fileName));
}
export type ListedFile = Awaited<ReturnType<typeof filesIn>>[number];

export async function countFiles(tx: Tx, place: FilePlace): Promise<number> {
  const [row] = await tx.select({ n: sql<number>`count(*)::int` }).from(listingFiles).where(inPlace(place));
  return row?.n ?? 0;
}

function inPlace(place: FilePlace): SQL {
  if ("packId" in place) return eq(listingFiles.packId, place.packId);
  if ("hearingId" in place) return eq(listingFiles.hearingId, place.hearingId);
  return eq(listingFiles.applicationId, place.applicationId);
}
