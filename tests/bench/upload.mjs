/**
 * Upload of evidence: 100 people at once, each sending three files (a phone's photograph, a PDF, a table) every one to
 * five seconds, against a bare node:http server that hashes the same bytes and writes them to the same disk. Gives the
 * time of one file as its sender sees it, and how long the photographs take to be made anew after the load ends.
 *
 * BENCH_SECONDS, BENCH_PEOPLE and BENCH_MEGAPIXELS change the load.
 */
import { fork } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import sharp from "sharp";
import { createServer as createVite } from "vite";
import { cpuOf } from "./start/cpu.mjs";
import { ROOT, startPortal } from "./start/portal.mjs";

const PEOPLE = Number(process.env.BENCH_PEOPLE ?? 100);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 20);
const WARM_UP_SECONDS = 10;
const PEOPLE_PER_ENTERPRISE = 5;
/** What a national forms service published for this load. */
const MARK = { p99Ms: 190, drainSeconds: 300 };

/** @param {number} megapixels */
async function photographOf(megapixels) {
  const width = Math.round(Math.sqrt((megapixels * 1e6 * 4) / 3));
  const height = Math.round((width * 3) / 4);
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < pixels.length; at += 1)
    pixels[at] = Math.sin(at / 5000) * 80 + 128 + Math.random() * 16;
  return sharp(pixels, { raw: { width, height, channels: 3 } }).jpeg({ quality: 80 }).toBuffer();
}

const MEGAPIXELS = Number(process.env.BENCH_MEGAPIXELS ?? 12);

/**
 * Lets the people send, in a process of their own.
 * @param {string} origin @param {{ cookie: string, paths: string[] }[]} people @param {string} day
 */
async function load(origin, people, day) {
  const child = fork(join(ROOT, "tests/bench/start/upload-people.mjs"));
  child.send({ origin, people, day, photograph, warmUpSeconds: WARM_UP_SECONDS, seconds: SECONDS });
  /** @type {{ times?: number[], all?: number, error?: string, cpuMs?: number }} */
  const { times = [], all = 0, error, cpuMs = 0 } = await new Promise((told, failed) => {
    child.once("message", told);
    child.once("exit", (code) => failed(new Error(`The people ended with ${code}.`)));
  });
  if (error) throw new Error(error);
  const sorted = times.toSorted((a, b) => a - b);
  const at = (/** @type {number} */ share) =>
    Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? NaN);
  const files = sorted.length;
  return { files, all, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1), clientMs: cpuMs / all };
}

