/**
 * A file of facts sent by an agency, from its first byte to the moment it is on record, with the memory the portal used
 * for it: as CSV, as XLSX, and once with the portal killed in the middle. Floor: COPY of the same rows in the same run.
 * Beside it, how long a single changed fact takes to reach its enterprise's standing while those of the file are worked off.
 *
 * BENCH_ROWS changes the number of rows, BENCH_ENTERPRISES that of the enterprises they are about.
 */
import { once } from "node:events";
import { createReadStream, createWriteStream, openAsBlob, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import ExcelJS from "exceljs";
import postgres from "postgres";
import { createServer as createVite } from "vite";
import { newDataDir, ROOT, startPortal } from "./start/portal.mjs";

const ROWS = Number(process.env.BENCH_ROWS ?? 500_000);
const ENTERPRISES = Number(process.env.BENCH_ENTERPRISES ?? 100_000);
const LOGIN = "officer";
const HEAD = ["uscc", "decidedOn", "fineYuan", "severity", "reference"];

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
const { usccCheckCharacter } = await vite.ssrLoadModule("/app/shared/uscc.ts");

const round = (/** @type {number} */ number, digits = 1) => Math.round(number * 10 ** digits) / 10 ** digits;
const print = (/** @type {object} */ line) => console.log(JSON.stringify({ bench: "import", ...line }));
const uscc = (/** @type {number} */ at) => {
  const first17 = `91440113M${String(at).padStart(8, "0")}`;
  return first17 + usccCheckCharacter(first17);
};
const SEVERITIES = ["minor", "ordinary", "serious"];
/** Penalties of old, of many enterprises in turn. @param {number} at @param {string} mark */
const row = (at, mark) => [
  uscc(at % ENTERPRISES), `20${10 + (at % 9)}-${String(1 + (at % 12)).padStart(2, "0")}-15`, String(100 + (at % 9000)), SEVERITIES[at % 3] ?? "", `${mark}-${at}`,
];

/** @param {string} path @param {number} count @param {string} mark */
async function writeCsv(path, count, mark) {
  const out = createWriteStream(path);
  out.write(`${HEAD.join(",")}\r\n`);
  for (let at = 0; at < count; at += 1) if (!out.write(`${row(at, mark).join(",")}\r\n`)) await once(out, "drain");
  await new Promise((done) => out.end(() => done(undefined)));
}

/** @param {string} path @param {number} count @param {string} mark */
async function writeXlsx(path, count, mark) {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path, useSharedStrings: false });
  const sheet = book.addWorksheet("facts");
  sheet.addRow(HEAD).commit();
  for (let at = 0; at < count; at += 1) {
    sheet.addRow(row(at, mark)).commit();
    if (at % 20_000 === 0) await sleep(0);
  }
  await book.commit();
}

/** @param {string} origin @returns {Promise<string>} the cookies of an officer who is signed in */
async function signIn(origin) {
  /** @type {Map<string, string>} */
  const jar = new Map();
  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const post = async (/** @type {string} */ path, /** @type {Record<string, string>} */ fields) => {
    const answer = await fetch(origin + path, { method: "POST", redirect: "manual", headers: { Origin: origin, Cookie: cookies() }, body: new URLSearchParams(fields) });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
  };
  await post("/sign-in", { loginName: LOGIN, password: "demo-qing-shan-lv-shui" });
  const codes = await (await fetch(`${origin}/dev/codes`)).text();
  await post("/sign-in/second-factor", { code: new RegExp(`data-login="${LOGIN}"[^>]*data-code="(\\d{6})"`).exec(codes)?.[1] ?? "" });
  return cookies();
}

/** @param {string} origin @param {string} cookie @param {string} path @param {string} name @returns {Promise<string>} id of the import */
async function send(origin, cookie, path, name) {
  const form = new FormData();
  form.set("kind", "penalty");
  form.set("file", new File([await openAsBlob(path)], name));
  const whole = new Response(form);
  const type = whole.headers.get("content-type") ?? "";
  const answer = await fetch(`${origin}/facts`, {
    method: "POST",
    redirect: "manual",
    headers: { Origin: origin, Cookie: cookie, "Content-Type": type },
    // As one piece, so that its length is known beforehand.
    body: await whole.arrayBuffer(),
  });
  const id = /imports\/([0-9a-f-]{36})/.exec(answer.headers.get("Location") ?? "")?.[1];
  if (!id) throw new Error(`The file was answered with ${answer.status}.`);
  return id;
}

/** Peak of the process's memory in MB since it was last asked. @param {number} pid */
const peak = (pid) => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;

/** @param {postgres.Sql} sql @param {string} id @param {(job: postgres.Row) => boolean} until */
async function watch(sql, id, until) {
  for (;;) {
    const [job] = await sql`select status, rows_read, fault_count, counts, attempts from import_job where id = ${id}`;
    if (job && until(job)) return job;
    await sleep(50);
  }
}
const hasEnded = (/** @type {postgres.Row} */ job) => !["reading", "storing"].includes(job["status"]);

