/** Brings a database to the newest schema. Runs as the owner, on a connection of its own, never on the pool. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { z } from "zod";
import { databaseErrorCode } from "./db.server";
import { installJobQueue } from "./job-queue.server";
import { PROJECT_ROOT } from "./project-root.server";

const FOLDER = join(PROJECT_ROOT, "drizzle/migrations");
const journalSchema = z.object({
  entries: z.array(z.object({ tag: z.string(), when: z.number() })),
});

function connect(url: string): postgres.Sql {
  return postgres(url, {
    max: 1,
    connect_timeout: 10,
    onnotice: () => {},
    connection: { application_name: "zijian-migrate" },
  });
}

/** Number of the lock that keeps two migrations apart. */
const LOCK = 5_174_001;

/** @param queues further job queues this version needs */
export async function migrateDatabase(url: string, queues: readonly string[] = []): Promise<void> {
  const client = connect(url);
  try {
    await client`select pg_advisory_lock(${LOCK})`;
    await migrate(drizzle(client), { migrationsFolder: FOLDER });
    await installJobQueue(client, queues);
    await client.unsafe(
      `grant usage on schema drizzle to zijian_app; grant select on all tables in schema drizzle to zijian_app`
    );
  } catch (error) {
    throw explained(error, url);
  } finally {
    await client.end({ timeout: 5 });
  }
}

/** What an owner who is no superuser must have been given once, said plainly. */
function explained(error: unknown, url: string): unknown {
  const owner = decodeURIComponent(new URL(url).username);
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error) || databaseErrorCode(cause) !== "42501") return error;
  if (cause.message.includes("app.kind"))
    return new Error(
      `The owner "${owner}" needs one right that a superuser gives once: GRANT SET ON PARAMETER app.kind TO "${owner}";`
    );
  if (/create role/i.test(cause.message))
    return new Error(
      `The owner "${owner}" may not create roles. A superuser says once: ALTER ROLE "${owner}" CREATEROLE;`
    );
  return error;
}

/** Lets another login than the owner run the portal: it may become the application's role, and nothing more. */
export async function admitLogin(ownerUrl: string, loginUrl: string): Promise<void> {
  const login = decodeURIComponent(new URL(loginUrl).username);
  if (login === decodeURIComponent(new URL(ownerUrl).username)) return;
  const client = connect(ownerUrl);
  try {
    await client`grant zijian_app to ${client(login)}`;
  } finally {
    await client.end({ timeout: 5 });
  }
}

/** Migrations that are in this version and not yet in the database. */
export async function pendingMigrations(url: string): Promise<string[]> {
  const { entries } = journalSchema.parse(
    JSON.parse(readFileSync(join(FOLDER, "meta/_journal.json"), "utf8"))
  );
  const client = connect(url);
  try {
    const [table] = await client`select to_regclass('drizzle.__drizzle_migrations') as name`;
    if (!table?.["name"]) return entries.map(({ tag }) => tag);
    const [newest] =
      await client`select coalesce(max(created_at), 0) as at from drizzle.__drizzle_migrations`;
    return entries.filter(({ when }) => when > Number(newest?.["at"])).map(({ tag }) => tag);
  } finally {
    await client.end({ timeout: 5 });
  }
}
