/**
 * Who is asking. Lucia stands behind this module alone: sign in, sign out, current actor.
 *
 * The cookie holds a random token; the database its SHA-256. A session ends after an idle and an absolute limit,
 * both on the machine's clock. Rows are reached through `withTx` as the system, so row-level security holds here too.
 */
import { redirect } from "@remix-run/node";
import { and, eq, lt } from "drizzle-orm";
import { Lucia, TimeSpan, type Adapter, type DatabaseSession } from "lucia";
import { AGENCY_ROLES, ENTERPRISE_ROLES, system, type Actor, type AgencyRole, type EnterpriseRole, type Person } from "~/shared/actor";
import type { Locale } from "~/shared/locale";
import { wallClock } from "./clock.server";
import { randomToken, sha256Hex } from "./crypto.server";
import { tables, withTx, type Tx } from "./db.server";
import { env } from "./env.server";

const { sessions, accounts, agencies } = tables;
const SYSTEM = system("session");
/** Enterprise 30 min idle, 12 h absolute; agencies and administrators 15 min and 8 h. */
export const SESSION_LIMITS = {
  enterprise: { idleMinutes: 30, absoluteHours: 12 },
  staff: { idleMinutes: 15, absoluteHours: 8 },
} as const;
/** Longest idle limit: Lucia slides by one span, the tighter one is checked in `currentSession`. */
const IDLE = new TimeSpan(SESSION_LIMITS.enterprise.idleMinutes, "m");

interface SessionAttributes {
  absoluteExpiresAt: Date;
  authAt: Date;
  mfaAt: Date | null;
  userAgent: string;
}
interface AccountAttributes {
  displayName: string;
  role: Person["role"];
  enterpriseId: string | null;
  agencyId: string | null;
  regionCode: string | null;
  agencyLevel: "province" | "city" | "county" | null;
  locale: Locale;
  disabledAt: Date | null;
}
declare module "lucia" {
  interface Register {
    Lucia: typeof lucia;
    UserId: string;
    DatabaseSessionAttributes: SessionAttributes;
    DatabaseUserAttributes: AccountAttributes;
  }
}

const asSystem = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => withTx(SYSTEM, fn);
type SessionRow = typeof sessions.$inferSelect;
function toLucia(row: SessionRow): DatabaseSession {
  const { id, userId, expiresAt, absoluteExpiresAt, authAt, mfaAt, userAgent } = row;
  return { id, userId, expiresAt, attributes: { absoluteExpiresAt, authAt, mfaAt, userAgent } };
}

const adapter: Adapter = {
  deleteSession: (id) => asSystem(async (tx) => void (await tx.delete(sessions).where(eq(sessions.id, id)))),
  deleteUserSessions: (userId) => asSystem(async (tx) => void (await tx.delete(sessions).where(eq(sessions.userId, userId)))),
  getSessionAndUser: (id) =>
    asSystem(async (tx) => {
      const [row] = await tx
        .select({
          session: sessions,
          id: accounts.id,
          displayName: accounts.displayName,
          role: accounts.role,
          enterpriseId: accounts.enterpriseId,
          agencyId: accounts.agencyId,
          regionCode: agencies.regionCode,
          agencyLevel: agencies.level,
          locale: accounts.locale,
          disabledAt: accounts.disabledAt,
        })
        .from(sessions)
        .innerJoin(accounts, eq(accounts.id, sessions.userId))
        .leftJoin(agencies, eq(agencies.id, accounts.agencyId))
        .where(eq(sessions.id, id));
      if (!row) return [null, null];
      const { session, id: userId, ...attributes } = row;
      return [toLucia(session), { id: userId, attributes }];
    }),
  getUserSessions: (userId) =>
    asSystem(async (tx) => (await tx.select().from(sessions).where(eq(sessions.userId, userId))).map(toLucia)),
  setSession: ({ id, userId, expiresAt, attributes }) =>
    asSystem(async (tx) => void (await tx.insert(sessions).values({ ...attributes, id, userId, expiresAt }))),
  updateSessionExpiration: (id, expiresAt) =>
    asSystem(async (tx) => void (await tx.update(sessions).set({ expiresAt }).where(eq(sessions.id, id)))),
  deleteExpiredSessions: () => asSystem(async (tx) => void (await tx.delete(sessions).where(lt(sessions.expiresAt, wallClock())))),
};

