/**
 * The only module that opens a database connection, and the only one in app/ that knows drizzle/.
 *
 * `withTx` is the one way in: a short transaction in which PostgreSQL knows the actor, under a role that row-level
 * security binds. There is no exported bare connection.
 */
import { PgDialect } from "drizzle-orm/pg-core";
import { drizzle } from "drizzle-orm/postgres-js";
import { PostgresJsSession, PostgresJsTransaction } from "drizzle-orm/postgres-js/session";
import postgres from "postgres";
import * as tables from "../../drizzle/schema";
import type { Actor } from "~/shared/actor";
import { asText } from "./job-queue.server";

export { tables };
export type { EvidenceState } from "../../drizzle/schema/files";
export type { LedgerChain } from "../../drizzle/schema/audit";
// Without the tables: nothing here asks by relation, and a transaction would make a builder for each of them.
type NoTables = Record<string, never>;
export type Tx = PostgresJsTransaction<NoTables, NoTables>;
type TxSession = PostgresJsSession<postgres.TransactionSql & postgres.Sql, NoTables, NoTables>;
const dialect = new PgDialect();

// A development reload must not open a second pool.
const holder = globalThis as typeof globalThis & { zijianDatabase?: postgres.Sql | undefined };

/** Opens the process's one pool. @throws {Error} when it is already open */
export function openDatabase(url: string, poolSize = 10): void {
  if (holder.zijianDatabase) throw new Error("The database is already open in this process.");
  const client = postgres(url, {
    max: poolSize,
    connect_timeout: 5,
    idle_timeout: 60,
    max_lifetime: 30 * 60,
    backoff: (attempt: number) => Math.min(0.2 * attempt, 1),
    onnotice: () => {},
    connection: {
      application_name: "zijian",
      statement_timeout: 15_000,
      idle_in_transaction_session_timeout: 15_000,
    },
  });
  // It tells the driver to leave days, instants and JSON to the columns' own types.
  drizzle(client);
  holder.zijianDatabase = client;
}

/** A connection keeps what it prepared; a list of many rows has a text of its own for each length. */
const MAX_PREPARED_VALUES = 60;

/**
 * drizzle asks for no prepared statements. Without them PostgreSQL plans every query anew, and with the policies of rows
 * that follow rows the planning takes many times as long as the query.
 */
function preparing<C extends postgres.TransactionSql>(client: C): C {
  return new Proxy(client, {
    get(target, key) {
      const own: unknown = Reflect.get(target, key);
      if (key === "unsafe")
        return (text: string, values: never[] = [], options: postgres.UnsafeQueryOptions) =>
          target.unsafe(text, values, { ...options, prepare: values.length <= MAX_PREPARED_VALUES });
      if (key === "savepoint")
        return (...given: unknown[]) => {
          const last = given.pop();
          const inside = (tx: postgres.TransactionSql): unknown =>
            typeof last === "function" ? last(preparing(tx)) : last;
          return typeof own === "function" ? own(...given, inside) : own;
        };
      return own;
    },
  });
}

/** Waits up to 5 s for running queries, then closes. Safe to call twice. */
export async function closeDatabase(): Promise<void> {
  const open = holder.zijianDatabase;
  holder.zijianDatabase = undefined;
  await open?.end({ timeout: 5 });
}

function database(): postgres.Sql {
  if (!holder.zijianDatabase) throw new Error("The database is not open.");
  return holder.zijianDatabase;
}

/** Longer than any statement may take: who has no answer by then waits for a connection that is dead. */
const ANSWER_WITHIN_MS = 25_000;

