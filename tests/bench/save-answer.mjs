/**
 * Saving one answer over HTTP: 100 people at once, five of each enterprise at one self-check, each saving an answer
 * every one to three seconds, and then all in the same instant. Against a post through the same server that does
 * nothing. Gives the time of one save as its sender sees it, and how long the job queue takes to be empty afterwards.
 *
 * BENCH_SECONDS and BENCH_PEOPLE change the load.
 */
import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createServer as createVite } from "vite";
import { ROOT, startPortal } from "./start/portal.mjs";

const PEOPLE = Number(process.env.BENCH_PEOPLE ?? 100);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 20);
const BURSTS = 10;
const PEOPLE_PER_ENTERPRISE = 5;
/** What a national forms service published for this load. */
const MARK = { p99Ms: 270, drainSeconds: 300 };

const agent = new Agent({ keepAlive: true, maxSockets: PEOPLE * 2 });

/**
 * @param {URL} url @param {string} body @param {Record<string, string>} headers
 * @returns {Promise<{ ms: number, status: number, text: string }>} when the whole answer was there
 */
function post(url, body, headers) {
  return new Promise((done, failed) => {
    const started = performance.now();
    const length = Buffer.byteLength(body);
    const options = { method: "POST", agent, headers: { "Content-Length": length, ...headers } };
    const req = request(url, options, (res) => {
      let text = "";
      res.on("data", (chunk) => (text += chunk));
      res.on("end", () => done({ ms: performance.now() - started, status: res.statusCode ?? 0, text }));
    });
    req.on("error", failed);
    req.end(body);
  });
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
  const { openDatabase, closeDatabase, runForJobQueue } = await module("/app/platform/db.server.ts");
  const { enterprise, colleague } = await module("/tests/factories.ts");
  const { startSelfCheck } = await module("/app/features/self-check/commands.server.ts");
  const { questionnairesFor } = await module("/app/features/self-check/content.server.ts");
  const { startSession } = await module("/app/platform/session.server.ts");
  const { today } = await module("/app/platform/clock.server.ts");
  const database = await joinEmbeddedDatabase(dataDir);
  openDatabase(database.url, 4);
  /** @type {{ id: string, kind: string, visibleIf?: unknown }[]} */
  const all = questionnairesFor("electroplating").flatMap(
    (/** @type {{ questions: object[] }} */ each) => each.questions
  );
  const questions = all
    .filter(({ kind, visibleIf }) => kind === "yes-no" && !visibleIf)
    .map(({ id }) => id);
  const found = [];
  for (let group = 0; group < PEOPLE / PEOPLE_PER_ENTERPRISE; group += 1) {
    const here = await enterprise();
    const input = { siteId: here.siteId, idempotencyKey: randomUUID() };
    const { id } = await startSelfCheck(here.actor, input, today());
    for (let each = 0; each < PEOPLE_PER_ENTERPRISE; each += 1) {
      const actor = await colleague(here.enterpriseId, "manager");
      const cookie = await startSession(new Request(origin), actor.accountId, false, new Date());
      const mine = questions.filter((_, at) => at % PEOPLE_PER_ENTERPRISE === each);
      found.push({ selfCheckId: id, cookie: cookie.split(";")[0] ?? "", mine });
    }
  }
  const jobsLeft = async () => {
    const sql = "select count(*)::int as left from pgboss.job where name = 'portal' and state < 'completed'";
    const { rows } = await runForJobQueue(sql);
    return Number(rows[0].left);
  };
  const close = async () => {
    await closeDatabase();
    await vite.close();
  };
  return { people: found, jobsLeft, close };
}

/** @param {readonly number[]} times */
function summary(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (/** @type {number} */ share) =>
    Math.round((sorted[Math.floor((sorted.length - 1) * share)] ?? NaN) * 10) / 10;
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}
const inWords = (/** @type {ReturnType<typeof summary>} */ { count, p50, p95, max }) =>
  `p50 ${p50}, p95 ${p95}, max ${max} ms over ${count}`;

