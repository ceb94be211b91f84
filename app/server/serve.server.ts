/** Starts the portal and keeps it until it is told to stop. */
import { createServer, type Server } from "node:http";
import type { ServerBuild } from "@remix-run/node";
import type { RequestHandler } from "express";
import { keepStandingsFresh } from "~/features/positive-list/batch/refresh.server";
import { readRulesInForce, watchRulesInForce } from "~/features/positive-list/rule-versions/in-force.server";
import { setClockOffsetDays } from "~/platform/clock.server";
import { isDatabaseGone } from "~/platform/database-gone.server";
import { closeDatabase, openDatabase, tables, withTx } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { scheduledQueues, startJobs, stopJobs } from "~/platform/jobs.server";
import { logError } from "~/platform/logger.server";
import { migrateDatabase, pendingMigrations } from "~/platform/migrate.server";
import { system } from "~/shared/actor";
import { ownDatabase, type ProcessDatabase } from "./database.server";
import { createHttpApp } from "./http.server";
import { registerJobs } from "./jobs.server";
import { seedDemonstration, type DemonstrationAccount } from "./seed.server";
import { drain, onStopSignal } from "./shutdown.server";

interface ServeOptions {
  readonly build: ServerBuild | (() => Promise<ServerBuild>);
  readonly clientFolder?: string;
  readonly developmentMiddleware?: RequestHandler;
}

export async function serve(options: ServeOptions): Promise<void> {
  const database = await ownDatabase();
  let server: Server | undefined;
  let stopRefreshing = async (): Promise<void> => {};
  const stop = async (): Promise<void> => {
    if (server) await drain(server);
    await stopRefreshing();
    await stopJobs();
    await closeDatabase();
    await database.stop();
  };
  onStopSignal(stop);
  surviveLostDatabase();
  try {
    registerJobs();
    await prepareSchema(database);
    openDatabase(database.url, env().DATABASE_POOL);
    await readRulesInForce();
    watchRulesInForce();
    const accounts = env().demonstration ? await demonstrate() : [];
    await startJobs();
    stopRefreshing = keepStandingsFresh();
    server = await listen(options);
    announce(server, accounts);
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A connection may end when nobody waits for it. Every other fault that nobody handles ends the process, as by default. */
function surviveLostDatabase(): void {
  process.on("unhandledRejection", (reason) => {
    if (!isDatabaseGone(reason)) throw reason;
    logError(reason, { part: "unhandled" });
  });
}

/** Production changes its schema in a step of its own (`npm run migrate`), never on the way up. */
async function prepareSchema({ ownerUrl }: ProcessDatabase): Promise<void> {
  if (env().NODE_ENV !== "production") return migrateDatabase(ownerUrl, scheduledQueues());
  const pending = await pendingMigrations(ownerUrl);
  if (pending.length > 0)
    throw new Error(`The database is not up to date (${pending.join(", ")}). Run: npm run migrate`);
}

async function demonstrate(): Promise<readonly DemonstrationAccount[]> {
  const accounts = await seedDemonstration();
  const [state] = await withTx(system("start"), (tx) =>
    tx.select({ offset: tables.portalState.clockOffsetDays }).from(tables.portalState)
  );
  setClockOffsetDays(state?.offset ?? 0);
  return accounts;
}

function listen(options: ServeOptions): Promise<Server> {
  const { HOST, PORT, PUBLIC_ORIGIN, TRUST_PROXY, REQUESTS_PER_MINUTE } = env();
  const app = createHttpApp({
    ...options,
    publicOrigin: PUBLIC_ORIGIN && new URL(PUBLIC_ORIGIN).origin,
    trustedProxies: TRUST_PROXY.split(",")
      .map((address) => address.trim())
      .filter(Boolean),
    requestsPerMinute: REQUESTS_PER_MINUTE,
  });
  const server = createServer(
    {
      requestTimeout: 300_000,
      headersTimeout: 20_000,
      keepAliveTimeout: 10_000,
      // Of a large upload several pieces may wait to be read: to stop and start the socket at each costs more.
      highWaterMark: 256 * 1024,
    },
    app
  );
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(
        error.code === "EADDRINUSE"
          ? new Error(`Port ${PORT} is taken. Choose another: PORT=3001 npm start`)
          : error
      );
    });
    server.listen(PORT, HOST, () => resolve(server));
  });
}

function announce(server: Server, accounts: readonly DemonstrationAccount[]): void {
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : env().PORT;
  const lines = [`Zijian 自检 is ready: ${env().PUBLIC_ORIGIN ?? `http://localhost:${port}`}`];
  if (accounts.length > 0) {
    lines.push("", "Demonstration accounts 演示账户:");
    for (const { login, password, description } of accounts)
      lines.push(`  ${login.padEnd(16)} ${password.padEnd(20)} ${description}`);
    lines.push("", "Stop with Ctrl-C.");
  }
  process.stdout.write(`${lines.join("\n")}\n`);
}
