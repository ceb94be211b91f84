/** The tables of the job queue, made by the owner at migration, so that the running portal needs no right to make any. */
import PgBoss from "pg-boss";
import type postgres from "postgres";

export const QUEUE_SCHEMA = "pgboss";
/** All work that is handed over in a transaction; each job's name is inside. */
export const WORK_QUEUE = "portal";

/** @param client as the owner, with drizzle's handling of JSON */
export async function installJobQueue(
  client: postgres.Sql,
  scheduled: readonly string[]
): Promise<void> {
  const [installed] = await client`select to_regclass('pgboss.version') as name`;
  if (!installed?.["name"]) await client.unsafe(PgBoss.getConstructionPlans(QUEUE_SCHEMA));
  const boss = new PgBoss({
    schema: QUEUE_SCHEMA,
    db: {
      async executeSql(text, values = []) {
        const rows = await client.unsafe(text, values.map(asText));
        return { rows: [...rows] };
      },
    },
  });
  for (const name of [WORK_QUEUE, ...scheduled])
    await boss.createQueue(name, { name, policy: "standard" });
  await client.unsafe(`
    grant usage on schema ${QUEUE_SCHEMA} to zijian_app;
    grant select, insert, update, delete on all tables in schema ${QUEUE_SCHEMA} to zijian_app;`);
}

/** drizzle takes JSON values over as text on its clients, so objects are given as text. */
export function asText<T>(value: T): T | string | null {
  if (value === undefined) return null;
  const isObject =
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date);
  return isObject ? JSON.stringify(value) : value;
}
