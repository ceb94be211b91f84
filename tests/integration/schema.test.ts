/** What the migrations promise, read back from PostgreSQL's catalogue. */
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tables } from "~/platform/db.server";
import { pendingMigrations } from "~/platform/migrate.server";
import { freshDatabase, type FreshDatabase } from "./database";

let database: FreshDatabase;
beforeAll(async () => void (database = await freshDatabase()));
afterAll(() => database.close());

const declared = Object.values(tables)
  .filter((table) => table instanceof PgTable)
  .map((table) => getTableConfig(table));

/** Hold no enterprise's data; each for its own reason. */
const WITHOUT_ROW_SECURITY = {
  agency: "public: names and regions of agencies",
  rate_limit: "keyed hashes and counts",
  portal_state: "one row about the portal itself",
  number_counter: "the last number given, by scope",
};

test("the application's role is neither owner nor superuser and cannot pass row-level security", async () => {
  const roles = await database.superuser`
    select rolname, rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb from pg_roles
    where rolname in ('zijian_app', 'zijian_report') order by 1`;
  const powerless = {
    rolsuper: false,
    rolbypassrls: false,
    rolcanlogin: false,
    rolcreaterole: false,
    rolcreatedb: false,
  };
  expect([...roles]).toEqual([
    { rolname: "zijian_app", ...powerless },
    { rolname: "zijian_report", ...powerless },
  ]);
  const owned =
    await database.superuser`select relname from pg_class c join pg_roles r on r.oid = c.relowner
    where r.rolname in ('zijian_app', 'zijian_report')`;
  expect(owned).toHaveLength(0);
  const memberships = await database.superuser`
    select 1 from pg_auth_members m join pg_roles r on r.oid = m.member where r.rolname in ('zijian_app', 'zijian_report')`;
  expect(memberships).toHaveLength(0);
});

test("the owner the portal connects as is no superuser either", async () => {
  const [owner] =
    await database.superuser`select rolsuper, rolbypassrls from pg_roles where rolname = 'zijian'`;
  expect(owner).toEqual({ rolsuper: false, rolbypassrls: false });
});

test("every table has forced row-level security with a policy, but for the named exceptions", async () => {
  const open = await database.superuser`
    select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and not (c.relrowsecurity and c.relforcerowsecurity and exists (select 1 from pg_policy p where p.polrelid = c.oid))
    order by 1`;
  expect(open.map(({ relname }) => relname)).toEqual(Object.keys(WITHOUT_ROW_SECURITY).sort());
});

test("no table with an enterprise in it is among the exceptions", async () => {
  const tenant = await database.superuser`
    select table_name from information_schema.columns where table_schema = 'public' and column_name = 'enterprise_id'`;
  expect(tenant.length).toBeGreaterThan(15);
  expect(tenant.filter(({ table_name: name }) => String(name) in WITHOUT_ROW_SECURITY)).toEqual([]);
});

test("without an actor the application's role sees nothing", async () => {
  const secured = declared
    .filter(({ name }) => !(name in WITHOUT_ROW_SECURITY))
    .map(({ name }) => name);
  await database.superuser.begin(async (sql) => {
    await sql`insert into enterprise (uscc, name, region_code) values ('91440101MA59XXXX0A', '甲厂', '440113')`;
    await sql.unsafe("set local role zijian_app");
    const seen: string[] = [];
    for (const name of secured)
      if ((await sql`select 1 from ${sql(name)} limit 1`).length > 0) seen.push(name);
    expect(seen).toEqual([]);
    await sql.unsafe("reset role");
    await sql.unsafe("rollback and chain");
  });
});

test("views, if any, act as the person who reads them", async () => {
  const views = await database.superuser`
    select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
      and (relkind = 'm' or not coalesce('security_invoker=true' = any (reloptions), false))`;
  expect([...views]).toEqual([]);
});

test("functions that act as their owner name their search path", async () => {
  const loose = await database.superuser`
    select proname from pg_proc where prosecdef and pronamespace in ('public'::regnamespace, 'app'::regnamespace)
      and not exists (select 1 from unnest(proconfig) setting where setting like 'search_path=%')`;
  expect([...loose]).toEqual([]);
});

