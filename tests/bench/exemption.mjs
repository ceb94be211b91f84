/**
 * The exemption query over HTTP at 200 clients, against a route of the same framework in the same process that does
 * nothing: the same address without its last part, opened instead of posted to, which answers 405 from its loader.
 * 20,000 enterprises, half of them listed; every answer is signed and logged for its enterprise before it leaves.
 *
 * Full speed gives the rates. Waiting is measured at half of the rate reached, and at one question a second of each client,
 * with pauses of random length.
 * BENCH_SECONDS, BENCH_CLIENTS and BENCH_ENTERPRISES change the load.
 */
import { fork } from "node:child_process";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import autocannon from "autocannon";
import { createServer as createVite } from "vite";
import { ROOT, startPortal } from "./start/portal.mjs";

const CLIENTS = Number(process.env.BENCH_CLIENTS ?? 200);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 15);
const ENTERPRISES = Number(process.env.BENCH_ENTERPRISES ?? 20_000);
const MARK = { ratio: 0.5, p99Ms: 20 };
const PURPOSE = encodeURIComponent("办理贷款前核实环境信用状况");
const KEY = randomBytes(32).toString("base64url");

/** Enterprises with listings and exemptions, and one key, in the running portal's database. */
async function fill(/** @type {string} */ dataDir) {
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
  const { openDatabase, closeDatabase, tables, withTx } = await module("/app/platform/db.server.ts");
  const { system } = await module("/app/shared/actor.ts");
  const { usccCheckCharacter } = await module("/app/shared/uscc.ts");
  const { sql } = await import("drizzle-orm");
  const database = await joinEmbeddedDatabase(dataDir);
  openDatabase(database.url, 2);
  const codes = Array.from({ length: ENTERPRISES }, (_, at) => {
    const first17 = `91440113MB${String(at).padStart(7, "0")}`;
    return first17 + usccCheckCharacter(first17);
  });
  const rows = codes.map((uscc, at) => ({ uscc, at, id: randomUUID(), evaluation: randomUUID(), application: randomUUID(), listing: randomUUID() }));
  await withTx(system("bench"), async (/** @type {any} */ tx) => {
    await tx.insert(tables.apiKeys).values({
      organisation: "测试银行",
      keyHash: createHash("sha256").update(KEY).digest("hex"),
      scopes: ["exemption:read"],
      perMinute: 1_000_000,
    });
    for (let from = 0; from < rows.length; from += 5_000) {
      const given = sql`json_to_recordset(${JSON.stringify(rows.slice(from, from + 5_000))}::json)
        as r(uscc text, at int, id uuid, evaluation uuid, application uuid, listing uuid)`;
      await tx.execute(sql`insert into enterprise (id, uscc, name, region_code, sector)
        select id, uscc, '企业' || at, '440113', 'electroplating' from ${given}`);
      await tx.execute(sql`insert into evaluation (id, enterprise_id, profile_id, profile_version, on_day, inputs, result, hash)
        select evaluation, id, 'default', 1, current_date, '{}', '{}', '' from ${given} where at % 2 = 0`);
      await tx.execute(sql`insert into application (id, enterprise_id, status, evaluation_id, pledge, submitted_by, submitted_on)
        select application, id, 'listed', evaluation, '{}', id, current_date from ${given} where at % 2 = 0`);
      await tx.execute(sql`insert into listing (id, enterprise_id, application_id, number, listed_on, ends_on)
        select listing, id, application, 'BENCH-' || at, current_date - 30, current_date + 1000 from ${given} where at % 2 = 0`);
      await tx.execute(sql`insert into exemption (enterprise_id, listing_id, kind, valid_from, valid_to)
        select id, listing, kind, current_date - 30, current_date + 1000 from ${given}
        cross join unnest(array['on-site', 'control', 'green-finance']) as kind where at % 2 = 0`);
    }
  });
  const logged = async () => {
    const found = await withTx(system("bench"), (/** @type {any} */ tx) =>
      tx.execute(sql`select count(*)::int as n from access_event where record = 'exemption'`)
    );
    return Number(found[0].n);
  };
  // How everybody stands is worked out after they came: that is the portal's work, but not this bench's.
  while (await withTx(system("bench"), async (/** @type {any} */ tx) => (await tx.execute(sql`select 1 from standing_due limit 1`)).length > 0)) await sleep(500);
  const close = async () => {
    await closeDatabase();
    await vite.close();
  };
  return { codes, logged, close };
}

/** @param {Partial<import("autocannon").Options> & { url: string }} options */
function load(options) {
  return autocannon({ connections: CLIENTS, duration: SECONDS, ...options });
}

/**
 * @param {Omit<import("./start/paced-clients.mjs").Asked, "clients" | "seconds">} asked
 * @returns {Promise<{ p50: number, p99: number, max: number, perSecond: number }>}
 */
