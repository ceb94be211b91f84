/**
 * The PostgreSQL that comes with the portal, for everyone who has not set DATABASE_URL: real server, own folder,
 * loopback only, random port, passwords in a file that only its owner reads. A server left over by a killed portal
 * is taken over as it is.
 */
import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  clusterOf,
  prepareCluster,
  PROGRAM_ENV,
  readSecrets,
  type Cluster,
  type Secrets,
} from "./embedded-cluster.server";
import { isAlive } from "./process-identity.server";

export interface EmbeddedDatabase {
  /** As `zijian`, owner of the database of that name: no superuser. */
  readonly url: string;
  readonly superuserUrl: string;
  readonly pid: number;
  readonly adopted: boolean;
  stop(): Promise<void>;
}

interface Options {
  readonly dataDir: string;
  /** A free one when unset. */
  readonly port?: number;
  /** Further settings of the server, e.g. `fsync=off` in tests. */
  readonly settings?: readonly string[];
}

const START_TIMEOUT_MS = 15_000;
const STOP_TIMEOUT_MS = 10_000;
/** What a second try can cure: a port taken meanwhile, the last processes of a server that was killed. */
const PASSING =
  /could not bind|Address already in use|pre-existing shared memory|lock file "postmaster.pid" already exists/;

/** Starts it, making it first if need be. The caller holds the start lock of `dataDir`. */
export async function startEmbeddedDatabase({
  dataDir,
  port,
  settings = [],
}: Options): Promise<EmbeddedDatabase> {
  const cluster = clusterOf(dataDir);
  const secrets = await prepareCluster(cluster, async () => {
    const running = await runningServer(cluster);
    if (running) await stopServer(cluster, running.pid);
  });
  const running = await runningServer(cluster);
  if (running) return handle(cluster, secrets, running, true);
  for (const end = Date.now() + START_TIMEOUT_MS; ; await sleep(200)) {
    const started = await launch(cluster, port ?? (await freePort()), settings);
    if (typeof started !== "string") return handle(cluster, secrets, started, false);
    if (Date.now() > end || !PASSING.test(started))
      throw new Error(`The database did not start:\n${started}`);
  }
}

/** The server another portal process runs on this folder, or null. Never starts or stops one. */
export async function joinEmbeddedDatabase(dataDir: string): Promise<EmbeddedDatabase | null> {
  const cluster = clusterOf(dataDir);
  const running = await runningServer(cluster);
  const secrets = readSecrets(dataDir);
  return running && secrets
    ? { ...handle(cluster, secrets, running, true), stop: async () => {} }
    : null;
}

function handle(
  cluster: Cluster,
  secrets: Secrets,
  server: Server,
  adopted: boolean
): EmbeddedDatabase {
  const at = `127.0.0.1:${server.port}`;
  return {
    url: `postgres://zijian:${secrets.owner}@${at}/zijian`,
    superuserUrl: `postgres://postgres:${secrets.superuser}@${at}/postgres`,
    pid: server.pid,
    adopted,
    stop: () => stopServer(cluster, server.pid),
  };
}

interface Server {
  readonly pid: number;
  readonly port: number;
}

/** Reads postmaster.pid: line 1 process, line 4 port, line 8 state. */
function pidFile({ folder }: Cluster): (Server & { readonly state: string }) | null {
  try {
    const lines = readFileSync(join(folder, "postmaster.pid"), "utf8").split("\n");
    return { pid: Number(lines[0]), port: Number(lines[3]), state: (lines[7] ?? "").trim() };
  } catch {
    return null;
  }
}

async function runningServer(cluster: Cluster): Promise<Server | null> {
  for (const end = Date.now() + START_TIMEOUT_MS; Date.now() < end; await sleep(25)) {
    const file = pidFile(cluster);
    if (!file || !isAlive(file.pid) || !isServerOf(file.pid, cluster.folder)) return null;
    if (file.state === "ready") return file;
  }
  return null;
}

/** The number in the file may belong to another program by now. Without /proc the file is believed. */
function isServerOf(pid: number, folder: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(folder);
  } catch {
    return !existsSync("/proc/self");
  }
}

/** Answers with the server, or with the end of its log when it gave up. */
async function launch(
  cluster: Cluster,
  port: number,
  settings: readonly string[]
): Promise<Server | string> {
  const { binaries, folder, dataDir } = cluster;
  const logFile = join(dataDir, "postgres.log");
  const log = openSync(logFile, "w", 0o600);
  const options = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=60",
    "timezone=UTC",
    ...settings,
  ];
  const child = spawn(
    join(binaries.dir, "bin/postgres"),
    ["-D", folder, "-p", String(port), ...options.flatMap((option) => ["-c", option])],
    // Detached: Ctrl-C in a terminal reaches the portal alone, which then stops the server in order.
    { ...binaries.user, cwd: "/", env: PROGRAM_ENV, stdio: ["ignore", log, log], detached: true }
  );
  closeSync(log);
  let exited = false;
  child.once("exit", () => (exited = true));
  child.once("error", () => (exited = true));
  child.unref();
  for (const end = Date.now() + START_TIMEOUT_MS; Date.now() < end; await sleep(20)) {
    const file = pidFile(cluster);
    if (file && file.pid === child.pid && file.state === "ready") return { pid: file.pid, port };
    if (exited) break;
  }
  if (!exited) child.kill("SIGQUIT");
  return readFileSync(logFile, "utf8").slice(-2000);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** Fast shutdown, then immediate: what was committed is on disk either way. */
async function stopServer(cluster: Cluster, pid: number): Promise<void> {
  for (const signal of ["SIGINT", "SIGQUIT"] as const) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    for (const end = Date.now() + STOP_TIMEOUT_MS; Date.now() < end; await sleep(20)) {
      if (!isAlive(pid) || pidFile(cluster)?.pid !== pid) return;
    }
  }
}
