/**
 * The month's evaluation of all enterprises with snapshots, standings and ledger, against the floor measured in the same
 * run: copying the facts out of the database and copying results of the same size in. Beside it, how long a changed fact
 * takes to reach the exemption answer meanwhile, how much memory is used, and whether the time grows with the number.
 *
 * BENCH_ENTERPRISES changes the number; a tenth of it is measured first, and there the run is killed once in the middle.
 */
import { spawn } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createReadStream, createWriteStream, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { createServer as createVite } from "vite";
import { argumentsOf, newDataDir, ROOT, startPortal } from "./start/portal.mjs";

const ENTERPRISES = Number(process.env.BENCH_ENTERPRISES ?? 100_000);
const KEY = "bench-key-of-a-bank-that-asks";
const MARK = { ratio: 2.5, megabytes: 1024, p99Ms: 2000 };

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

/** @param {string} dataDir @param {string[]} args */
function command(dataDir, args) {
  const child = spawn(process.execPath, [...argumentsOf("portal"), ...args], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: dataDir, LOG_LEVEL: "error" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  child.stdout.on("data", (chunk) => (printed += chunk));
  const ended = new Promise((done) => child.once("exit", (code) => done(code === 0 ? JSON.parse(printed) : null)));
  return { pid: child.pid ?? 0, ended };
}

/** @param {number} root @returns {number[]} a process and all below it */
function familyOf(root) {
  const parents = readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      return [{ pid: Number(name), parent: Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) }];
    } catch {
      return [];
    }
  });
  /** @type {(pid: number) => number[]} */
  const below = (pid) => parents.filter(({ parent }) => parent === pid).flatMap((one) => [one.pid, ...below(one.pid)]);
  return [root, ...below(root)];
}

/** Memory of processes in MB, what they share with others counted in. @param {number[]} pids */
const megabytes = (pids) =>
  pids.reduce((sum, pid) => {
    try {
      return sum + Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
    } catch {
      return sum;
    }
  }, 0);

/** @param {postgres.Sql} sql @param {string} origin */
async function factToAnswer(sql, origin, /** @type {() => boolean} */ isOver) {
  const times = [];
  const listed = await sql`select e.id, e.uscc from enterprise e join listing l on l.enterprise_id = e.id
    where l.status = 'listed' and e.name like '虚构%' order by random() limit 2000`;
  for (const { id, uscc } of listed) {
    if (isOver()) break;
    const url = `${origin}/api/v1/exemptions/${uscc}?purpose=${encodeURIComponent("measuring the answer")}`;
    const ask = async () => (await fetch(url, { headers: { Authorization: `Bearer ${KEY}` } })).json();
    if (!(await ask()).exempt) continue;
    const on = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    await sql`insert into enterprise_fact (enterprise_id, kind, value, valid_from, source, source_ref)
      values (${id}, 'penalty', ${JSON.stringify({ decidedOn: on, fineFen: 100, severity: "minor" })}::text::jsonb, ${on}, 'bench', ${randomUUID()})`;
    await sql`delete from rate_limit`;
    const begun = performance.now();
    while ((await ask()).exempt && performance.now() - begun < 20_000) await sleep(20);
    times.push(performance.now() - begun);
    await sleep(100);
  }
  return times.sort((a, b) => a - b);
}

const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });

/**
 * A connection that has copied is not used again: the driver leaves it waiting.
 * @template T @param {string} url @param {(sql: postgres.Sql) => Promise<T>} copy
 */
async function onItsOwn(url, copy) {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await copy(sql);
  } finally {
    sql.end({ timeout: 0 }).catch(() => {});
  }
}

/** @param {string} url @param {string} from @param {Writable} to */
const copyOut = (url, from, to) =>
  onItsOwn(url, async (sql) => pipeline(await sql.unsafe(`copy ${from} to stdout`).readable(), to));

/** @param {string} url @param {string} table @param {string} path */
const copyIn = (url, table, path) =>
  onItsOwn(url, async (sql) => {
    const stream = await sql.unsafe(`copy ${table} from stdin`).writable();
    const ended = new Promise((done, failed) => stream.once("finish", done).once("error", failed));
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 }))
      if (!stream.write(chunk)) await Promise.race([once(stream, "drain"), ended]);
    stream.end();
    await ended;
  });

/** Seconds to copy the facts out, and results of the size of this run's in. @param {postgres.Sql} sql @param {string} url @param {string} dataDir */
async function floor(sql, url, dataDir) {
  const tables = ["evaluation", "enterprise_standing", "ledger_entry"];
  const file = (/** @type {string} */ table) => join(dataDir, `${table}.copy`);
  for (const table of tables) {
    await sql.unsafe(`create table floor_${table} (like ${table})`);
    const from = table === "ledger_entry" ? "(select * from ledger_entry where chain = 'score')" : table;
    await copyOut(url, from, createWriteStream(file(table)));
  }
  const begun = performance.now();
  await copyOut(url, "enterprise_fact", nowhere());
  const out = performance.now();
  for (const table of tables) await copyIn(url, `floor_${table}`, file(table));
  const ended = performance.now();
  return { out: (out - begun) / 1000, in: (ended - out) / 1000, all: (ended - begun) / 1000 };
}