/** Everybody for a while, each at their own pace. @param {(person: number) => Promise<number>} once */
async function steady(once) {
  /** @type {number[]} */
  const times = [];
  const until = performance.now() + SECONDS * 1000;
  await Promise.all(
    Array.from({ length: PEOPLE }, async (_, person) => {
      await sleep(Math.random() * 2000);
      while (performance.now() < until) {
        times.push(await once(person));
        await sleep(1000 + Math.random() * 2000);
      }
    })
  );
  return summary(times);
}

/** Everybody in the same instant, several times. @param {(person: number) => Promise<number>} once */
async function bursts(once) {
  /** @type {number[]} */
  const times = [];
  for (let burst = 0; burst < BURSTS; burst += 1) {
    times.push(...(await Promise.all(Array.from({ length: PEOPLE }, (_, person) => once(person)))));
    await sleep(500);
  }
  return summary(times);
}

const portal = await startPortal();
try {
  const { origin, dataDir } = portal;
  const side = await people(dataDir, origin);
  /** Revisions as each person knows them, so that no save is refused and none is a repetition. */
  const known = new Map();
  const save = async (/** @type {number} */ person) => {
    const who = side.people[person];
    if (!who) throw new Error("Fewer people than places.");
    const rounds = known.get(person) ?? 0;
    known.set(person, rounds + 1);
    const questionId = who.mine[rounds % who.mine.length];
    const revision = Math.floor(rounds / who.mine.length);
    const answer = { is: revision % 2 === 0 ? "yes" : "no" };
    const deviceTime = new Date().toISOString();
    const entries = [{ questionId, answer, note: `现场核对 ${rounds}`, revision, deviceTime }];
    const { ms, status, text } = await post(
      new URL(`/self-checks/${who.selfCheckId}/answers`, origin),
      JSON.stringify({ entries }),
      { "Content-Type": "application/json", Cookie: who.cookie, Origin: origin }
    );
    if (status !== 200 || !text.includes('"saved"')) throw new Error(`${status} ${text.slice(0, 300)}`);
    return ms;
  };
  const nothing = async () => {
    const headers = { "Content-Type": "application/x-www-form-urlencoded", Origin: origin };
    const { ms, status } = await post(new URL("/preferences", origin), "to=%2F", headers);
    if (status !== 302) throw new Error(`The post that does nothing was answered with ${status}.`);
    return ms;
  };
  await Promise.all(Array.from({ length: PEOPLE }, (_, person) => save(person)));
  const noop = { steady: await steady(nothing), bursts: await bursts(nothing) };
  const value = { steady: await steady(save), bursts: await bursts(save) };
  const ended = performance.now();
  const left = await side.jobsLeft();
  while ((await side.jobsLeft()) > 0 && performance.now() - ended < 600_000) await sleep(200);
  const drain = Math.round((performance.now() - ended) / 100) / 10;
  await side.close();

  const line = (/** @type {"steady" | "bursts"} */ kind, /** @type {string} */ name, /** @type {string} */ how) =>
    console.log(
      JSON.stringify({
        bench: name,
        value: value[kind].p99,
        unit: `ms p99 of saving one answer, ${PEOPLE} people, ${how} (${inWords(value[kind])})`,
        mark: MARK.p99Ms,
        baseline: `a post that does nothing through the same server: p99 ${noop[kind].p99} ms (${inWords(noop[kind])})`,
        ratio: Number((value[kind].p99 / noop[kind].p99).toFixed(2)),
      })
    );
  line("steady", "save-answer", `each every 1-3 s for ${SECONDS} s`);
  line("bursts", "save-answer-burst", `all in the same instant, ${BURSTS} times`);
  console.log(
    JSON.stringify({
      bench: "save-answer-drain",
      value: drain,
      unit: `s until the job queue was empty after the load ended`,
      mark: MARK.drainSeconds,
      baseline: `${left} jobs left when the load ended`,
    })
  );
} finally {
  agent.destroy();
  await portal.stop();
}