/** Gives up on a transaction whose connection died without telling the driver. The caller answers 503. */
async function inTime<T>(transaction: Promise<T>, withinMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, giveUp) => {
    timer = setTimeout(() => giveUp(Object.assign(new Error("The database did not answer."), { code: "CONNECTION_CLOSED" })), withinMs);
  });
  try {
    return await Promise.race([transaction, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Deadlock and serialization failure: the transaction did nothing and may simply run again. */
const RETRYABLE = new Set(["40P01", "40001"]);
const MAX_TRIES = 4;

interface TxOptions {
  /** For one that has very many statements. Each statement has its own limit all the same. */
  readonly withinMs?: number;
}

/**
 * Runs `fn` in one transaction as `actor`. No HTTP, mail or PDF work inside; `fn` may run again after a deadlock.
 *
 * @throws what `fn` throws, with the transaction rolled back
 */
export async function withTx<T>(
  actor: Actor,
  fn: (tx: Tx) => Promise<T>,
  { withinMs = ANSWER_WITHIN_MS }: TxOptions = {}
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const begun = database().begin(async (client) => ({ done: await asActor(client, actor, fn) }));
      const { done } = await inTime(begun, withinMs);
      return done;
    } catch (error) {
      if (attempt >= MAX_TRIES || !RETRYABLE.has(databaseErrorCode(error) ?? "")) throw error;
    }
  }
}

const BIND = `select set_config('role', 'zijian_app', true), set_config('app.kind', $1, true),
  set_config('app.account_id', $2, true), set_config('app.enterprise_id', $3, true),
  set_config('app.agency_id', $4, true), set_config('app.region', $5, true)`;

/**
 * A connection runs what it is sent in the order in which it was asked, so the first statement of `fn` need not wait for
 * the answer to the binding: that saves every transaction one of its ways to the database and back. The binding is asked
 * for before `fn` has the transaction; both have ended before the transaction does.
 */
async function asActor<T>(client: postgres.TransactionSql, actor: Actor, fn: (tx: Tx) => Promise<T>): Promise<T> {
  const binding = client.unsafe(BIND, bindingOf(actor), { prepare: true }).execute();
  const [bound, done] = await Promise.allSettled([binding, fn(transactionOver(client))]);
  if (bound.status === "rejected") throw bound.reason;
  if (done.status === "rejected") throw done.reason;
  return done.value;
}

function transactionOver(client: postgres.TransactionSql): Tx {
  // drizzle makes its sessions from both kinds of client, its types know of one.
  const preparingClient = preparing(client) as postgres.TransactionSql & postgres.Sql;
  const session: TxSession = new PostgresJsSession(preparingClient, dialect, undefined);
  return new PostgresJsTransaction<NoTables, NoTables>(dialect, session, undefined);
}

function bindingOf(actor: Actor): string[] {
  const accountId = actor.kind === "machine" ? actor.apiKeyId : "accountId" in actor ? actor.accountId : "";
  const enterpriseId = actor.kind === "enterprise" ? actor.enterpriseId : "";
  const agencyId = actor.kind === "agency" ? actor.agencyId : "";
  const region = actor.kind === "agency" || actor.kind === "machine" ? `${actor.regionCode}%` : "";
  return [actor.kind, accountId, enterpriseId, agencyId, region];
}

/**
 * One statement by itself, which is a transaction by itself: for a function of the database that sees to its own reach.
 * Three ways to the database and back fewer than `withTx`. Answers with the JSON it gives.
 */
export async function askFunction(name: "app.session_holder" | "app.ask_exemptions" | "app.upload_welcome", value: string): Promise<unknown> {
  const [row] = await inTime(database().unsafe<{ answer: string | null }[]>(`select ${name}($1)::text as answer`, [value], { prepare: true }).execute(), ANSWER_WITHIN_MS);
  return row?.answer ? JSON.parse(row.answer) : null;
}

/** The SQLSTATE (or socket error code) behind a failed query, or null when the error is of another kind. */
export function databaseErrorCode(error: unknown): string | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as Error & { code?: unknown };
    if (typeof code === "string") return code;
  }
  return null;
}

/** Name of the constraint a write ran into, or null. */
export function violatedConstraint(error: unknown): string | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { constraint_name: name } = cause as Error & { constraint_name?: unknown };
    if (typeof name === "string" && name !== "") return name;
  }
  return null;
}

/** Is the database there? For /readyz. A database that does not answer within two seconds is not. */
export async function pingDatabase(): Promise<boolean> {
  const late = new Promise<false>((resolve) => setTimeout(resolve, 2_000, false).unref());
  const answer = async (): Promise<boolean> => {
    await database()`select 1`;
    return true;
  };
  return Promise.race([answer().catch(() => false), late]);
}

/**
 * For the job queue, which brings its own SQL and schema. Its maintenance opens transactions inside one text, so each
 * call has a connection to itself and leaves it clean when the text failed in the middle.
 */
export async function runForJobQueue(
  text: string,
  values: unknown[] = []
): Promise<{ rows: unknown[] }> {
  const connection = await database().reserve();
  try {
    const rows = await connection.unsafe(text, values.map(asText) as never[]);
    return { rows: [...rows] };
  } catch (error) {
    await connection.unsafe("rollback").catch(() => {});
    throw error;
  } finally {
    connection.release();
  }
}

/** The same, inside a transaction of ours. */
export async function runForJobQueueIn(
  tx: Tx,
  text: string,
  values: unknown[] = []
): Promise<{ rows: unknown[] }> {
  const { client } = tx._.session as unknown as { client: postgres.TransactionSql };
  const rows = await client.unsafe(text, values.map(asText) as never[]);
  return { rows: [...rows] };
}