/** Seconds to copy the rows that the import made into a table of its own. @param {postgres.Sql} sql @param {string} url @param {string} dataDir @param {string} like */
async function floor(sql, url, dataDir, like) {
  const file = join(dataDir, "facts.copy");
  const copying = async (/** @type {(one: postgres.Sql) => Promise<void>} */ copy) => {
    const one = postgres(url, { max: 1, onnotice: () => {} });
    await copy(one);
    one.end({ timeout: 0 }).catch(() => {});
  };
  await copying(async (one) => pipeline(await one.unsafe("copy (select * from enterprise_fact where source_ref like 'csv-%') to stdout").readable(), createWriteStream(file)));
  await sql.unsafe(`drop table if exists floor_fact; create table floor_fact (like enterprise_fact ${like})`);
  const begun = performance.now();
  await copying(async (one) => pipeline(createReadStream(file, { highWaterMark: 1 << 18 }), await one.unsafe("copy floor_fact from stdin").writable()));
  for (;;) {
    const [found] = await sql`select count(*)::int as n from floor_fact`;
    if ((found?.["n"] ?? 0) >= ROWS) return (performance.now() - begun) / 1000;
    await sleep(20);
  }
}

/** Milliseconds until one changed fact shows in the standing, while those of a file are worked off. @param {postgres.Sql} sql */
async function oneFact(sql) {
  /** @type {number[]} */
  const times = [];
  const on = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  for (let at = 0; at < 40; at += 1) {
    const [firm] = await sql`select id from enterprise where uscc = ${uscc(ENTERPRISES - 1 - at * 7)}`;
    const id = firm?.["id"];
    const begun = performance.now();
    await sql`insert into enterprise_fact (enterprise_id, kind, value, valid_from, source, source_ref)
      values (${id}, 'penalty', ${JSON.stringify({ decidedOn: on, fineFen: 100, severity: "minor" })}::text::jsonb, ${on}, 'bench', gen_random_uuid()::text)`;
    const [mark] = await sql`select max(id) as id from standing_due where enterprise_id = ${id} and not can_wait`;
    while (mark?.["id"] && (await sql`select 1 from standing_due where id = ${mark["id"]}`).length > 0 && performance.now() - begun < 20_000) await sleep(10);
    times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b);
}

const dataDir = newDataDir();
let portal = await startPortal(dataDir);
try {
  const database = await joinEmbeddedDatabase(dataDir);
  const url = database.superuserUrl.replace(/\/postgres$/, "/zijian");
  const sql = postgres(url, { max: 3, onnotice: () => {} });
  const codes = Array.from({ length: ENTERPRISES }, (_, at) => uscc(at));
  for (let at = 0; at < codes.length; at += 10_000)
    await sql`insert into enterprise (uscc, name, region_code) select u, '虚构' || u, '440113' from unnest(${codes.slice(at, at + 10_000)}::text[]) u`;
  await sql`truncate standing_due`;
  await sql`analyze enterprise`;
  const cookie = await signIn(portal.origin);
  const before = peak(portal.pid);

  /** @param {"csv" | "xlsx"} ending @param {(path: string, count: number, mark: string) => Promise<void>} write */
  const measure = async (ending, write) => {
    const path = join(dataDir, `facts.${ending}`);
    await write(path, ROWS, ending);
    const begun = performance.now();
    const id = await send(portal.origin, cookie, path, `facts.${ending}`);
    const job = await watch(sql, id, hasEnded);
    const seconds = (performance.now() - begun) / 1000;
    if (job["counts"]?.added !== ROWS) throw new Error(`${ending}: ${JSON.stringify(job)}`);
    return { seconds, megabytes: statSync(path).size / 1024 / 1024, memory: peak(portal.pid) };
  };
  const csv = await measure("csv", writeCsv);
  const times = await oneFact(sql);
  const plain = await floor(sql, url, dataDir, "");
  const whole = await floor(sql, url, dataDir, "including all");
  await sql`drop table floor_fact`;
  print({
    part: "csv", value: round(csv.seconds), unit: "s from sending to on record", rows: ROWS, enterprises: ENTERPRISES, megabytes: round(csv.megabytes),
    perSecond: Math.round(ROWS / csv.seconds), baseline: `COPY of the same rows ${round(plain)} s, with the indexes ${round(whole)} s`,
    ratio: round(csv.seconds / whole, 2), ratioWithoutIndexes: round(csv.seconds / plain, 2),
  });
  const at = (/** @type {number} */ share) => round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN, 0);
  const [left] = await sql`select count(*)::int as n from standing_due`;
  print({ part: "one fact meanwhile", value: at(0.99), unit: "ms p99 to the standing", p50: at(0.5), samples: times.length, waiting: left?.["n"] });
  const xlsx = await measure("xlsx", writeXlsx);
  print({ part: "xlsx", value: round(xlsx.seconds), unit: "s from sending to on record", rows: ROWS, megabytes: round(xlsx.megabytes), perSecond: Math.round(ROWS / xlsx.seconds) });
  print({ part: "memory", value: round(csv.memory, 0), unit: "MB, peak of the portal's process, CSV", before: round(before, 0), xlsx: round(xlsx.memory, 0) });

  const path = join(dataDir, "killed.csv");
  const fifth = Math.round(ROWS / 5);
  await writeCsv(path, fifth, "killed");
  const id = await send(portal.origin, cookie, path, "killed.csv");
  await watch(sql, id, (job) => job["rows_read"] > fifth / 3);
  process.kill(portal.pid, "SIGKILL");
  await sleep(500);
  const [half] = await sql`select count(*)::int as n from enterprise_fact where source_ref like 'killed-%'`;
  portal = await startPortal(dataDir);
  const begun = performance.now();
  const job = await watch(sql, id, hasEnded);
  print({
    part: "killed in the middle and begun again", value: job["counts"]?.added === fifth && half?.["n"] === 0, unit: "nothing before, all of it after",
    rows: fifth, attempts: job["attempts"], seconds: round((performance.now() - begun) / 1000),
  });
  await sql.end({ timeout: 5 });
} finally {
  await portal.stop();
  await vite.close();
  rmSync(dataDir, { recursive: true, force: true });
}
