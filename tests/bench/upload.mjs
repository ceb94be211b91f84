/**
 * Upload of evidence: 100 people at once, each sending three files (a phone's photograph, a PDF, a table) every one to
 * five seconds, against a bare node:http server that hashes the same bytes and writes them to the same disk. Gives the
 * time of one file as its sender sees it, and how long the photographs take to be made anew after the load ends.
 *
 * BENCH_SECONDS, BENCH_PEOPLE and BENCH_MEGAPIXELS change the load.
 */
import { createHash, randomUUID } from "node:crypto";
import { open } from "node:fs/promises";
import { Agent, createServer, request } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import sharp from "sharp";
import { createServer as createVite } from "vite";
import { ROOT, startPortal } from "./start/portal.mjs";

const PEOPLE = Number(process.env.BENCH_PEOPLE ?? 100);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 20);
const PEOPLE_PER_ENTERPRISE = 5;
/** What a national forms service published for this load. */
const MARK = { p99Ms: 190, drainSeconds: 300 };

/** @param {number} megapixels */
async function photograph(megapixels) {
  const width = Math.round(Math.sqrt((megapixels * 1e6 * 4) / 3));
  const height = Math.round((width * 3) / 4);
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < pixels.length; at += 1)
    pixels[at] = Math.sin(at / 5000) * 80 + 128 + Math.random() * 16;
  return sharp(pixels, { raw: { width, height, channels: 3 } }).jpeg({ quality: 80 }).toBuffer();
}

const MEGAPIXELS = Number(process.env.BENCH_MEGAPIXELS ?? 12);
const photo = await photograph(MEGAPIXELS);
const pdf = Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(200_000, "stream ")]);
const table = Buffer.from("日期,槽号,镍 mg/L\n".repeat(800));

/** Three files nobody has sent before. */
function threeFiles() {
  const mark = randomUUID();
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, mark.length + 2]), Buffer.from(mark)]);
  return [
    { name: "photo.jpg", bytes: Buffer.concat([photo.subarray(0, 2), comment, photo.subarray(2)]) },
    { name: "report.pdf", bytes: Buffer.concat([pdf, Buffer.from(`\n% ${mark}\n%%EOF`)]) },
    { name: "ledger.csv", bytes: Buffer.concat([table, Buffer.from(`${mark}\n`)]) },
  ];
}

/** @param {{ name: string, bytes: Buffer }} file @param {string} day */
function multipart({ name, bytes }, day) {
  const part = (/** @type {string} */ head) =>
    Buffer.from(`--bench\r\nContent-Disposition: form-data; name=${head}\r\n\r\n`);
  return Buffer.concat([
    part('"effectiveFrom"'),
    Buffer.from(`${day}\r\n`),
    part(`"file"; filename="${name}"\r\nContent-Type: application/octet-stream`),
    bytes,
    Buffer.from("\r\n--bench--\r\n"),
  ]);
}

const agent = new Agent({ keepAlive: true, maxSockets: PEOPLE * 2 });
/** @returns {Promise<number>} milliseconds until the whole answer was there */
function send(
  /** @type {URL} */ url,
  /** @type {Buffer} */ body,
  /** @type {Record<string, string>} */ headers
) {
  return new Promise((done, failed) => {
    const started = performance.now();
    const req = request(
      url,
      {
        method: "POST",
        agent,
        headers: {
          "Content-Type": "multipart/form-data; boundary=bench",
          "Content-Length": body.length,
          ...headers,
        },
      },
      (res) => {
        let text = "";
        res.on("data", (chunk) => (text += chunk));
        res.on("end", () => {
          if (res.statusCode === 200) done(performance.now() - started);
          else failed(new Error(`${url.pathname}: ${res.statusCode} ${text.slice(0, 200)}`));
        });
      }
    );
    req.on("error", failed);
    req.end(body);
  });
}

/**
 * @param {(person: number, round: number, file: number) => { url: URL, headers: Record<string, string> }} place
 * @param {string} day
 */
async function load(place, day) {
  /** @type {number[]} */
  const times = [];
  const until = performance.now() + SECONDS * 1000;
  await Promise.all(
    Array.from({ length: PEOPLE }, async (_, person) => {
      await sleep(Math.random() * 5000);
      for (let round = 0; performance.now() < until; round += 1) {
        for (const [at, file] of threeFiles().entries()) {
          const { url, headers } = place(person, round, at);
          times.push(await send(url, multipart(file, day), headers));
        }
        await sleep(1000 + Math.random() * 4000);
      }
    })
  );
  const sorted = times.toSorted((a, b) => a - b);
  const at = (/** @type {number} */ share) =>
    Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? NaN);
  return { files: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
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
  const found = [];
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
      found.push({ selfCheckId: id, cookie: cookie.split(";")[0] ?? "" });
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
  return { people: found, questions, day: today(), waiting, close };
}

const portal = await startPortal();
try {
  const { origin, dataDir } = portal;
  const side = await people(dataDir, origin);
  const { server, url } = await bareServer(dataDir);
  const baseline = await load(() => ({ url, headers: {} }), side.day);
  server.closeAllConnections();
  server.close();

  const value = await load((person, round, file) => {
    const who = side.people[person];
    if (!who) throw new Error("Fewer people than places.");
    // A question takes twenty files.
    const question = side.questions[(person + round * 3 + file) % side.questions.length];
    const path = `/self-checks/${who.selfCheckId}/evidence/${question}/upload`;
    return { url: new URL(path, origin), headers: { Cookie: who.cookie, Origin: origin } };
  }, side.day);
  const ended = performance.now();
  const left = await side.waiting();
  while ((await side.waiting()) > 0 && performance.now() - ended < 600_000) await sleep(500);
  const drain = Math.round((performance.now() - ended) / 100) / 10;
  await side.close();

  const of = (/** @type {typeof value} */ { files, p50, p95, max }) =>
    `p50 ${p50}, p95 ${p95}, max ${max} ms over ${files} files`;
  console.log(
    JSON.stringify({
      bench: "upload",
      value: value.p99,
      unit: `ms p99 of one file, ${PEOPLE} people, three files each every 1-5 s for ${SECONDS} s (${of(value)})`,
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
  agent.destroy();
  await portal.stop();
}