const lucia = new Lucia(adapter, {
  sessionExpiresIn: IDLE,
  getSessionAttributes: ({ absoluteExpiresAt, authAt, mfaAt }) => ({ absoluteExpiresAt, authAt, mfaAt }),
  getUserAttributes: (attributes) => attributes,
});

const secureCookies = (): boolean => (env().PUBLIC_ORIGIN ?? "").startsWith("https:");
const cookieName = (): string => (secureCookies() ? "__Host-sid" : "sid");

function cookieHeader(token: string, maxAgeSeconds: number): string {
  const secure = secureCookies() ? "; Secure" : "";
  return `${cookieName()}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}${secure}`;
}

/** The token of a request, or null; a malformed cookie header counts as none. */
function sessionToken(request: Request): string | null {
  const pair = (request.headers.get("Cookie") ?? "").split(/;\s*/).find((part) => part.startsWith(`${cookieName()}=`));
  const token = pair?.slice(cookieName().length + 1) ?? "";
  return /^[\w-]{43}$/.test(token) ? token : null;
}

export interface CurrentSession {
  readonly id: string;
  readonly actor: Person;
  readonly locale: Locale;
  readonly authAt: Date;
  readonly mfaAt: Date | null;
}

// One look-up per request, however many loaders ask.
const perRequest = new WeakMap<Request["signal"], Promise<CurrentSession | null>>();

/** The session of a request, or null when nobody is signed in (any more). */
export function currentSession(request: Request): Promise<CurrentSession | null> {
  let found = perRequest.get(request.signal);
  if (!found) perRequest.set(request.signal, (found = readSession(request)));
  return found;
}

async function readSession(request: Request): Promise<CurrentSession | null> {
  const token = sessionToken(request);
  if (!token) return null;
  const { session, user } = await lucia.validateSession(sha256Hex(token));
  if (!session || user.disabledAt) return null;
  const actor = toActor(user.id, user);
  if (!actor) return null;
  const limits = actor.kind === "enterprise" ? SESSION_LIMITS.enterprise : SESSION_LIMITS.staff;
  const at = wallClock().getTime();
  const lastSeen = session.expiresAt.getTime() - IDLE.milliseconds();
  // Lucia slides only in the second half of its span, so idle time is known to that half.
  const idleTooLong = at - lastSeen > (limits.idleMinutes + IDLE.milliseconds() / 120_000) * 60_000;
  if (session.absoluteExpiresAt.getTime() <= at || idleTooLong) {
    await lucia.invalidateSession(session.id);
    return null;
  }
  return { id: session.id, actor, locale: user.locale, authAt: session.authAt, mfaAt: session.mfaAt };
}

function toActor(accountId: string, account: AccountAttributes): Person | null {
  const { displayName: name, role, enterpriseId, agencyId, regionCode, agencyLevel } = account;
  if (role === "administrator") return { kind: "administrator", accountId, name, role };
  if (enterpriseId && ENTERPRISE_ROLES.includes(role as EnterpriseRole))
    return { kind: "enterprise", accountId, name, role: role as EnterpriseRole, enterpriseId };
  if (agencyId && regionCode && agencyLevel && AGENCY_ROLES.includes(role as AgencyRole))
    return { kind: "agency", accountId, name, role: role as AgencyRole, agencyId, regionCode, agencyLevel };
  return null;
}

/**
 * Starts a session and ends the one the browser had: a token from before sign-in is dead after it.
 * Answers with the Set-Cookie header.
 */
