import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase, type FreshDatabase } from "./database";

let database: FreshDatabase;
beforeAll(async () => void (database = await freshDatabase()));
afterAll(() => database.close());

test("the application's role is neither owner nor superuser and cannot pass row-level security", async () => {
  const [role] =
    await database.superuser`select rolsuper, rolbypassrls, rolcanlogin, rolcreaterole from pg_roles where rolname = 'zijian_app'`;
  expect(role).toEqual({
    rolsuper: false,
    rolbypassrls: false,
    rolcanlogin: false,
    rolcreaterole: false,
  });
  const owned =
    await database.superuser`select tablename from pg_tables where tableowner = 'zijian_app'`;
  expect(owned).toHaveLength(0);
});
