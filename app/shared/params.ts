/** Values from the address: anything that is not what it must be is a page that does not exist. */
import { isDay, type Day } from "./day";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const notFound = (): Response => new Response("Not found", { status: 404 });

/** @throws {Response} 404 */
export function uuidParam(params: Readonly<Record<string, string | undefined>>, name: string): string {
  const value = params[name] ?? "";
  if (!UUID.test(value)) throw notFound();
  return value;
}

/** A slug of lower-case letters, digits and hyphens. @throws {Response} 404 */
export function slugParam(params: Readonly<Record<string, string | undefined>>, name: string): string {
  const value = params[name] ?? "";
  if (!/^[a-z0-9][a-z0-9-]{0,80}$/.test(value)) throw notFound();
  return value;
}

/** @throws {Response} 404 */
export function dayParam(params: Readonly<Record<string, string | undefined>>, name: string): Day {
  const value = params[name];
  if (!isDay(value)) throw notFound();
  return value;
}

/** 1-based page number from `?page=`; 1 when absent or wrong. */
export function pageOf(url: URL): number {
  const page = Number(url.searchParams.get("page"));
  return Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1;
}

/** A path on this site to go back to, in printable ASCII as browsers send it; "/" for anything that could lead elsewhere. */
export function safePath(path: string | null | undefined): string {
  return path && /^\/(?!\/)[\x21-\x5b\x5d-\x7e]*$/.test(path) ? path : "/";
}