async function wait(asked) {
  const child = fork(join(ROOT, "tests/bench/start/paced-clients.mjs"));
  child.send({ ...asked, clients: CLIENTS, seconds: SECONDS });
  /** @type {{ times?: number[], error?: string }} */
  const { times = [], error } = await new Promise((told, failed) => {
    child.once("message", told);
    child.once("exit", (code) => failed(new Error(`The clients ended with ${code}.`)));
  });
  if (error) throw new Error(error);
  const sorted = times.toSorted((a, b) => a - b);
  const at = (/** @type {number} */ share) => round(sorted[Math.floor((sorted.length - 1) * share)] ?? NaN, 1);
  return { p50: at(0.5), p99: at(0.99), max: at(1), perSecond: round(sorted.length / SECONDS, 0) };
}

const round = (/** @type {number} */ value, places = 2) => Number(value.toFixed(places));

const portal = await startPortal();
try {
  const { origin, dataDir } = portal;
  const side = await fill(dataDir);
  const headers = { authorization: `Bearer ${KEY}` };
  let turn = 0;
  const requests = /** @type {import("autocannon").Request[]} */ ([
    {
      method: "GET",
      headers,
      setupRequest: (request) => {
        const code = side.codes[(turn += 7) % side.codes.length];
        return { ...request, path: `/api/v1/exemptions/${code}?purpose=${PURPOSE}` };
      },
    },
  ]);
  const asked = (/** @type {object} */ more = {}) => load({ url: origin, requests, ...more });
  const bare = (/** @type {object} */ more = {}) => load({ url: `${origin}/api/v1/exemptions`, ...more });

  const first = await fetch(`${origin}/api/v1/exemptions/${side.codes[0]}?purpose=${PURPOSE}`, { headers });
  const answer = await first.json();
  if (first.status !== 200 || answer.exempt !== true) throw new Error(`${first.status} ${JSON.stringify(answer)}`);
  await bare({ duration: 3 });
  await asked({ duration: 5 });
  // In turns, so that neither has the machine's better half.
  const plain = [await bare()];
  const before = await side.logged();
  const full = await asked();
  const written = (await side.logged()) - before;
  plain.push(await bare());
  if (full.non2xx > 0 || full.errors > 0) throw new Error(`${full.non2xx} refused, ${full.errors} failed`);
  if (written < full["2xx"]) throw new Error(`${full["2xx"]} answers, but ${written} log entries`);
  const bareRate = plain.reduce((sum, { requests: { average } }) => sum + average, 0) / plain.length;
  const rate = full.requests.average;
  const perSecond = Math.floor(rate / 2);
  const paths = side.codes.map((code) => `/api/v1/exemptions/${code}?purpose=${PURPOSE}`);
  const half = await wait({ origin, paths, headers, perSecond, expect: 200 });
  const bareHalf = await wait({ origin, paths: ["/api/v1/exemptions"], headers: {}, perSecond, expect: 405 });
  const calm = await wait({ origin, paths, headers, perSecond: CLIENTS, expect: 200 });
  const bareCalm = await wait({ origin, paths: ["/api/v1/exemptions"], headers: {}, perSecond: CLIENTS, expect: 405 });
  await side.close();

  const waits = (/** @type {{ p50: number, p99: number, max: number }} */ of) => `p50 ${of.p50}, p99 ${of.p99}, max ${of.max} ms`;
  console.log(
    JSON.stringify({
      bench: "exemption",
      value: round(rate, 0),
      unit: `signed and logged answers a second, ${CLIENTS} clients at full speed, ${ENTERPRISES} enterprises (${waits(full.latency)})`,
      baseline: `${round(bareRate, 0)} a second of GET /api/v1/exemptions, a route of the same framework that does nothing`,
      ratio: round(rate / bareRate),
      mark: MARK.ratio,
    })
  );
  console.log(
    JSON.stringify({
      bench: "exemption-wait",
      value: half.p99,
      unit: `ms p99, ${CLIENTS} clients with ${half.perSecond} questions a second, half of full speed (${waits(half)})`,
      mark: MARK.p99Ms,
      baseline: `the route that does nothing at the same rate: ${waits(bareHalf)}`,
    })
  );
  console.log(
    JSON.stringify({
      bench: "exemption-calm",
      value: calm.p99,
      unit: `ms p99, ${CLIENTS} clients with a question a second each (${waits(calm)})`,
      mark: MARK.p99Ms,
      baseline: `the route that does nothing at the same rate: ${waits(bareCalm)}`,
    })
  );
  console.log(
    JSON.stringify({
      bench: "exemption-logged",
      value: written,
      unit: `log entries of ${full["2xx"]} answers at full speed`,
      baseline: "one for each answer; more where a client left before its answer",
    })
  );
} finally {
  await portal.stop();
}
