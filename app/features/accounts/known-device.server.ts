/**
 * A browser that has signed in with a name before has a count of tries of its own, so that strangers who guess at the
 * name cannot keep its owner out.
 */
import { timingSafeEqual } from "node:crypto";
import { hmacHex, randomToken } from "~/platform/crypto.server";
import { ownCookie, ownCookieOf } from "~/platform/session-cookie.server";

const COOKIE = "known";
const YEAR_SECONDS = 365 * 86_400;

const signatureOf = (id: string, loginName: string): string => hmacHex(`${id} ${loginName}`, "known-device");

/** The id of this browser if it has signed in with this name before, else null. */
export function knownDevice(request: Request, loginName: string): string | null {
  const [id = "", signature = ""] = ownCookieOf(request, COOKIE).split(".");
  const expected = Buffer.from(signatureOf(id, loginName));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected) ? id : null;
}

/** The Set-Cookie header that makes this browser known. */
export function rememberDevice(loginName: string): string {
  const id = randomToken();
  return ownCookie(COOKIE, `${id}.${signatureOf(id, loginName)}`, YEAR_SECONDS);
}
