/**
 * Loads very many rows into an empty database, as its owner: all of them or none. While it lasts the tables are closed to
 * others, their own triggers rest, and what costs time row by row (indexes, foreign keys) is put off to the end.
 */
import { once } from "node:events";
import postgres from "postgres";

export interface Loader {
  /** One row a line, columns apart by tabs: what `copyLine` makes. */
  copy(table: string, columns: readonly string[], lines: readonly string[]): Promise<void>;
  query<R extends object>(text: string): Promise<R[]>;
}

export const copyLine = (values: readonly (string | number | null)[]): string =>
  `${values.map((value) => (value === null ? "\\N" : String(value).replace(/[\\\t\n\r]/g, escaped))).join("\t")}\n`;

const escaped = (character: string): string =>
  character === "\\" ? "\\\\" : character === "\t" ? "\\t" : character === "\n" ? "\\n" : "\\r";

/** @param deferred tables of which indexes (all but the primary key) and foreign keys are put off */
export async function bulkLoad<T>(
  ownerUrl: string,
  { tables, deferred }: { readonly tables: readonly string[]; readonly deferred: readonly string[] },
  load: (loader: Loader) => Promise<T>
): Promise<T> {
  const client = postgres(ownerUrl, { max: 1, onnotice: () => {}, connection: { application_name: "zijian-load" } });
  try {
    const { loaded } = await client.begin(async (tx) => {
      await tx.unsafe("set local maintenance_work_mem = '256MB'; set local synchronous_commit = off");
      const forced = (await tx<{ name: string }[]>`
        select relname as name from pg_class where relforcerowsecurity and relkind = 'r' and relnamespace = 'public'::regnamespace
          and relname = any(${[...tables]})`).map(({ name }) => name);
      for (const table of forced) await tx.unsafe(`alter table ${table} no force row level security`);
      for (const table of tables) await tx.unsafe(`alter table ${table} disable trigger user`);
      const putOff: string[] = [];
      for (const table of deferred) putOff.push(...(await putOffChecks(tx, table)));
      const made = await load({
        copy: (table, columns, lines) => copyInto(tx, table, columns, lines),
        query: async <R extends object>(text: string) => [...(await tx.unsafe<R[]>(text))],
      });
      for (const statement of putOff) await tx.unsafe(statement);
      for (const table of forced) await tx.unsafe(`alter table ${table} force row level security`);
      for (const table of tables) await tx.unsafe(`alter table ${table} enable trigger user`);
      return { loaded: made };
    });
    for (const table of tables) await client.unsafe(`vacuum analyze ${table}`);
    return loaded;
  } finally {
    await client.end({ timeout: 5 });
  }
}

/** Drops them and answers with the statements that make them again. */
async function putOffChecks(tx: postgres.TransactionSql, table: string): Promise<string[]> {
  const keys = await tx<{ name: string; definition: string }[]>`
    select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
    where conrelid = ${table}::regclass and contype = 'f'`;
  const indexes = await tx<{ name: string; definition: string }[]>`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
    where indrelid = ${table}::regclass and not indisprimary
      and not exists (select 1 from pg_constraint c where c.conindid = indexrelid)`;
  for (const { name } of keys) await tx.unsafe(`alter table ${table} drop constraint ${name}`);
  for (const { name } of indexes) await tx.unsafe(`drop index ${name}`);
  return [
    ...indexes.map(({ definition }) => definition),
    ...keys.map(({ name, definition }) => `alter table ${table} add constraint ${name} ${definition}`),
  ];
}

async function copyInto(tx: postgres.TransactionSql, table: string, columns: readonly string[], lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  const stream = await tx.unsafe(`copy ${table} (${columns.join(", ")}) from stdin`).writable();
  const ended = new Promise<void>((resolve, reject) => stream.once("finish", resolve).once("error", reject));
  for (let at = 0; at < lines.length; at += 500)
    if (!stream.write(lines.slice(at, at + 500).join(""))) await Promise.race([once(stream, "drain"), ended]);
  stream.end();
  await ended;
}
