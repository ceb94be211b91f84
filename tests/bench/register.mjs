/**
 * First pages of the register and of an agency's lists and figures over very many enterprises, each asked one after the
 * other, against the first page of a portal with a hundredth of them. BENCH_ENTERPRISES changes the number.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { createServer as createVite } from "vite";
import { argumentsOf, newDataDir, ROOT, startPortal } from "./start/portal.mjs";

const ENTERPRISES = Number(process.env.BENCH_ENTERPRISES ?? 100_000);
const ASKED = 60;
const MARK_P95_MS = 100;

const vite = await createVite({
  root: ROOT,
  configFile: false,
  logLevel: "error",
  server: { middlewareMode: true, hmr: false, ws: false },
  appType: "custom",
  resolve: { alias: { "~": join(ROOT, "app") } },
  optimizeDeps: { noDiscovery: true },
});
const { joinEmbeddedDatabase } = await vite.ssrLoadModule("/app/platform/embedded-database.server.ts");
const { openDatabase, closeDatabase, withTx, tables } = await vite.ssrLoadModule("/app/platform/db.server.ts");
const { startSession } = await vite.ssrLoadModule("/app/platform/session.server.ts");
const { system } = await vite.ssrLoadModule("/app/shared/actor.ts");
const { eq, sql } = await import("drizzle-orm");

/** @param {string} login @param {string} origin @returns {Promise<string>} the cookie of a session that is signed in */
async function sessionOf(login, origin) {
  const [account] = await withTx(system("bench"), (/** @type {any} */ tx) =>
    tx.select({ id: tables.accounts.id }).from(tables.accounts).where(eq(tables.accounts.loginName, login))
  );
  const cookie = await startSession(new Request(origin), account.id, true, new Date());
  return cookie.split(";")[0] ?? "";
}

/** A number of a listing's enterprise, to be searched for. */
const anyUscc = async () => {
  const [row] = await withTx(system("bench"), (/** @type {any} */ tx) =>
    tx.execute(sql`select e.uscc from enterprise e join listing l on l.enterprise_id = e.id where l.status = 'listed' order by e.id limit 1`)
  );
  return row.uscc;
};

/** @param {string} url @param {string} cookie @returns {Promise<number>} ms, p95 */
async function p95(url, cookie) {
  const times = [];
  for (let turn = 0; turn < ASKED + 10; turn += 1) {
    const begun = performance.now();
    const answer = await fetch(url, { headers: { Cookie: cookie }, redirect: "manual" });
    await answer.text();
    if (answer.status !== 200) throw new Error(`${url}: ${answer.status}`);
    // The first ones find nothing warm.
    if (turn >= 10) times.push(performance.now() - begun);
  }
  return Math.round((times.toSorted((a, b) => a - b)[Math.floor(ASKED * 0.95)] ?? NaN) * 10) / 10;
}

/** @param {number} count @returns {Promise<Record<string, number>>} */
async function measure(count) {
  const dataDir = newDataDir();
  const made = spawnSync(process.execPath, [...argumentsOf("portal"), "generate", "--enterprises", String(count), "--seed", "1"], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: dataDir, LOG_LEVEL: "error" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (made.status !== 0) throw new Error("Nothing was generated.");
  const portal = await startPortal(dataDir);
  process.env.DATA_DIR = dataDir;
  const database = await joinEmbeddedDatabase(dataDir);
  openDatabase(database.url, 2);
  try {
    const officer = await sessionOf("city-officer", portal.origin);
    const uscc = await anyUscc();
    const pages = {
      register: ["/register", ""],
      "register, one number": [`/register?q=${uscc}`, ""],
      "register, a word": [`/register?q=${encodeURIComponent("虚构")}`, ""],
      "work of an agency": ["/work", officer],
      applications: ["/applications", officer],
      listings: ["/listings", officer],
      "inspections in figures": ["/inspections/figures", officer],
    };
    /** @type {Record<string, number>} */
    const found = {};
    for (const [name, [path, cookie]] of Object.entries(pages)) found[name] = await p95(`${portal.origin}${path}`, cookie ?? "");
    return found;
  } finally {
    await closeDatabase();
    await portal.stop();
  }
}

try {
  const few = await measure(Math.max(100, Math.round(ENTERPRISES / 100)));
  const many = await measure(ENTERPRISES);
  for (const [name, value] of Object.entries(many))
    console.log(
      JSON.stringify({
        bench: "register",
        part: name,
        value,
        unit: `ms p95 of ${ASKED}, ${ENTERPRISES} enterprises`,
        mark: MARK_P95_MS,
        baseline: `${few[name]} ms with ${Math.max(100, Math.round(ENTERPRISES / 100))}`,
        ratio: Math.round((value / (few[name] ?? NaN)) * 100) / 100,
      })
    );
} finally {
  await vite.close();
}