export async function startSession(request: Request, accountId: string, isStaff: boolean, mfaAt: Date | null): Promise<string> {
  const before = sessionToken(request);
  if (before) await lucia.invalidateSession(sha256Hex(before));
  const token = randomToken();
  const at = wallClock();
  const hours = (isStaff ? SESSION_LIMITS.staff : SESSION_LIMITS.enterprise).absoluteHours;
  const attributes: SessionAttributes = {
    absoluteExpiresAt: new Date(at.getTime() + hours * 3_600_000),
    authAt: at,
    mfaAt,
    userAgent: (request.headers.get("User-Agent") ?? "").slice(0, 200),
  };
  await lucia.createSession(accountId, attributes, { sessionId: sha256Hex(token) });
  return cookieHeader(token, hours * 3600);
}

/** Ends the session of this request. Answers with the Set-Cookie header that clears the cookie. */
export async function endSession(request: Request): Promise<string> {
  const token = sessionToken(request);
  if (token) await lucia.invalidateSession(sha256Hex(token));
  return cookieHeader("", 0);
}

/** Ends every session of an account: after a new password, a new second factor, or when it is disabled. */
export const endAllSessions = (accountId: string): Promise<void> => lucia.invalidateUserSessions(accountId);
export const endSessionById = (id: string): Promise<void> => lucia.invalidateSession(id);
export const deleteExpiredSessions = (): Promise<void> => lucia.deleteExpiredSessions();

/**
 * The signed-in person, if `may` allows them in: the first statement of every loader and action that is not public.
 *
 * `freshMinutes` asks for a password check that recent (approvals). Staff always need their second factor.
 *
 * @throws {Response} redirect to sign in, to the second factor or to a fresh check; 403 when `may` says no
 */
export async function requireActor<A extends Person>(
  request: Request,
  may: (actor: Person) => actor is A,
  options?: { freshMinutes?: number }
): Promise<A>;
export async function requireActor(
  request: Request,
  may: (actor: Person) => boolean,
  options?: { freshMinutes?: number }
): Promise<Person>;
export async function requireActor(
  request: Request,
  may: (actor: Person) => boolean,
  { freshMinutes }: { freshMinutes?: number } = {}
): Promise<Person> {
  const session = await currentSession(request);
  const here = new URL(request.url);
  const to = encodeURIComponent(here.pathname.replace(/\.data$/, "") + here.search.replace(/[?&]_routes=[^&]*/, ""));
  if (!session) throw redirect(`/sign-in?to=${to}`);
  if (session.actor.kind !== "enterprise" && !session.mfaAt) throw redirect(`/sign-in/second-factor?to=${to}`);
  if (!may(session.actor)) throw new Response("Forbidden", { status: 403 });
  if (freshMinutes && wallClock().getTime() - session.authAt.getTime() > freshMinutes * 60_000)
    throw redirect(`/sign-in/confirm?to=${to}`);
  return session.actor;
}

/** The signed-in person or a visitor: for pages that everyone may read. */
export async function actorOrVisitor(request: Request): Promise<Actor> {
  return (await currentSession(request))?.actor ?? { kind: "visitor" };
}

/** Marks this session as having passed the second factor now. */
export async function markSecondFactor(sessionId: string): Promise<void> {
  await asSystem((tx) => tx.update(sessions).set({ mfaAt: wallClock() }).where(eq(sessions.id, sessionId)));
}
/** Marks this session's password as checked now. */
export async function markPasswordChecked(sessionId: string): Promise<void> {
  await asSystem((tx) => tx.update(sessions).set({ authAt: wallClock() }).where(eq(sessions.id, sessionId)));
}
/** A person's live sessions, newest first. */
export async function sessionsOf(actor: Person): Promise<{ id: string; createdAt: Date; userAgent: string; expiresAt: Date }[]> {
  const rows = await withTx(actor, (tx) =>
    tx
      .select({ id: sessions.id, createdAt: sessions.createdAt, userAgent: sessions.userAgent, expiresAt: sessions.expiresAt })
      .from(sessions)
      .where(and(eq(sessions.userId, actor.accountId)))
  );
  return rows.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
}
