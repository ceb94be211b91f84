/** The client of the README, taken from it and run against a running portal. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { randomToken, sha256Hex } from "~/platform/crypto.server";
import { tables, withTx } from "~/platform/db.server";
import { system } from "~/shared/actor";
import { enterprise } from "../factories";
import { startPortal, type Portal } from "../portal";
import { freshDatabase, type FreshDatabase } from "./database";

const ROOT = resolve(import.meta.dirname, "../..");
const SECRET = "client-0123456789-abcdefghijklmnop-client";
let database: FreshDatabase;
let portal: Portal;
let dataDir: string;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "zijian-client-"));
  vi.stubEnv("DATA_DIR", dataDir);
  vi.stubEnv("APP_SECRET", SECRET);
  database = await freshDatabase();
  portal = await startPortal({ DATABASE_URL: database.url, DATA_DIR: dataDir, APP_SECRET: SECRET });
}, 180_000);
afterAll(async () => {
  await portal?.stop();
  await database.close();
  rmSync(dataDir, { recursive: true, force: true });
});

function runClient(settings: Record<string, string>): Promise<{ code: number | null; out: string; err: string }> {
  const text = /<!-- client -->\n```js\n([^]*?)```/.exec(readFileSync(join(ROOT, "README.md"), "utf8"))?.[1];
  if (!text) throw new Error("The README has no client.");
  // Below build/, so that the package is found.
  const file = join(ROOT, "build", `client-${process.pid}.mjs`);
  writeFileSync(file, text);
  const child = spawn(process.execPath, [file], { env: { ...process.env, ...settings } });
  const said = { out: "", err: "" };
  child.stdout.on("data", (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said.err += chunk.toString()));
  return new Promise((done) =>
    child.once("close", (code) => {
      rmSync(file, { force: true });
      done({ code, ...said });
    })
  );
}

test("the client verifies an answer, and says why it has none", async () => {
  const { uscc } = await enterprise();
  const key = randomToken();
  await withTx(system("test"), (tx) =>
    tx.insert(tables.apiKeys).values({ organisation: "测试银行", keyHash: sha256Hex(key), scopes: ["exemption:read"] })
  );
  const settings = { ORIGIN: portal.origin, KEY: key, CODE: uscc };
  expect(await runClient(settings)).toMatchObject({ code: 0, out: "false NOT_LISTED null\n" });
  const refused = await runClient({ ...settings, KEY: randomToken() });
  expect(refused.code).not.toBe(0);
  expect(refused.err).toContain("no-key");
}, 60_000);
