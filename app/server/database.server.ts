/** Gets the process its database: a server of the operator's, or the embedded one, kept running while the process lives. */
import { isAlive } from "~/platform/process-identity.server";
import {
  joinEmbeddedDatabase,
  startEmbeddedDatabase,
  type EmbeddedDatabase,
} from "~/platform/embedded-database.server";
import { env } from "~/platform/env.server";
import { logError, logger } from "~/platform/logger.server";
import { takeStartLock } from "~/platform/start-lock.server";

export interface ProcessDatabase {
  readonly url: string;
  /** As the owner, for migrations. */
  readonly ownerUrl: string;
  readonly embedded: boolean;
  stop(): Promise<void>;
}

const SUPERVISE_EVERY_MS = 500;

/** For the server: owns the data folder until `stop`. @throws {Error} when another process has it */
export async function ownDatabase(): Promise<ProcessDatabase> {
  const lock = takeStartLock(env().DATA_DIR);
  if ("heldBy" in lock)
    throw new Error(
      `The portal is already running on ${env().DATA_DIR} (process ${lock.heldBy}). Stop it first, or set another DATA_DIR.`
    );
  const given = givenDatabase();
  if (given) return { ...given, stop: async () => lock.release() };
  try {
    const database = await startEmbeddedDatabase({ dataDir: env().DATA_DIR });
    const supervision = supervise(database);
    return {
      url: database.url,
      ownerUrl: database.url,
      embedded: true,
      async stop() {
        await supervision.stop();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** For a command: joins the running portal's database, or starts it for as long as the command takes. */
export async function borrowDatabase(): Promise<ProcessDatabase> {
  const given = givenDatabase();
  if (given) return { ...given, stop: async () => {} };
  const lock = takeStartLock(env().DATA_DIR);
  if ("heldBy" in lock) {
    const running = await joinEmbeddedDatabase(env().DATA_DIR);
    if (!running)
      throw new Error(
        `The portal (process ${lock.heldBy}) is starting or stopping. Try again in a moment.`
      );
    return { url: running.url, ownerUrl: running.url, embedded: true, stop: async () => {} };
  }
  try {
    const database = await startEmbeddedDatabase({ dataDir: env().DATA_DIR });
    return {
      url: database.url,
      ownerUrl: database.url,
      embedded: true,
      async stop() {
        await database.stop();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function givenDatabase(): Omit<ProcessDatabase, "stop"> | null {
  const { DATABASE_URL: url, MIGRATION_DATABASE_URL: ownerUrl } = env();
  return url ? { url, ownerUrl: ownerUrl ?? url, embedded: false } : null;
}

/** A server that died is started again on its port, where the pool looks for it. */
function supervise(first: EmbeddedDatabase): { stop(): Promise<void> } {
  let current = first;
  let stopped = false;
  let restart: Promise<void> = Promise.resolve();
  const port = Number(new URL(first.url).port);
  const look = (): void => {
    if (stopped || isAlive(current.pid)) return;
    logger().error({ pid: current.pid }, "database died; starting it again");
    clearInterval(timer);
    restart = startEmbeddedDatabase({ dataDir: env().DATA_DIR, port })
      .then((next) => void (current = next))
      .catch((error: unknown) => logError(error, { part: "database" }))
      .finally(() => {
        if (!stopped) timer = setInterval(look, SUPERVISE_EVERY_MS).unref();
      });
  };
  let timer = setInterval(look, SUPERVISE_EVERY_MS).unref();
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await restart;
      await current.stop();
    },
  };
}
