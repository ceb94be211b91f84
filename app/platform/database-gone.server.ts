/** Tells a database that is away for the moment from a query that is wrong: the first is a 503, the second a 500. */
import { databaseErrorCode } from "./db.server";

const GONE = new Set([
  // Shutting down, crashed, starting up, dropped; too many connections.
  "57P01",
  "57P02",
  "57P03",
  "57P04",
  "57P05",
  "53300",
  // Somebody else holds what is asked for, for longer than a request may wait.
  "55P03",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
]);

export function isDatabaseGone(error: unknown): boolean {
  const code = databaseErrorCode(error);
  return code !== null && (GONE.has(code) || code.startsWith("08"));
}
