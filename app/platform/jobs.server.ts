/**
 * Work that runs beside the requests, on the same database. `enqueue` belongs to the caller's transaction: the job
 * exists exactly when the change it follows does. A job may run twice after a crash, so handlers are safe to repeat.
 */
import { setTimeout as sleep } from "node:timers/promises";
import PgBoss from "pg-boss";
import type { z } from "zod";
import { wallClock } from "./clock.server";
import { uuidOf } from "./crypto.server";
import { runForJobQueue, runForJobQueueIn, type Tx } from "./db.server";
import { QUEUE_SCHEMA, WORK_QUEUE } from "./job-queue.server";
import { describeError, logger } from "./logger.server";
import { minutesBegun, runsAt, type Timing } from "./timetable";

interface Job {
  run(payload: unknown, jobId: string): Promise<void>;
}
const jobs = new Map<string, Job>();
const schedules = new Map<string, Timing>();

/** `jobId` is the same when a job runs again: a key for what must happen once. */
export function defineJob<S extends z.ZodType>(
  name: string,
  schema: S,
  handler: (payload: z.output<S>, jobId: string) => Promise<void>
): void {
  jobs.set(name, { run: async (payload, jobId) => handler(schema.parse(payload), jobId) });
}

/** Runs a job with an empty payload at its times, once for all processes. On the machine's clock. */
export function schedule(name: string, timing: Timing): void {
  schedules.set(name, timing);
}

interface KeptUp {
  readonly name: string;
  readonly everyMs: number;
  step(): Promise<boolean>;
}
const keptUp: KeptUp[] = [];

/**
 * Work whose own table says what waits: `step` does some of it and answers whether it did. Called again at once then,
 * otherwise after a while; in every process, so that it must be safe to do twice.
 */
export function keepUp(name: string, everyMs: number, step: () => Promise<boolean>): void {
  keptUp.push({ name, everyMs, step });
}

const scheduledQueue = (name: string): string => `every.${name}`;
/** Queues that migration makes for the schedules. */
export const scheduledQueues = (): string[] => [...schedules.keys()].map(scheduledQueue);

interface EnqueueOptions {
  /** Not before this moment of the machine's clock. */
  readonly startAfter?: Date;
}

// Never started: only writes rows, on the transaction it is given.
const sender = new PgBoss({ schema: QUEUE_SCHEMA, db: { executeSql: runForJobQueue } });
const RETRIES = { retryLimit: 8, retryDelay: 5, retryBackoff: true, expireInSeconds: 120 };

export async function enqueue(
  tx: Tx,
  name: string,
  payload: unknown,
  { startAfter }: EnqueueOptions = {}
): Promise<void> {
  const id = await sender.send(
    WORK_QUEUE,
    { job: name, payload },
    {
      ...RETRIES,
      ...(startAfter ? { startAfter } : {}),
      db: { executeSql: (text, values) => runForJobQueueIn(tx, text, values) },
    }
  );
  if (!id) throw new Error("The job queue took no job: the database is not migrated.");
}

let boss: PgBoss | undefined;
let stopping = new AbortController();
let keeping: Promise<unknown> = Promise.resolve();

const STOP_WITHIN_MS = 5_000;

export async function startJobs(): Promise<void> {
  boss = new PgBoss({
    schema: QUEUE_SCHEMA,
    db: { executeSql: runForJobQueue },
    migrate: false,
    schedule: false,
    maintenanceIntervalSeconds: 30,
    archiveCompletedAfterSeconds: 3600,
    deleteAfterDays: 7,
  });
  boss.on("error", (error) => logger().warn(describeError(error), "job queue"));
  await boss.start();
  await boss.work(WORK_QUEUE, { batchSize: 20, pollingIntervalSeconds: 0.5 }, runBatch);
  await requireQueues(boss);
  for (const name of schedules.keys()) {
    await boss.work(scheduledQueue(name), { pollingIntervalSeconds: 5 }, async ([job]) => {
      if (job) await attempt(name, {}, job.id);
    });
  }
  stopping = new AbortController();
  const all = [...keptUp, { name: "timetable", everyMs: LOOK_EVERY_MS, step: timetable(boss) }];
  keeping = Promise.all(all.map((each) => goOn(each, stopping.signal)));
}

/** A run sent to a queue that is not there would be lost without a word. */
async function requireQueues(queue: PgBoss): Promise<void> {
  const there = new Set((await queue.getQueues()).map(({ name }) => name));
  const missing = scheduledQueues().filter((name) => !there.has(name));
  if (missing.length > 0) throw new Error(`The job queue lacks ${missing.join(", ")}: the database is not migrated.`);
}

const LOOK_EVERY_MS = 15_000;
/** A start makes up for what a restart has missed, and for no more. */
const MISSED_MINUTES = 5;

/** Sends what has come round since the last look. A run has its id from its minute, so that however many send it, it is one. */
function timetable(queue: PgBoss): () => Promise<boolean> {
  let lookedAt = new Date(wallClock().getTime() - MISSED_MINUTES * 60_000);
  return async () => {
    const at = wallClock();
    for (const minute of minutesBegun(lookedAt, at, MISSED_MINUTES))
      for (const [name, timing] of schedules)
        if (runsAt(timing, minute)) await queue.send(scheduledQueue(name), {}, { id: uuidOf(`${name} ${minute.toISOString()}`) });
    lookedAt = at;
    return false;
  };
}

async function goOn({ name, everyMs, step }: KeptUp, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const did = await step().catch((error: unknown) => {
      logger().error({ job: name, ...describeError(error) }, "job failed");
      return false;
    });
    if (!did) await sleep(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

/** Waits up to five seconds for running jobs; what does not end is taken up again by the next start. */
export async function stopJobs(): Promise<void> {
  const running = boss;
  boss = undefined;
  stopping.abort();
  const late = sleep(STOP_WITHIN_MS, undefined, { ref: false });
  await running?.stop({ graceful: true, wait: true, timeout: STOP_WITHIN_MS, close: false });
  await Promise.race([keeping, late]);
}

async function runBatch(batch: PgBoss.Job<{ job?: string; payload?: unknown }>[]): Promise<void> {
  for (const { id, data } of batch) {
    try {
      await attempt(data.job ?? "", data.payload, id);
    } catch (error) {
      // Of a batch only this one is tried again.
      await boss?.fail(WORK_QUEUE, id, { code: describeError(error)["error"] ?? "" });
    }
  }
}

async function attempt(name: string, payload: unknown, id: string): Promise<void> {
  try {
    const job = jobs.get(name);
    if (!job) throw new Error(`There is no job ${name}.`);
    await job.run(payload, id);
  } catch (error) {
    logger().error({ job: name, id, ...describeError(error) }, "job failed");
    throw error;
  }
}
