/**
 * Every action that writes, with the connection cut before each of its statements and once after its COMMIT: afterwards
 * all of it is there or nothing, and the same action sent again has its effect once.
 */
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDatabase, closeDatabase } from "~/platform/db.server";
import { CuttingProxy, type Cut } from "./cutting-proxy";
import { freshDatabase, type FreshDatabase } from "./database";
import { WRITE_ACTIONS } from "./write-actions";

let database: FreshDatabase;
let proxy: CuttingProxy;

beforeAll(async () => {
  database = await freshDatabase();
  await closeDatabase();
  const url = new URL(database.url);
  proxy = await CuttingProxy.before(url.hostname, Number(url.port));
  url.host = `127.0.0.1:${proxy.port}`;
  openDatabase(url.href, 4);
  tables = await database.superuser<{ name: string }[]>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema') order by 1`;
});
afterAll(async () => {
  await database.close();
  await proxy.close();
});

let tables: { name: string }[] = [];
interface State {
  /** Rows of each table. */
  readonly rows: Readonly<Record<string, number>>;
  /** Over the contents of all tables. */
  readonly hash: string;
}
async function stateNow(): Promise<State> {
  const each = tables.map(({ name }) => `select '${name}' as name, count(*)::int as rows, coalesce(sum(hashtextextended(t::text, 0)), 0)::text as hash from ${name} t`);
  const found = await database.superuser.unsafe<{ name: string; rows: number; hash: string }[]>(
    // Parallel workers hand the parts over in whatever order they finish.
    `${each.join(" union all ")} order by name`
  );
  return { rows: Object.fromEntries(found.map(({ name, rows }) => [name, rows])), hash: found.map(({ hash }) => hash).join(" ") };
}
/** Rows that came or went, by table. */
const change = (from: State, to: State): Record<string, number> =>
  Object.fromEntries(Object.entries(to.rows).flatMap(([name, rows]) => (rows === from.rows[name] ? [] : [[name, rows - (from.rows[name] ?? 0)]])));

async function cutAt(cut: Cut, prepare: () => Promise<() => Promise<unknown>>) {
  const act = await prepare();
  const before = await stateNow();
  proxy.arm(cut);
  const outcome = await act().then(
    () => "answered",
    () => "failed"
  );
  proxy.arm(null);
  return { act, before, after: await stateNow(), outcome };
}

it.each(WRITE_ACTIONS)("$name: all or nothing, and once", { timeout: 120_000 }, async ({ prepare }) => {
  // What comes only once for all, such as the first row of an agency's ledger.
  await (await prepare())();

  const act = await prepare();
  const start = await stateNow();
  proxy.arm(null);
  await act();
  const statements = proxy.statements;
  const whole = change(start, await stateNow());
  // BEGIN, the actor, the work, its audit event, COMMIT.
  expect(statements).toBeGreaterThanOrEqual(4);

  for (let at = 1; at <= statements; at += 1) {
    const cut = await cutAt({ at, when: "before" }, prepare);
    expect({ at, outcome: cut.outcome, left: change(cut.before, cut.after), same: cut.before.hash === cut.after.hash }).toEqual({
      at,
      outcome: "failed",
      left: {},
      same: true,
    });
    await cut.act();
    expect({ at, done: change(cut.before, await stateNow()) }).toEqual({ at, done: whole });
  }

  const unanswered = await cutAt({ at: statements, when: "after" }, prepare);
  expect([unanswered.outcome, change(unanswered.before, unanswered.after)]).toEqual(["failed", whole]);
  await unanswered.act();
  expect(change(unanswered.before, await stateNow())).toEqual(whole);
});
