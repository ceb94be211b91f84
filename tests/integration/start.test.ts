/** The built portal as an operator meets it: settings, migrations, commands. */
import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, expect, inject, test, vi } from "vitest";
import { startPortal } from "../portal";

const ROOT = resolve(import.meta.dirname, "../..");
const SECRET = "Zq3vN8xK1pT6wYbR4mLcH9sD2fGjUeA7oXiV5nB0";
const ORIGIN = "https://zijian.example.cn";

// Each command is a process that loads the whole bundle; a busy machine takes its time.
vi.setConfig({ testTimeout: 240_000 });

let dataDir: string;
/** As the owner, for migrations. */
let ownerUrl: string;
/** As a login that is neither owner nor superuser. */
let databaseUrl: string;
let admin: postgres.Sql;
const name = `start_${randomUUID().replaceAll("-", "")}`;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "zijian-start-"));
  admin = postgres(inject("superuserUrl"), { max: 1, onnotice: () => {} });
  await admin.unsafe(`create database ${name} owner zijian`);
  await admin.unsafe(`create role ${name} login password 'portal'`);
  ownerUrl = inject("templateUrl").replace(/\/template_zijian$/, `/${name}`);
  const login = new URL(ownerUrl);
  login.username = name;
  login.password = "portal";
  databaseUrl = login.href;
});
afterAll(async () => {
  await admin.unsafe(`drop database ${name} with (force)`);
  await admin.unsafe(`drop role ${name}`);
  await admin.end();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Runs the portal's program to its end. */
function run(args: readonly string[], settings: Record<string, string>) {
  const { PATH = "", HOME = "" } = process.env;
  return spawnSync(process.execPath, ["app/server/start.mjs", ...args], {
    cwd: ROOT,
    encoding: "utf8",
    timeout: 120_000,
    env: {
      PATH,
      HOME,
      NODE_ENV: "development",
      DATA_DIR: dataDir,
      LOG_LEVEL: "error",
      PORT: "0",
      ...settings,
    },
  });
}
const production = () => ({
  NODE_ENV: "production",
  DATABASE_URL: databaseUrl,
  MIGRATION_DATABASE_URL: ownerUrl,
  APP_SECRET: SECRET,
  PUBLIC_ORIGIN: ORIGIN,
});

test("production names the settings it needs and refuses a placeholder", () => {
  const bare = run([], { NODE_ENV: "production" });
  expect(bare.status).toBe(1);
  expect(bare.stderr).toMatch(/Production needs DATABASE_URL, APP_SECRET, PUBLIC_ORIGIN/);
  const placeholder = run([], {
    ...production(),
    APP_SECRET: "changeme-changeme-changeme-changeme",
  });
  expect(placeholder.status).toBe(1);
  expect(placeholder.stderr).toMatch(/APP_SECRET is a placeholder/);
});

test("production refuses to seed demonstration data", () => {
  const seed = run(["--cli", "seed"], production());
  expect(seed.status).toBe(2);
  expect(seed.stderr).toMatch(/refused in production/);
});

test("production starts only on a migrated database, without demonstration accounts", async () => {
  const early = run([], production());
  expect(early.status).toBe(1);
  expect(early.stderr).toMatch(/not up to date .*npm run migrate/);
  const migrate = run(["--cli", "migrate"], production());
  expect(migrate.stderr).toBe("");
  expect(migrate.stdout).toMatch(/^Applied: 0000_tables/);
  expect(run(["--cli", "migrate"], production()).stdout).toMatch(/up to date/);
  // The owner's password is not there when the portal runs.
  const portal = await startPortal({
    ...production(),
    MIGRATION_DATABASE_URL: "",
    DATA_DIR: dataDir,
    LOG_LEVEL: "warn",
  });
  try {
    expect(portal.output()).toContain(`is ready: ${ORIGIN}`);
    expect(portal.output()).not.toMatch(/demo/i);
    // The job queue has every right it needs: it would complain in its first rounds.
    await new Promise((later) => setTimeout(later, 3_000));
    expect(portal.output()).not.toContain("job queue");
    const home = await fetch(portal.origin);
    expect(home.status).toBe(200);
    expect(home.headers.get("Strict-Transport-Security")).toContain("max-age");
    expect((await fetch(`${portal.origin}/dev/outbox`)).status).toBe(404);
    expect((await fetch(`${portal.origin}/dev/codes`)).status).toBe(404);
  } finally {
    await portal.stop();
  }
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  await sql`select set_config('app.kind', 'system', false)`;
  expect(await sql`select 1 from account`).toHaveLength(0);
  await sql.end();
});

test("commands print help and schemas without touching a database", () => {
  const empty = mkdtempSync(join(tmpdir(), "zijian-cli-"));
  const settings = { DATA_DIR: empty };
  const help = run(["--cli", "--help"], settings);
  expect(help.status).toBe(0);
  for (const command of ["migrate", "audit verify", "evaluate", "content check", "user add"])
    expect(help.stdout).toContain(command);
  expect(run(["--cli", "fly"], settings)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('no command "fly"'),
  });
  expect(JSON.parse(run(["--cli", "audit", "verify", "--schema"], settings).stdout)).toHaveProperty(
    "output.properties.faults"
  );
  expect(JSON.parse(run(["--cli", "evaluate", "--schema"], settings).stdout)).toHaveProperty(
    "input"
  );
  expect(run(["--cli", "audit", "verify", "--checkpoint", "x"], settings)).toMatchObject({
    status: 2,
  });
  expect(existsSync(empty) ? readdirSync(empty) : []).toEqual([]);
  rmSync(empty, { recursive: true, force: true });
});

test("the first administrator is invited from the command line, once", () => {
  const person = ["--login", "ops.lead", "--name", "运维 负责人", "--email", "ops@example.invalid"];
  const add = (...more: string[]) =>
    run(["--cli", "user", "add", ...person, ...more], production());
  expect(add("--role", "king")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("--role"),
  });
  expect(add("--role", "manager")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("--enterprise"),
  });
  expect(add("--role", "officer", "--agency", "99")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("no agency"),
  });
  const added = add("--role", "administrator");
  expect(JSON.parse(added.stdout)).toMatchObject({
    link: expect.stringMatching(/^https:\/\/zijian\.example\.cn\/invitation\/[\w-]{43}$/),
  });
  expect(add("--role", "administrator")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("taken"),
  });
});

test("ledgers are verified from the command line", () => {
  const verify = run(["--cli", "audit", "verify"], production());
  expect(verify.status).toBe(0);
  expect(JSON.parse(verify.stdout)).toMatchObject({ faults: [], badCheckpointLines: [] });
});
