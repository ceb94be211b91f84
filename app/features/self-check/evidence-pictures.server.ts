/** Pictures that came in are made anew beside the requests, and at the latest when somebody wants to see one. */
import { and, eq, isNotNull, lt } from "drizzle-orm";
import { z } from "zod";
import { wallClock } from "~/platform/clock.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { sweepIncoming } from "~/platform/incoming.server";
import { defineJob, schedule } from "~/platform/jobs.server";
import { forgetWaiting, makePicture, waitingSince } from "~/platform/pictures.server";
import { system } from "~/shared/actor";

const { answerEvidence, evidence } = tables;
const SYSTEM = system("evidence-pictures");
const HOUR_MS = 3_600_000;
export const PICTURE_JOB = "evidence-picture";

/** Makes the picture of one record, if it still waits. Safe to repeat, and at once from several sides. */
export async function makeEvidencePicture(evidenceId: string): Promise<void> {
  const waitingAs = await withTx(SYSTEM, (tx) => makePictureIn(tx, evidenceId));
  // Only when the record is safe: a transaction that fails needs the original again.
  if (waitingAs) await forgetWaiting(waitingAs);
}

/** In the caller's transaction; answers with what to forget after it. */
export async function makePictureIn(tx: Tx, evidenceId: string): Promise<string | null> {
  const [row] = await tx
    .select({ waitingAs: evidence.waitingAs, mediaType: evidence.mediaType })
    .from(evidence)
    .where(and(eq(evidence.id, evidenceId), eq(evidence.state, "waiting")))
    .for("update");
  if (!row?.waitingAs) return null;
  const made = await makePicture(row.waitingAs, row.mediaType);
  await tx
    .update(evidence)
    .set({ ...(made ?? {}), state: made ? "ready" : "unreadable", waitingAs: null })
    .where(eq(evidence.id, evidenceId));
  return row.waitingAs;
}

/** Makes what a self-check still waits for, in the caller's transaction. The sweep forgets the originals. */
export async function makePicturesOf(tx: Tx, selfCheckId: string): Promise<void> {
  const rows = await tx
    .selectDistinct({ id: evidence.id })
    .from(evidence)
    .innerJoin(answerEvidence, eq(answerEvidence.evidenceId, evidence.id))
    .where(and(eq(answerEvidence.selfCheckId, selfCheckId), eq(evidence.state, "waiting")));
  for (const { id } of rows) await makePictureIn(tx, id);
}

/** Pictures that still wait long after they came: their job was lost. */
export async function makeForgottenPictures(): Promise<number> {
  const since = new Date(wallClock().getTime() - 600_000);
  const rows = await withTx(SYSTEM, (tx) =>
    tx
      .select({ id: evidence.id })
      .from(evidence)
      .where(and(eq(evidence.state, "waiting"), lt(evidence.createdAt, since)))
  );
  for (const { id } of rows) await makeEvidencePicture(id);
  return rows.length;
}

/** Originals that no record waits for any more. */
async function sweepWaiting(): Promise<void> {
  const rows = await withTx(SYSTEM, (tx) =>
    tx.select({ name: evidence.waitingAs }).from(evidence).where(isNotNull(evidence.waitingAs))
  );
  const awaited = new Set(rows.map(({ name }) => name));
  for (const name of await waitingSince(wallClock().getTime() - HOUR_MS))
    if (!awaited.has(name)) await forgetWaiting(name);
}

export function registerEvidencePictureJobs(): void {
  defineJob(PICTURE_JOB, z.object({ evidenceId: z.uuid() }), ({ evidenceId }) =>
    makeEvidencePicture(evidenceId)
  );
  defineJob("evidence-sweep", z.unknown(), async () => {
    await makeForgottenPictures();
    await sweepIncoming(wallClock().getTime());
    await sweepWaiting();
  });
  schedule("evidence-sweep", "37 * * * *");
}