/** @param {number} count @param {{ kill: boolean }} how */
async function measure(count, { kill }) {
  const dataDir = newDataDir();
  const loaded = await command(dataDir, ["generate", "--enterprises", String(count), "--seed", "1"]).ended;
  if (!loaded) throw new Error("Nothing was generated.");
  const portal = await startPortal(dataDir);
  const database = await joinEmbeddedDatabase(dataDir);
  const url = database.superuserUrl.replace(/\/postgres$/, "/zijian");
  const sql = postgres(url, { max: 3, onnotice: () => {} });
  try {
    await sql`insert into api_key (organisation, key_hash, scopes, region_code)
      values ('bench', ${createHash("sha256").update(KEY).digest("hex")}, '["exemption:read"]', '')`;
    const before = await factToAnswer(sql, portal.origin, () => true);
    const begun = performance.now();
    let run = command(dataDir, ["recompute"]);
    if (kill) {
      const done = async () => Number((await sql`select count(done_at)::int as n from recompute_range`)[0]?.["n"] ?? 0);
      while ((await done()) < count / 1000) await sleep(20);
      for (const pid of familyOf(run.pid)) process.kill(pid, "SIGKILL");
      await run.ended;
      run = command(dataDir, ["recompute"]);
    }
    let isOver = false;
    let peak = 0;
    const watch = (async () => {
      while (!isOver) {
        peak = Math.max(peak, megabytes(familyOf(run.pid)));
        await sleep(100);
      }
    })();
    const answers = kill ? Promise.resolve(before) : factToAnswer(sql, portal.origin, () => isOver);
    const progress = await run.ended;
    const seconds = (performance.now() - begun) / 1000;
    isOver = true;
    await watch;
    if (!progress) throw new Error("The recompute failed.");
    const times = await answers;
    const [check] = await sql`select (select count(*)::int from enterprise) as enterprises, (select count(*)::int from enterprise_standing) as standings,
      (select count(*)::int from ledger_entry where chain = 'score') as entries, (select count(distinct owner_id)::int from ledger_entry where chain = 'score') as owners,
      (select coalesce(sum(enterprises), 0)::int from standing_count) as counted,
      (select extract(epoch from max(done_at) - min(done_at))::float / nullif(count(*) - 1, 0) * count(*) from recompute_range) as work`;
    const low = kill ? null : await floor(sql, url, dataDir);
    return { count, loaded, seconds, work: Number(check?.["work"] ?? seconds), peak, times, progress, check, floor: low };
  } finally {
    await sql.end({ timeout: 5 });
    await portal.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const round = (/** @type {number} */ number, digits = 1) => Math.round(number * 10 ** digits) / 10 ** digits;
const print = (/** @type {object} */ line) => console.log(JSON.stringify({ bench: "recompute", ...line }));

try {
  const tenth = await measure(Math.max(1_000, Math.round(ENTERPRISES / 10)), { kill: true });
  const { check } = tenth;
  const whole = [check?.["standings"], check?.["entries"], check?.["owners"], check?.["counted"]].every((n) => n === check?.["enterprises"]);
  print({ part: "killed in the middle and begun again", value: whole, unit: "one standing, one ledger entry, one count an enterprise", enterprises: check?.["enterprises"] });
  const full = await measure(ENTERPRISES, { kill: false });
  const per = (/** @type {{ work: number, count: number }} */ one) => round((one.work / one.count) * 1e6, 0);
  print({ part: "generate", value: full.loaded.seconds, unit: "s", enterprises: full.count, facts: full.loaded.facts, gigabytes: round(full.loaded.bytes / 1e9, 2) });
  const low = full.floor;
  if (!low) throw new Error("The floor was not measured.");
  print({
    part: "time", value: round(full.seconds), unit: "s", enterprises: full.count,
    baseline: `COPY out ${round(low.out)} s, COPY in ${round(low.in)} s`, ratio: round(full.seconds / low.all, 2), mark: MARK.ratio,
  });
  print({ part: "memory", value: round(full.peak, 0), unit: "MB, all processes of the recompute", mark: MARK.megabytes });
  print({ part: "growth", value: per(full), unit: "µs an enterprise", baseline: `${per(tenth)} µs at ${tenth.count}`, ratio: round(per(full) / per(tenth), 2) });
  const at = (/** @type {number} */ share) => round(full.times[Math.min(full.times.length - 1, Math.floor(full.times.length * share))] ?? Number.NaN, 0);
  print({ part: "fact to answer", value: at(0.99), unit: "ms p99", p50: at(0.5), samples: full.times.length, mark: MARK.p99Ms });
} finally {
  await vite.close();
}
