/** The cookie that carries a session's token. With https it takes the `__Host-` name, which no subdomain can set. */
import { env } from "./env.server";

const secureCookies = (): boolean => (env().PUBLIC_ORIGIN ?? "").startsWith("https:");
const nameOf = (name: string): string => (secureCookies() ? `__Host-${name}` : name);

/** A Set-Cookie header for this site alone, out of reach of scripts. */
export function ownCookie(name: string, value: string, maxAgeSeconds: number): string {
  const secure = secureCookies() ? "; Secure" : "";
  return `${nameOf(name)}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}${secure}`;
}

/** The value of one of these cookies; "" when there is none. */
export function ownCookieOf(request: Request, name: string): string {
  const start = `${nameOf(name)}=`;
  const pair = (request.headers.get("Cookie") ?? "").split(/;\s*/).find((part) => part.startsWith(start));
  return pair?.slice(start.length) ?? "";
}

/** The session token of a request, or null; anything that is not shaped like one counts as none. */
export function sessionToken(request: Request): string | null {
  const token = ownCookieOf(request, "sid");
  return /^[\w-]{43}$/.test(token) ? token : null;
}

export const sessionCookie = (token: string, maxAgeSeconds: number): string => ownCookie("sid", token, maxAgeSeconds);
