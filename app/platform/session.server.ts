/**
 * Who is asking. Lucia stands behind this module alone: sign in, sign out, current actor.
 *
 * The cookie holds a random token; the database its SHA-256. A session ends after an idle and an absolute limit,
 * both on the machine's clock. Rows are reached through `withTx` as the system, so row-level security holds here too;
 * who holds a session is told by a function of the database.
 */
import { redirect } from "@remix-run/node";
import { and, eq, lt, ne } from "drizzle-orm";
import { Lucia, TimeSpan, type Adapter, type DatabaseSession } from "lucia";
import { system, type Actor, type Person } from "~/shared/actor";
import type { Locale } from "~/shared/locale";
import { wallClock } from "./clock.server";
import { randomToken, sha256Hex } from "./crypto.server";
import { tables, withTx, type Tx } from "./db.server";
import { toPerson, type AccountOfPerson } from "./person.server";
import { keepPostedForm } from "./posted-form.server";
import { sessionCookie, sessionToken } from "./session-cookie.server";
import { holderOf } from "./session-holder.server";

const { sessions } = tables;
const SYSTEM = system("session");
/** Enterprise 30 min idle, 12 h absolute; agencies and administrators 15 min and 8 h. */
const SESSION_LIMITS = {
  enterprise: { idleMinutes: 30, absoluteHours: 12 },
  staff: { idleMinutes: 15, absoluteHours: 8 },
} as const;
/** Lucia slides by one span, the longest; the adapter takes the difference off for those with a shorter one. */
const IDLE = new TimeSpan(SESSION_LIMITS.enterprise.idleMinutes, "m");
const SHORTER_FOR_STAFF_MS = (SESSION_LIMITS.enterprise.idleMinutes - SESSION_LIMITS.staff.idleMinutes) * 60_000;
/** Use is written down no oftener than this. */
const SLIDE_AFTER_MS = 60_000;

interface SessionAttributes {
  absoluteExpiresAt: Date;
  authAt: Date;
  mfaAt: Date | null;
  userAgent: string;
}
interface AccountAttributes extends AccountOfPerson {
  locale: Locale;
  disabledAt: Date | null;
  totpConfirmedAt: Date | null;
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
type SessionRow = Omit<typeof sessions.$inferSelect, "createdAt">;
function toLucia(row: SessionRow): DatabaseSession {
  const { id, userId, expiresAt, absoluteExpiresAt, authAt, mfaAt, userAgent } = row;
  return { id, userId, expiresAt, attributes: { absoluteExpiresAt, authAt, mfaAt, userAgent } };
}

const adapter: Adapter = {
  deleteSession: (id) => asSystem(async (tx) => void (await tx.delete(sessions).where(eq(sessions.id, id)))),
  deleteUserSessions: (userId) => asSystem(async (tx) => void (await tx.delete(sessions).where(eq(sessions.userId, userId)))),
  getSessionAndUser: (id) =>
    holderOf(id).then((found) => {
      if (!found) return [null, null];
      const { session, id: userId, ...attributes } = found;
      const shorter = attributes.enterpriseId ? 0 : SHORTER_FOR_STAFF_MS;
      const expiresAt = new Date(session.expiresAt.getTime() - shorter);
      return [toLucia({ ...session, expiresAt }), { id: userId, attributes }];
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

export interface CurrentSession {
  readonly id: string;
  readonly actor: Person;
  readonly locale: Locale;
  readonly authAt: Date;
  readonly mfaAt: Date | null;
  /** Name and password were right, the second factor is still to come: nobody is let in yet. */
  readonly secondFactorDue: boolean;
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
  const actor = toPerson(user.id, user);
  if (!actor) return null;
  const at = wallClock().getTime();
  if (session.absoluteExpiresAt.getTime() <= at) {
    await lucia.invalidateSession(session.id);
    return null;
  }
  const idleMs = (actor.kind === "enterprise" ? SESSION_LIMITS.enterprise : SESSION_LIMITS.staff).idleMinutes * 60_000;
  if (!session.fresh && at + idleMs - session.expiresAt.getTime() > SLIDE_AFTER_MS)
    await adapter.updateSessionExpiration(session.id, new Date(at + IDLE.milliseconds()));
  const secondFactorDue = !session.mfaAt && (actor.kind !== "enterprise" || user.totpConfirmedAt !== null);
  return { id: session.id, actor, locale: user.locale, authAt: session.authAt, mfaAt: session.mfaAt, secondFactorDue };
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
  return sessionCookie(token, hours * 3600);
}

/** Ends the session of this request. Answers with the Set-Cookie header that clears the cookie. */
export async function endSession(request: Request): Promise<string> {
  const token = sessionToken(request);
  if (token) await lucia.invalidateSession(sha256Hex(token));
  return sessionCookie("", 0);
}

/** Ends the sessions of an account but for one. In the caller's transaction. */
export async function endOtherSessions(tx: Tx, accountId: string, keepId: string): Promise<void> {
  await tx.delete(sessions).where(and(eq(sessions.userId, accountId), ne(sessions.id, keepId)));
}
/** Ends one session of this person; another's is not there. */
export async function endOwnSession(actor: Person, id: string): Promise<void> {
  await withTx(actor, (tx) => tx.delete(sessions).where(and(eq(sessions.id, id), eq(sessions.userId, actor.accountId))));
}
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
  if (!session) throw await away(request, "/sign-in");
  if (session.secondFactorDue) throw await away(request, "/sign-in/second-factor");
  if (!may(session.actor)) throw new Response("Forbidden", { status: 403 });
  if (freshMinutes && wallClock().getTime() - session.authAt.getTime() > freshMinutes * 60_000)
    throw await away(request, "/sign-in/confirm");
  return session.actor;
}

/** To a page of signing in, which leads back here; what was posted is kept for whoever had a session. */
async function away(request: Request, page: string): Promise<Response> {
  const here = new URL(request.url);
  const path = here.pathname.replace(/\.data$/, "").replace(/^\/_root$/, "/") + here.search.replace(/[?&]_routes=[^&]*/, "");
  const kept = request.method === "POST" && sessionToken(request) ? await keepPostedForm(request, path) : null;
  if (kept) return redirect(`${page}?resume=${kept}`);
  // A post cannot be repeated as a visit, so it leads to the page that held the form.
  return redirect(`${page}?to=${encodeURIComponent(path)}`);
}

/** The signed-in person or a visitor: for pages that everyone may read. */
export async function actorOrVisitor(request: Request): Promise<Actor> {
  const session = await currentSession(request);
  return session && !session.secondFactorDue ? session.actor : { kind: "visitor" };
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
      .where(eq(sessions.userId, actor.accountId))
  );
  return rows.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
}