test("ledgers, the access log, facts and evaluations cannot be changed by the application's role", async () => {
  const rights = await database.superuser`
    select table_name, privilege_type from information_schema.role_table_grants
    where grantee in ('zijian_app', 'PUBLIC') and privilege_type in ('UPDATE', 'DELETE', 'TRUNCATE')
      and table_name in ('ledger_entry', 'ledger_head', 'access_event', 'enterprise_fact', 'evaluation')`;
  expect([...rights]).toEqual([]);
  const written = await database.superuser`
    select table_name from information_schema.role_table_grants
    where grantee in ('zijian_app', 'PUBLIC') and privilege_type = 'INSERT' and table_name in ('ledger_entry', 'ledger_head')`;
  expect([...written]).toEqual([]);
});

test("append-only tables refuse changes from their owner as well", async () => {
  const triggers = await database.superuser`
    select tgrelid::regclass::text as table from pg_trigger where tgname = 'append_only' and tgenabled = 'O' order by 1`;
  expect(triggers.map(({ table }) => table)).toEqual([
    "access_event",
    "correction_step",
    "enterprise_fact",
    "evaluation",
    "finance_answer",
    "ledger_entry",
    "listing_change",
    "listing_file",
    "listing_pack_step",
    "listing_reading",
    "listing_reminder",
    "rule_text",
    "self_check_acknowledgment",
    "self_check_answer_version",
    "self_check_carried",
    "self_check_comment",
  ]);
});

test("nobody and no place can be booked twice at one time", async () => {
  const constraints = await database.superuser`
    select conname from pg_constraint where contype = 'x' and conrelid = 'appointment'::regclass order by 1`;
  expect(constraints.map(({ conname }) => conname)).toEqual([
    "appointment_officer_free",
    "appointment_site_free",
  ]);
});

test("the tables in the code are the tables in the database, column by column", async () => {
  const rows = await database.superuser`
    select table_name, column_name, is_nullable = 'NO' as required from information_schema.columns
    where table_schema = 'public' and table_name not like '\\_\\_%' order by 1, 2`;
  const inDatabase = rows.map(
    (row) => `${row["table_name"]}.${row["column_name"]}${row["required"] ? "!" : ""}`
  );
  const inCode = declared.flatMap(({ name, columns }) =>
    columns.map((column) => `${name}.${column.name}${column.notNull || column.primary ? "!" : ""}`)
  );
  const sorted = (names: string[]): string[] => [...names].sort();
  expect(sorted(inDatabase)).toEqual(sorted(inCode));
});

test("the column types in the code are those in the database", async () => {
  const rows = await database.superuser`
    select c.relname, a.attname, format_type(a.atttypid, a.atttypmod) as type from pg_attribute a
    join pg_class c on c.oid = a.attrelid where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and a.attnum > 0 and not a.attisdropped`;
  const types = new Map(
    rows.map((row) => [`${row["relname"]}.${row["attname"]}`, String(row["type"])])
  );
  const other = declared.flatMap(({ name, columns }) =>
    columns
      .filter((column) => types.get(`${name}.${column.name}`) !== inCatalogue(column.getSQLType()))
      .map(
        (column) =>
          `${name}.${column.name}: ${types.get(`${name}.${column.name}`)}, not ${column.getSQLType()}`
      )
  );
  expect(other).toEqual([]);
});

const inCatalogue = (type: string): string =>
  type.replace(/^char\(/, "character(").replace(/^varchar/, "character varying");

test("every foreign key of the code is in the database", async () => {
  const rows = await database.superuser`select conname from pg_constraint where contype = 'f'`;
  const names = new Set(rows.map(({ conname }) => String(conname)));
  const missing = declared
    .flatMap(({ foreignKeys }) => foreignKeys.map((key) => key.getName()))
    .filter((name) => !names.has(name.slice(0, 63)));
  expect(missing).toEqual([]);
});

test("a migrated database has nothing pending, and migrating it again changes nothing", async () => {
  expect(await pendingMigrations(database.url)).toEqual([]);
});
