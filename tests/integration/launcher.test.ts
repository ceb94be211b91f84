/** The embedded database as a newcomer's machine treats it: killed, started twice, moved below a closed folder. */
import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  joinEmbeddedDatabase,
  startEmbeddedDatabase,
  type EmbeddedDatabase,
} from "~/platform/embedded-database.server";
import { identityOf, isAlive, livingProcess } from "~/platform/process-identity.server";
import { takeStartLock } from "~/platform/start-lock.server";

let dataDir: string;
const started: EmbeddedDatabase[] = [];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "zijian-launcher-"));
  chmodSync(dataDir, 0o755);
});
afterEach(async () => {
  for (const database of started.splice(0)) await database.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(port?: number): Promise<EmbeddedDatabase> {
  const database = await startEmbeddedDatabase({ dataDir, ...(port ? { port } : {}) });
  started.push(database);
  return database;
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 3 });
  try {
    return [...(await sql.unsafe(text))];
  } finally {
    await sql.end({ timeout: 2 });
  }
}

/** An ended process is gone once its parent has taken note of it. */
async function gone(pid: number): Promise<void> {
  await expect.poll(() => isAlive(pid), { timeout: 5_000 }).toBe(false);
}

test("it starts, keeps its data over a stop, and leaves nothing running", async () => {
  const first = await start();
  expect(first.adopted).toBe(false);
  await query(first.url, "create table kept as select 1 as one");
  await first.stop();
  await gone(first.pid);
  expect(existsSync(join(dataDir, "postgres/postmaster.pid"))).toBe(false);
  const second = await start();
  expect(await query(second.url, "select one from kept")).toEqual([{ one: 1 }]);
});

test("passwords are asked for, kept in a file of its owner alone, and the portal's role is no superuser", async () => {
  const database = await start();
  const file = join(dataDir, "database-passwords.json");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const guess = new URL(database.url);
  guess.password = "postgres";
  await expect(query(guess.href, "select 1")).rejects.toMatchObject({ code: "28P01" });
  guess.username = "postgres";
  guess.password = "";
  await expect(query(guess.href, "select 1")).rejects.toThrow();
  expect(
    await query(database.url, "select rolsuper from pg_roles where rolname = current_user")
  ).toEqual([{ rolsuper: false }]);
  expect(await query(database.superuserUrl, "show listen_addresses")).toEqual([
    { listen_addresses: "127.0.0.1" },
  ]);
});

test("a server left over by a killed portal is taken over", async () => {
  const first = await start();
  const second = await start();
  expect(second).toMatchObject({ adopted: true, pid: first.pid, url: first.url });
  await second.stop();
  await gone(first.pid);
});

test("a killed server is started again, on the port asked for, with what was committed", async () => {
  const first = await start();
  await query(first.url, "create table kept as select 1 as one");
  process.kill(first.pid, "SIGKILL");
  // The signal is on its way; the server is gone when nobody answers to its number.
  await expect.poll(() => isAlive(first.pid)).toBe(false);
  const second = await start(Number(new URL(first.url).port));
  expect(second.adopted).toBe(false);
  expect(second.url).toBe(first.url);
  expect(await query(second.url, "select one from kept")).toEqual([{ one: 1 }]);
});

test("what a killed first start left half made is made again", async () => {
  mkdirSync(join(dataDir, "postgres.new"));
  writeFileSync(join(dataDir, "postgres.new/PG_VERSION"), "18\n");
  const database = await start();
  expect(await query(database.url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("a lost password file is replaced, and the old passwords are dead", async () => {
  const first = await start();
  await first.stop();
  rmSync(join(dataDir, "database-passwords.json"));
  const second = await start();
  expect(new URL(second.url).password).not.toBe(new URL(first.url).password);
  expect(await query(second.url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("a data folder of another major version is named, not touched", async () => {
  await (await start()).stop();
  const version = join(dataDir, "postgres/PG_VERSION");
  const own = readFileSync(version, "utf8");
  writeFileSync(version, "15\n");
  await expect(start()).rejects.toThrow(/made by PostgreSQL 15, this portal brings 18/);
  writeFileSync(version, own);
});

test("a command joins the running server and leaves it running", async () => {
  expect(await joinEmbeddedDatabase(dataDir)).toBeNull();
  const first = await start();
  const joined = await joinEmbeddedDatabase(dataDir);
  expect(joined).toMatchObject({ url: first.url, adopted: true });
  await joined?.stop();
  expect(isAlive(first.pid)).toBe(true);
});

test.runIf(process.getuid?.() === 0)(
  "as root below a folder only root can read, the data lies where the database can reach it",
  async () => {
    chmodSync(dataDir, 0o700);
    const database = await start();
    const [row] = await query(database.superuserUrl, "show data_directory");
    expect(row?.["data_directory"]).toMatch(/^\/var\/tmp\/zijian-data-[0-9a-f]{16}$/);
    await query(database.url, "create table kept as select 1 as one");
    await database.stop();
    // Opening the folder later must not start an empty database beside the old one.
    chmodSync(dataDir, 0o755);
    expect(await query((await start()).url, "select one from kept")).toEqual([{ one: 1 }]);
    await started.at(-1)?.stop();
    rmSync(String(row?.["data_directory"]), { recursive: true, force: true });
  }
);

test("one process at a time holds a data folder; a dead one's lock does not count", async () => {
  const mine = takeStartLock(dataDir);
  expect(takeStartLock(dataDir)).toEqual({ heldBy: process.pid });
  if ("release" in mine) mine.release();
  const child = spawn("sleep", ["60"]);
  writeFileSync(join(dataDir, "portal.lock"), identityOf(child.pid!));
  expect(takeStartLock(dataDir)).toEqual({ heldBy: child.pid });
  const gone = new Promise((ended) => child.once("exit", ended));
  child.kill("SIGKILL");
  await gone;
  const next = takeStartLock(dataDir);
  expect(next).toHaveProperty("release");
  // The same number, but of a process that started at another time.
  writeFileSync(join(dataDir, "portal.lock"), `${process.pid} 1`);
  expect(takeStartLock(dataDir)).toHaveProperty("release");
});

test("a process is known by its number and start time", () => {
  expect(livingProcess(identityOf(process.pid))).toBe(process.pid);
  expect(livingProcess(`${process.pid} 1`)).toBeNull();
  expect(livingProcess("0 -")).toBeNull();
  const dead = spawnSync("true").pid;
  expect(isAlive(dead)).toBe(false);
});
