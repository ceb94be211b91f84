/**
 * One JSON line per event. Lines name ids, codes and times; never what people wrote, and never a query's parameters,
 * which drizzle puts into its messages.
 */
import { pino, type Logger } from "pino";
import { databaseErrorCode } from "./db.server";
import { env } from "./env.server";

let current: Logger | undefined;
export function logger(): Logger {
  return (current ??= pino({ level: env().LOG_LEVEL, base: { pid: process.pid } }));
}

type Context = Readonly<Record<string, string | number | boolean | undefined>>;

export function logError(error: unknown, context: Context): void {
  logger().error({ ...context, ...describeError(error) }, "error");
}

/** What of an error may be written down. */
export function describeError(error: unknown): Context {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = databaseErrorCode(error) ?? undefined;
  const query =
    "query" in error && typeof error.query === "string"
      ? error.query.replace(/\s+/g, " ").slice(0, 500)
      : undefined;
  // The first stack line repeats the message; where it happened is in the rest.
  const at = (error.stack ?? "")
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .join("\n");
  return {
    error: error.name,
    code,
    query,
    at,
    ...(isOfDatabase(error) ? {} : { message: error.message.slice(0, 300) }),
  };
}

function isOfDatabase(error: Error): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
    if (cause.name === "PostgresError" || cause.name === "DrizzleQueryError" || "query" in cause)
      return true;
  return false;
}
