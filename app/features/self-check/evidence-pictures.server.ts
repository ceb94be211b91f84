/** Pictures that came in are made anew beside the requests, and at the latest when somebody wants to see one. */
import { and, asc, eq, isNotNull, notInArray } from "drizzle-orm";
import { z } from "zod";
import { wallClock } from "~/platform/clock.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { sweepIncoming } from "~/platform/incoming.server";
import { defineJob, keepUp, schedule } from "~/platform/jobs.server";
import { describeError, logger } from "~/platform/logger.server";
import { MAKERS, type Hurry } from "~/platform/picture-makers.server";
import { forgetWaiting, makePicture, waitingSince } from "~/platform/pictures.server";
import { uploadsPause } from "~/platform/uploads-under-way.server";
import { system, type EnterpriseActor } from "~/shared/actor";

const { answerEvidence, evidence } = tables;
const SYSTEM = system("evidence-pictures");
const HOUR_MS = 3_600_000;
const LOOK_EVERY_MS = 1_000;
const PAUSE_MS = 2_000;
/** A picture that could not be made is tried again after this. */
const AGAIN_AFTER_MS = 600_000;

interface Waiting {
  readonly id: string;
  readonly waitingAs: string | null;
  readonly mediaType: string;
}
const WAITING = {
  id: evidence.id,
  waitingAs: evidence.waitingAs,
  mediaType: evidence.mediaType,
};

/** Makes the picture of one record, if it still waits. Safe to repeat, and at once from several sides. */
export async function makeEvidencePicture(evidenceId: string): Promise<void> {
  const [row] = await withTx(SYSTEM, (tx) =>
    tx
      .select(WAITING)
      .from(evidence)
      .where(and(eq(evidence.id, evidenceId), eq(evidence.state, "waiting")))
  );
  if (row) await makeWaiting(row, "now");
}

async function makeWaiting(row: Waiting, hurry: Hurry): Promise<void> {
  if (row.waitingAs === null) return;
  // No transaction is open while a picture is made: behind all others it may take long.
  const made = await makePicture(row.waitingAs, row.mediaType, hurry);
  await withTx(SYSTEM, (tx) => write(tx, row.id, made));
  // Only when the record is safe: a transaction that fails needs the original again.
  await forgetWaiting(row.waitingAs);
}

type Made = Awaited<ReturnType<typeof makePicture>>;
/** Whoever comes second writes nothing. */
const write = (tx: Tx, id: string, made: Made) =>
  tx
    .update(evidence)
    .set({ ...(made ?? {}), state: made ? "ready" : "unreadable", waitingAs: null })
    .where(and(eq(evidence.id, id), eq(evidence.state, "waiting")));

const waitingOf = (tx: Tx, enterpriseId: string, selfCheckId: string): Promise<Waiting[]> =>
  tx
    .selectDistinct(WAITING)
    .from(evidence)
    .innerJoin(answerEvidence, eq(answerEvidence.evidenceId, evidence.id))
    .where(
      and(
        eq(evidence.enterpriseId, enterpriseId),
        eq(answerEvidence.selfCheckId, selfCheckId),
        eq(evidence.state, "waiting")
      )
    );

/** Makes what a self-check still waits for, before the transaction that needs it. */
export async function makePicturesFor(actor: EnterpriseActor, selfCheckId: string): Promise<void> {
  const rows = await withTx(actor, (tx) => waitingOf(tx, actor.enterpriseId, selfCheckId));
  await Promise.all(rows.map((row) => makeWaiting(row, "now")));
}

/** What came in since then, in the caller's transaction. The sweep forgets the originals. */
export async function makePicturesOf(
  tx: Tx,
  actor: EnterpriseActor,
  selfCheckId: string
): Promise<void> {
  for (const { id, waitingAs, mediaType } of await waitingOf(tx, actor.enterpriseId, selfCheckId))
    if (waitingAs !== null) await write(tx, id, await makePicture(waitingAs, mediaType));
}

/** Records whose picture failed, with when to try again on the machine's clock. In this process alone. */
const failed = new Map<string, number>();

/**
 * Makes the pictures that wait longest and answers with their number: a few when nobody is sending files, else after a
 * while a single one, so that there is an end even if somebody always is.
 */
export async function makeNextPictures(): Promise<number> {
  const atOnce = (await uploadsPause(PAUSE_MS)) ? MAKERS * 4 : 1;
  const at = wallClock().getTime();
  for (const [id, againAt] of failed) if (againAt <= at) failed.delete(id);
  const rows = await withTx(SYSTEM, (tx) =>
    tx
      .select(WAITING)
      .from(evidence)
      .where(
        and(
          eq(evidence.state, "waiting"),
          failed.size > 0 ? notInArray(evidence.id, [...failed.keys()]) : undefined
        )
      )
      .orderBy(asc(evidence.createdAt))
      .limit(atOnce)
  );
  await Promise.all(rows.map((row) => makeOrPutOff(row, at)));
  return rows.length;
}

/** One that fails does not hold up the others. */
async function makeOrPutOff(row: Waiting, at: number): Promise<void> {
  try {
    await makeWaiting(row, "later");
  } catch (error) {
    failed.set(row.id, at + AGAIN_AFTER_MS);
    logger().error({ evidence: row.id, ...describeError(error) }, "picture not made");
  }
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
  keepUp("evidence-pictures", LOOK_EVERY_MS, async () => (await makeNextPictures()) > 0);
  defineJob("evidence-sweep", z.unknown(), async () => {
    await sweepIncoming(wallClock().getTime());
    await sweepWaiting();
  });
  schedule("evidence-sweep", { minute: 37 });
}
