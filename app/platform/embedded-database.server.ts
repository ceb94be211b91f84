/**
 * The PostgreSQL that comes with the portal, for everyone who has not set DATABASE_URL: real server, own folder,
 * loopback only, random port, passwords in a file that only its owner reads. A server left over by a killed portal
 * is taken over as it is.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { findBinaries, reachableFolder, type Binaries } from "./embedded-binaries.server";
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

const secretsSchema = z.object({ superuser: z.string(), owner: z.string() });
type Secrets = z.output<typeof secretsSchema>;

interface Cluster {
  readonly binaries: Binaries;
  readonly folder: string;
  readonly dataDir: string;
}

const START_TIMEOUT_MS = 15_000;
const STOP_TIMEOUT_MS = 10_000;
/** What a second try can cure: a port taken meanwhile, the last processes of a server that was killed. */
const PASSING =
  /could not bind|Address already in use|pre-existing shared memory|lock file "postmaster.pid" already exists/;

function clusterOf(dataDir: string): Cluster {
  const binaries = findBinaries();
  const key = createHash("sha256").update(dataDir).digest("hex").slice(0, 16);
  return {
    binaries,
    dataDir,
    folder: reachableFolder(join(dataDir, "postgres"), key, binaries.user),
  };
}

/** Starts it, making it first if need be. The caller holds the start lock of `dataDir`. */
export async function startEmbeddedDatabase({
  dataDir,
  port,
  settings = [],
}: Options): Promise<EmbeddedDatabase> {
  const cluster = clusterOf(dataDir);
  const secrets = await prepare(cluster);
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

async function prepare(cluster: Cluster): Promise<Secrets> {
  const { binaries, folder, dataDir } = cluster;
  const made = existsSync(join(folder, "PG_VERSION"));
  if (made) {
    const version = readFileSync(join(folder, "PG_VERSION"), "utf8").trim();
    if (version !== binaries.major)
      throw new Error(
        `${folder} was made by PostgreSQL ${version}, this portal brings ${binaries.major}. Dump it with the old version and restore it, or set DATA_DIR to an empty folder.`
      );
  }
  const kept = readSecrets(dataDir);
  if (made && kept) return kept;
  const secrets = {
    superuser: randomBytes(24).toString("hex"),
    owner: randomBytes(24).toString("hex"),
  };
  if (made) {
    // The file was lost: only someone who may stop the server can set new passwords.
    const running = await runningServer(cluster);
    if (running) await stopServer(cluster, running.pid);
    singleUser(cluster, folder, [
      `ALTER ROLE postgres PASSWORD '${secrets.superuser}'`,
      `ALTER ROLE zijian PASSWORD '${secrets.owner}'`,
    ]);
  } else {
    makeCluster(cluster, secrets);
  }
  writeFileSync(secretsFile(dataDir), JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}

const secretsFile = (dataDir: string): string => join(dataDir, "database-passwords.json");

function readSecrets(dataDir: string): Secrets | null {
  try {
    return secretsSchema.parse(JSON.parse(readFileSync(secretsFile(dataDir), "utf8")));
  } catch {
    return null;
  }
}

/** Made beside its place and moved there whole: what a killed start leaves behind is thrown away. */
function makeCluster(cluster: Cluster, secrets: Secrets): void {
  const { binaries, folder } = cluster;
  const draft = `${folder}.new`;
  rmSync(draft, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  if (binaries.user) chownSync(draft, binaries.user.uid, binaries.user.gid);
  const args = [
    "-D",
    draft,
    "-U",
    "postgres",
    "--auth=scram-sha-256",
    "-E",
    "UTF8",
    "--locale=C.UTF-8",
    "--no-instructions",
  ];
  // Nobody can connect before the passwords are set: single-user mode needs none.
  const pwfile = join(draft, "..", `${randomBytes(6).toString("hex")}.pw`);
  writeFileSync(pwfile, secrets.superuser, { mode: 0o600 });
  if (binaries.user) chownSync(pwfile, binaries.user.uid, binaries.user.gid);
  try {
    const run = spawnSync(join(binaries.dir, "bin/initdb"), [...args, `--pwfile=${pwfile}`], {
      ...binaries.user,
      cwd: "/",
      env: PROGRAM_ENV,
      encoding: "utf8",
    });
    if (run.status !== 0)
      throw new Error(`The database could not be made: ${run.stderr || String(run.error)}`);
  } finally {
    rmSync(pwfile, { force: true });
  }
  singleUser(cluster, draft, [
    `CREATE ROLE zijian LOGIN CREATEROLE CREATEDB PASSWORD '${secrets.owner}'`,
    "CREATE DATABASE zijian OWNER zijian",
    // Lets functions of the owner act as the system, past row-level security, and nothing else do so.
    "GRANT SET ON PARAMETER app.kind TO zijian",
  ]);
  renameSync(draft, folder);
}

function singleUser({ binaries }: Cluster, folder: string, statements: readonly string[]): void {
  const run = spawnSync(
    join(binaries.dir, "bin/postgres"),
    ["--single", "-D", folder, "postgres"],
    {
      ...binaries.user,
      cwd: "/",
      env: PROGRAM_ENV,
      encoding: "utf8",
      input: `${statements.join(";\n")};\n`,
    }
  );
  if (run.status !== 0 || /ERROR:|FATAL:/.test(run.stderr))
    throw new Error(`The database could not be set up: ${run.stderr}`);
}

/** Fixed, so that no PG* setting of the caller reaches the server. */
const PROGRAM_ENV: NodeJS.ProcessEnv = {
  NODE_ENV: "production",
  PATH: "/usr/local/bin:/usr/bin:/bin",
  LC_ALL: "C.UTF-8",
  TZ: "UTC",
};

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
