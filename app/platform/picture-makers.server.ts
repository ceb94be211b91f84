/**
 * The processes that make pictures anew: started when there is a picture, ended when there has been none for a while,
 * started again when one dies. Two kinds: one for what somebody waits for, one that takes what nobody else needs.
 */
import { fork, type ChildProcess } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { logger } from "./logger.server";
import { PROJECT_ROOT } from "./project-root.server";

export interface PictureOrder {
  readonly from: string;
  readonly mediaType: string;
  readonly maxPixels: number;
  readonly whole: string;
  readonly preview: string;
}
const made = z.object({ hash: z.string(), sizeBytes: z.number() });
const answerSchema = z.union([
  z.object({ whole: made, preview: made }),
  z.object({ unreadable: z.literal(true) }),
  z.object({ failed: z.string() }),
]);
export type PictureAnswer = Exclude<z.output<typeof answerSchema>, { failed: string }>;

export type Hurry = "now" | "later";
/** Of the operating system: 19 is what runs when nothing else wants to. */
const NICENESS: Readonly<Record<Hurry, number>> = { now: 0, later: 19 };
const IDLE_MS = 30_000;
/** Behind all others a picture may wait long for the processor. */
const ENDLESS_MS = 180_000;
const TRIES = 3;
/** The picture's doing; the others end a process from outside. */
const CRASHES = new Set<NodeJS.Signals>(["SIGSEGV", "SIGABRT", "SIGBUS", "SIGILL", "SIGFPE", "SIGTRAP"]);

class Died extends Error {
  override name = "PictureProcessDied";
  constructor(readonly crashed: boolean) {
    super("The process that makes pictures anew ended in the middle of one.");
  }
}

/** One process with one picture at a time. */
class Maker {
  private child: ChildProcess | undefined;
  private idle: NodeJS.Timeout | undefined;

  constructor(private readonly hurry: Hurry) {}

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** @throws {Died} */
  async make(order: PictureOrder): Promise<PictureAnswer> {
    clearTimeout(this.idle);
    const child = (this.child ??= this.start());
    // An idle process keeps the portal from nothing; a busy one is waited for.
    child.channel?.ref();
    const endless = setTimeout(() => child.kill("SIGKILL"), ENDLESS_MS);
    try {
      return await answerOf(child, order);
    } finally {
      clearTimeout(endless);
      child.channel?.unref();
      this.idle = setTimeout(() => this.stop(), IDLE_MS).unref();
    }
  }

  stop(): void {
    clearTimeout(this.idle);
    this.child?.kill();
    this.child = undefined;
  }

  private start(): ChildProcess {
    const program = join(PROJECT_ROOT, "app/platform/picture-process.mjs");
    const child = fork(program, [String(NICENESS[this.hurry])], {
      execArgv: [],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    child.unref();
    child.once("exit", () => {
      if (this.child === child) this.child = undefined;
    });
    // Whoever waits hears of it by the exit.
    child.on("error", (error) => logger().warn({ error: error.message }, "picture process"));
    return child;
  }
}

function answerOf(child: ChildProcess, order: PictureOrder): Promise<PictureAnswer> {
  return new Promise((resolve, reject) => {
    const heard = (message: unknown): void => {
      child.off("exit", ended);
      const { data: answer } = answerSchema.safeParse(message);
      if (answer && !("failed" in answer)) resolve(answer);
      else reject(new Error(answer?.failed ?? "The picture process answered with something else."));
    };
    const ended = (_code: number | null, signal: NodeJS.Signals | null): void => {
      child.off("message", heard);
      reject(new Died(signal !== null && CRASHES.has(signal)));
    };
    child.once("message", heard);
    child.once("exit", ended);
    child.send(order, (error) => {
      // A process that has just died: its exit may have been told before anybody listened.
      if (error && child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
      else if (error) ended(child.exitCode, child.signalCode);
    });
  });
}

const makers: Readonly<Record<Hurry, Maker[]>> = { now: [], later: [] };
const free: Readonly<Record<Hurry, Maker[]>> = { now: [], later: [] };
const queues: Readonly<Record<Hurry, ((maker: Maker) => void)[]>> = { now: [], later: [] };
export const MAKERS = availableParallelism();

async function maker(hurry: Hurry): Promise<Maker> {
  const ready = free[hurry].pop();
  if (ready) return ready;
  if (makers[hurry].length < MAKERS) {
    const more = new Maker(hurry);
    makers[hurry].push(more);
    return more;
  }
  return new Promise((take) => queues[hurry].push(take));
}

/**
 * Has one picture made, by the next free process. One that dies from outside is replaced and the picture made by the
 * next; a picture over which every process crashes is none that can be read.
 *
 * @throws {Error} when processes were ended from outside again and again; the original is still there
 */
export async function orderPicture(hurry: Hurry, order: PictureOrder): Promise<PictureAnswer> {
  const mine = await maker(hurry);
  try {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await mine.make(order);
      } catch (error) {
        if (!(error instanceof Died)) throw error;
        logger().warn({ attempt, crashed: error.crashed }, "picture process died");
        if (attempt < TRIES) continue;
        if (error.crashed) return { unreadable: true };
        throw error;
      }
    }
  } finally {
    const next = queues[hurry].shift();
    if (next) next(mine);
    else free[hurry].push(mine);
  }
}

/** Those that have a picture in hand now. */
export const busyPictureProcesses = (): number[] =>
  [...makers.now, ...makers.later].flatMap((each) =>
    each.pid === undefined || free.now.includes(each) || free.later.includes(each) ? [] : [each.pid]
  );
