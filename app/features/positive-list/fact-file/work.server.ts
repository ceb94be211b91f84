/**
 * Works through long files of facts, one at a time: read into the waiting room, judge, put on record. A process that dies
 * leaves the file where it was; after the time it had reserved, the next one goes on behind the last batch that was kept.
 */
import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { databaseErrorCode, tables, withTx } from "~/platform/db.server";
import { storedPath } from "~/platform/files.server";
import { keepUp } from "~/platform/jobs.server";
import { logError } from "~/platform/logger.server";
import { toPerson } from "~/platform/person.server";
import { day } from "~/shared/day";
import { isImportable } from "../import-columns";
import { SOURCE_BUSY } from "../statements.server";
import { putOnRecord, type FileOf } from "./put-on-record.server";
import { readIn } from "./read-in.server";
import type { Ending } from "./rows.server";
import { CLERK, clearOne, judge, NotMine } from "./waiting-room.server";

const { accounts, agencies, importJobs } = tables;
const LOOK_EVERY_MS = 1_000;
const RESERVED_S = 20;
const TELL_EVERY_MS = 4_000;
/** Of a file that fails however often: nothing of it is on record. */
const MAX_ATTEMPTS = 5;

export function registerFactFiles(): void {
  keepUp("fact-files", LOOK_EVERY_MS, workOnNextFile);
}

/** Answers with whether there was anything to do. Safe to run in several processes at once. */
export async function workOnNextFile(): Promise<boolean> {
  const job = await takeJob();
  if (!job) return clearOne();
  const told = { rows: 0 };
  const telling = setInterval(() => void reserve(job, told.rows).catch(() => undefined), TELL_EVERY_MS);
  try {
    await workOn(job, told);
  } catch (error) {
    if (error instanceof NotMine) return true;
    const isBusy = databaseErrorCode(error) === SOURCE_BUSY;
    if (!isBusy) logError(error, { part: "fact-files" });
    await letGo(job, isBusy).catch(() => undefined);
  } finally {
    clearInterval(telling);
  }
  return true;
}

interface TakenJob extends FileOf {
  readonly status: "reading" | "storing";
  readonly ending: Ending;
  readonly path: string;
}

async function workOn(job: TakenJob, told: { rows: number }): Promise<void> {
  let { rows } = job;
  if (job.status === "reading") {
    const read = await readIn(job, job);
    if ((await judge(job, read.faults)) === "refused") return;
    rows = read.rows;
  }
  await putOnRecord({ ...job, rows }, (stored) => (told.rows = stored));
}

/** The oldest file that nobody works on; one that has failed too often ends here. */
async function takeJob(): Promise<TakenJob | null> {
  const worker = randomUUID();
  const [row] = await withTx(CLERK, async (tx) => {
    const taken = await tx
      .update(importJobs)
      .set({ worker, attempts: sql`${importJobs.attempts} + 1`, workingUntil: reservedUntil, rowsStored: 0 })
      .where(
        sql`${importJobs.id} = (select id from import_job where ended_at is null and working_until < clock_timestamp()
          order by created_at limit 1 for update skip locked)`
      )
      .returning();
    const [job] = taken;
    if (!job) return [];
    const [person] = await tx
      .select({
        displayName: accounts.displayName,
        role: accounts.role,
        enterpriseId: accounts.enterpriseId,
        agencyId: accounts.agencyId,
        regionCode: agencies.regionCode,
        agencyLevel: agencies.level,
      })
      .from(accounts)
      .innerJoin(agencies, eq(agencies.id, accounts.agencyId))
      .where(eq(accounts.id, job.startedBy));
    const by = person ? toPerson(job.startedBy, person) : null;
    const path = await storedPath(job.fileHash);
    if (job.attempts > MAX_ATTEMPTS || by?.kind !== "agency" || by.agencyId !== job.agencyId || path === null || !isImportable(job.kind)) {
      await tx.update(importJobs).set({ status: "failed", endedAt: sql`now()` }).where(eq(importJobs.id, job.id));
      return [];
    }
    return [{ job, by, path, kind: job.kind }];
  });
  if (!row) return null;
  const { job, by, path, kind } = row;
  return {
    jobId: job.id,
    worker,
    kind,
    regionCode: by.regionCode,
    by,
    path,
    on: day(job.onDay),
    status: job.status === "storing" ? "storing" : "reading",
    ending: job.ending,
    fileName: job.fileName,
    fileHash: job.fileHash,
    rows: job.rowsRead,
  };
}

const reservedUntil = sql`clock_timestamp() + make_interval(secs => ${sql.raw(String(RESERVED_S))})`;
const mine = ({ jobId, worker }: TakenJob) =>
  and(eq(importJobs.id, jobId), eq(importJobs.worker, worker), sql`${importJobs.endedAt} is null`);

const reserve = (job: TakenJob, rowsStored: number): Promise<unknown> =>
  withTx(CLERK, (tx) => tx.update(importJobs).set({ workingUntil: reservedUntil, rowsStored }).where(mine(job)));

/** To be tried again; waiting for another file of the same agency and kind is no failure. */
const letGo = (job: TakenJob, isBusy: boolean): Promise<unknown> =>
  withTx(CLERK, (tx) =>
    tx
      .update(importJobs)
      .set({ workingUntil: sql`clock_timestamp()`, ...(isBusy ? { attempts: sql`${importJobs.attempts} - 1` } : {}) })
      .where(mine(job))
  );