/** Hashes and writes what comes, and answers when it is on the disk. */
async function bareServer(/** @type {string} */ folder) {
  const server = createServer(async (req, res) => {
    const hash = createHash("sha256");
    const file = await open(join(folder, randomUUID()), "wx");
    for await (const chunk of req) {
      hash.update(chunk);
      await file.write(chunk);
    }
    await file.sync();
    await file.close();
    res.end(JSON.stringify({ hash: hash.digest("hex") }));
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", () => listening(undefined)));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { server, url: new URL(`http://127.0.0.1:${port}/`) };
}

/** People with sessions and drafts, made beside the running portal in its database. */
async function people(/** @type {string} */ dataDir, /** @type {string} */ origin) {
  process.env.DATA_DIR = dataDir;
  const vite = await createVite({
    root: ROOT,
    configFile: false,
    logLevel: "error",
    server: { middlewareMode: true, hmr: false, ws: false },
    appType: "custom",
    resolve: { alias: { "~": join(ROOT, "app") } },
    optimizeDeps: { noDiscovery: true },
  });
  const module = (/** @type {string} */ path) => vite.ssrLoadModule(path);
  const { joinEmbeddedDatabase } = await module("/app/platform/embedded-database.server.ts");
  const { openDatabase, closeDatabase, withTx, tables } = await module("/app/platform/db.server.ts");
  const { enterprise, colleague } = await module("/tests/factories.ts");
  const { startSelfCheck } = await module("/app/features/self-check/commands.server.ts");
  const { questionnairesFor } = await module("/app/features/self-check/content.server.ts");
  const { startSession } = await module("/app/platform/session.server.ts");
  const { today } = await module("/app/platform/clock.server.ts");
  const database = await joinEmbeddedDatabase(dataDir);
  openDatabase(database.url, 4);
  /** @type {{ cookie: string, paths: string[] }[]} */
  const found = [];
  /** @type {string[]} */
  const questions = questionnairesFor("electroplating").flatMap(
    (/** @type {{ questions: { id: string }[] }} */ each) => each.questions.map(({ id }) => id)
  );
  for (let group = 0; group < PEOPLE / PEOPLE_PER_ENTERPRISE; group += 1) {
    const here = await enterprise();
    const input = { siteId: here.siteId, idempotencyKey: randomUUID() };
    const { id } = await startSelfCheck(here.actor, input, today());
    for (let each = 0; each < PEOPLE_PER_ENTERPRISE; each += 1) {
      const actor = await colleague(here.enterpriseId, "manager");
      const cookie = await startSession(new Request(origin), actor.accountId, false, new Date());
      // A question takes twenty files, so each file goes to the next one.
      const from = found.length;
      const paths = questions.map(
        (_, at) => `/self-checks/${id}/evidence/${questions[(from + at) % questions.length]}/upload`
      );
      found.push({ cookie: cookie.split(";")[0] ?? "", paths });
    }
  }
  const waiting = () =>
    withTx({ kind: "system", job: "bench" }, async (/** @type {any} */ tx) => {
      const rows = await tx.select({ state: tables.evidence.state }).from(tables.evidence);
      return rows.filter((/** @type {{ state: string }} */ row) => row.state === "waiting").length;
    });
  const close = async () => {
    await closeDatabase();
    await vite.close();
  };
  return { people: found, databasePid: database.pid, day: today(), waiting, close };
}

const folder = mkdtempSync(join(tmpdir(), "zijian-photograph-"));
const photograph = join(folder, "photograph.jpg");
const portal = await startPortal();
try {
  const { origin, dataDir } = portal;
  const picture = await photographOf(MEGAPIXELS);
  writeFileSync(photograph, picture);
  const side = await people(dataDir, origin);
  const { server, url } = await bareServer(dataDir);
  const nobody = Array.from({ length: PEOPLE }, () => ({ cookie: "", paths: ["/"] }));
  const idle = process.cpuUsage();
  const baseline = await load(url.origin, nobody, side.day);
  const { user, system } = process.cpuUsage(idle);
  const bareMs = (user + system) / 1000 / baseline.all;
  server.closeAllConnections();
  server.close();

  const pids = { portal: portal.pid, database: side.databasePid };
  const before = cpuOf(pids);
  const value = await load(origin, side.people, side.day);
  const after = cpuOf(pids);
  const ended = performance.now();
  const left = await side.waiting();
  while ((await side.waiting()) > 0 && performance.now() - ended < 600_000) await sleep(500);
  const drain = Math.round((performance.now() - ended) / 100) / 10;
  await side.close();

  const perFile = (/** @type {"portal" | "others" | "database"} */ part) =>
    ((after[part] - before[part]) / value.all).toFixed(1);
  const of = (/** @type {typeof value} */ { files, p50, p95, max }) =>
    `p50 ${p50}, p95 ${p95}, max ${max} ms over ${files} files`;
  console.log(
    JSON.stringify({
      bench: "upload",
      value: value.p99,
      unit: `ms p99 of one file, ${PEOPLE} people, three files each every 1-5 s for ${SECONDS} s after ${WARM_UP_SECONDS} s that are not counted, the photograph of ${MEGAPIXELS} megapixels and ${(picture.length / 1e6).toFixed(1)} MB (${of(value)})`,
      cpu: `ms a file: ${perFile("portal")} portal, ${perFile("database")} database, ${perFile("others")} making pictures anew, ${value.clientMs.toFixed(1)} the people; ${bareMs.toFixed(1)} the bare server`,
      mark: MARK.p99Ms,
      baseline: `bare node:http hashing and writing the same bytes: p99 ${baseline.p99} ms (${of(baseline)})`,
      ratio: Number((value.p99 / baseline.p99).toFixed(2)),
    })
  );
  console.log(
    JSON.stringify({
      bench: "upload-drain",
      value: drain,
      unit: `s until the last of ${left} waiting photographs of ${MEGAPIXELS} megapixels was made anew after the load ended`,
      mark: MARK.drainSeconds,
      baseline: `${left} left when the load ended`,
    })
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
  await portal.stop();
}
