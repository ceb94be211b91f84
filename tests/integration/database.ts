/** A database of its own for a test file: real PostgreSQL, migrated, empty. Call in `beforeAll`, `close` in `afterAll`. */
import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { inject } from "vitest";
import { closeDatabase, openDatabase } from "~/platform/db.server";

export interface FreshDatabase {
  /** As the owner, what the portal's pool uses. */
  readonly url: string;
  /** Past every rule of the database: for looking, and for doing what an intruder would. */
  readonly superuser: postgres.Sql;
  close(): Promise<void>;
}

export async function freshDatabase({
  poolSize = 10,
}: { poolSize?: number } = {}): Promise<FreshDatabase> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const admin = postgres(inject("superuserUrl"), { max: 1, onnotice: () => {} });
  await admin.unsafe(`create database ${name} template template_zijian owner zijian`);
  const url = inject("templateUrl").replace(/\/template_zijian$/, `/${name}`);
  const superuser = postgres(inject("superuserUrl").replace(/\/postgres$/, `/${name}`), {
    max: 4,
    onnotice: () => {},
  });
  openDatabase(url, poolSize);
  return {
    url,
    superuser,
    async close() {
      await closeDatabase();
      await superuser.end({ timeout: 5 });
      await admin.unsafe(`drop database ${name} with (force)`);
      await admin.end({ timeout: 5 });
    },
  };
}
