/** Every route × role × owner, over HTTP, against the built portal on a database in which every enterprise has records. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { tables, withTx } from "~/platform/db.server";
import { startSession } from "~/platform/session.server";
import { system, type AgencyActor, type Person } from "~/shared/actor";
import { agency, colleague, officerOf } from "../factories";
import { startPortal, type Portal } from "../portal";
import { client, type Answer, type Client } from "../security/client";
import { EXPECTATIONS, ROLES, type Expectation, type Role } from "../security/expectations";
import { tenant, type Tenant } from "../security/tenant";
import { freshDatabase, type FreshDatabase } from "./database";

const REGION = "440414";
/** Not a city of the demonstration, which the portal sets up beside these records. */
const CITY = "4404";
const ELSEWHERE = "440522";
let database: FreshDatabase;
let portal: Portal;
let dataDir: string;
let own: Tenant;
let neighbour: Tenant;
let faraway: Tenant;
const people = new Map<Role, Person>();
let before: string[];

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "zijian-matrix-"));
  vi.stubEnv("DATA_DIR", dataDir);
  vi.stubEnv("APP_SECRET", "matrix-0123456789-abcdefghijklmnop-matrix");
  database = await freshDatabase();
  const [here, there] = [await agency(REGION), await agency(ELSEWHERE)];
  const officer = await officerOf(here, REGION);
  own = await tenant("A", officer);
  neighbour = await tenant("B", officer);
  faraway = await tenant("C", await officerOf(there, ELSEWHERE));
  await fillPeople(officer, here, await agency(CITY, "city"));
  const settings = { DATABASE_URL: database.url, DATA_DIR: dataDir, APP_SECRET: process.env["APP_SECRET"] ?? "", REQUESTS_PER_MINUTE: "100000", TRUST_PROXY: "127.0.0.1,::1" };
  portal = await startPortal(settings);
  before = await Promise.all([neighbour, faraway].map(digest));
}, 180_000);
afterAll(async () => {
  await portal?.stop();
  await database.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function fillPeople(officer: AgencyActor, agencyId: string, cityAgencyId: string): Promise<void> {
  people.set("legal-representative", own.actor);
  for (const role of ["learner", "manager"] as const) people.set(role, await colleague(own.enterpriseId, role));
  people.set("officer", officer);
  // Only the city decides on listings.
  people.set("approver", await officerOf(cityAgencyId, CITY, "approver", "city"));
  for (const role of ["supervisor", "editor"] as const) people.set(role, await officerOf(agencyId, REGION, role));
  const accountId = crypto.randomUUID();
  await withTx(system("test"), (tx) =>
    tx.insert(tables.accounts).values({ id: accountId, loginName: `operator-${accountId}`, displayName: "operator", email: "o@example.test", role: "administrator" })
  );
  people.set("administrator", { kind: "administrator", accountId, name: "operator", role: "administrator" });
}

/** A browser in which this role is signed in. */
async function browserOf(role: Role): Promise<Client> {
  const browser = client(portal.origin);
  const person = people.get(role);
  if (!person) return browser;
  const cookie = await startSession(new Request(portal.origin), person.accountId, person.kind !== "enterprise", new Date());
  browser.setCookie("sid", /=([^;]*)/.exec(cookie)![1]!);
  return browser;
}

/** All rows of an enterprise in all tables, as one fingerprint. */
/** What the portal computes from other rows by itself, beside all requests. */
const COMPUTED = ["enterprise_standing", "evaluation", "standing_due"];

async function digest({ enterpriseId }: Tenant): Promise<string> {
  const named = await database.superuser`select table_name from information_schema.columns where table_schema = 'public' and column_name = 'enterprise_id' order by 1`;
  const parts = await Promise.all(
    named.filter(({ table_name: name }) => !COMPUTED.includes(String(name))).map(async ({ table_name: name }) => {
      const [row] = await database.superuser.unsafe(`select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as sum from ${String(name)} t where enterprise_id = $1`, [enterpriseId]);
      return `${String(name)} ${String(row!["sum"])}`;
    })
  );
  return parts.join("\n");
}

/** The portal's routes as it was built, root left out: pattern → does it have an action. */
async function builtRoutes(): Promise<Map<string, { acts: boolean; shows: boolean }>> {
  const bundle = new URL("../../build/server/index.js", import.meta.url).pathname;
  const { routes } = (await import(/* @vite-ignore */ bundle)) as {
    routes: Record<string, { id: string; path?: string; index?: boolean; module: Record<string, unknown> }>;
  };
  const found = Object.values(routes).filter(({ id }) => id !== "root");
  return new Map(found.map(({ path = "", module }) => [`/${path}`, { acts: "action" in module, shows: "loader" in module || "default" in module }]));
}

const leadsToSignIn = ({ status, location }: Answer): boolean => status === 302 && location.startsWith("/sign-in");
/** 400 is Remix's word for a route that cannot be opened at all; 401 is said to programs in our pages. */
const isRefusal = (answer: Answer): boolean => [400, 401, 403, 404, 405].includes(answer.status) || leadsToSignIn(answer);
const isAgency = (role: Role): boolean => people.get(role)?.kind === "agency";

/** Words that must not reach this role, whatever it asks for. */
function forbiddenWords(role: Role): RegExp {
  if (people.get(role)?.kind === "enterprise") return /KANARI-[BC]|KANARI-A-AGENCY/;
  return isAgency(role) ? /KANARI-C|KANARI-[AB]-PRIVATE/ : /KANARI-[ABC]/;
}

/** The search box repeats what was looked for. */
const withoutQuery = (body: string): string => body.replaceAll("q=KANARI", "").replaceAll('value="KANARI"', "");

/** What the register and its notices say of an enterprise is public: its name, on these pages alone. */
const withoutPublicNames = (path: string, body: string): string => (/^\/(register|notices|objections|verify|reports)\b/.test(path) ? body.replaceAll(/KANARI-[ABC]-NAME/g, "") : body);

function checkSecrecy(role: Role, path: string, { body }: Answer): void {
  const leak = forbiddenWords(role).exec(withoutQuery(withoutPublicNames(path, body)));
  expect(leak?.[0], `${role} reads in ${path}`).toBeUndefined();
}

/** Addresses a role may not reach although it may open the route: those of enterprises that are not its own. */
const foreignTo = (role: Role): Tenant[] => (isAgency(role) ? [faraway] : [neighbour, faraway]);
const rows = Object.entries(EXPECTATIONS);

test("every route has a row, and rows say truly which routes take posts", async () => {
  const routes = await builtRoutes();
  expect([...routes.keys()].filter((pattern) => !(pattern in EXPECTATIONS))).toEqual([]);
  for (const [pattern, { get, post }] of rows) {
    const built = routes.get(pattern);
    if (!built) continue;
    expect(built.acts, `${pattern} takes posts`).toBe(post.length > 0);
    if (get.length > 0) expect(built.shows, `${pattern} can be opened`).toBe(true);
  }
});

test("the marked words do appear to those they are meant for", async () => {
  const legal = await browserOf("legal-representative");
  expect((await legal.get(`/self-checks/${own.draftId}/${own.topic}`)).body).toContain("KANARI-A-PRIVATE");
  expect((await legal.get(`/sites/${own.siteId}.data`)).body).toContain("KANARI-A-SHARED");
  const officer = await browserOf("officer");
  expect((await officer.get(`/agency/self-checks/${own.sharedId}?purpose=visit`)).body).toContain("KANARI-A-SHARED");
  expect((await officer.get(`/agency/self-checks/${own.unsharedId}?purpose=visit`)).status).toBe(404);
  const review = (await officer.get(`/applications/${own.applicationId}`)).body;
  for (const word of ["CHECK", "OBJECTION", "CONTACT"]) expect(review).toContain(`KANARI-A-AGENCY-${word}`);
  expect((await legal.get("/positive-list/apply")).body).toContain("KANARI-A-SHARED-DECISION");
});

test("the register tells everybody who is on it and who is about to be", async () => {
  const visitor = await browserOf("visitor");
  const pages = ["/register", `/notices/${neighbour.noticeId}`, `/objections?code=${neighbour.objectionCode}`, `/verify?code=${neighbour.listingNumber}`];
  for (const path of pages) expect((await visitor.get(path)).body, path).toContain("KANARI-B-NAME");
});

test("an objection is answered under its own application only, within the region only", async () => {
  const approver = await browserOf("approver");
  const answer = { intent: "answer", objectionId: faraway.objectionId, verdict: "upheld", answer: "xxxxxxxxxxxx" };
  expect((await approver.post(`/applications/${own.applicationId}`, answer)).status).toBe(409);
  expect((await approver.post(`/applications/${faraway.applicationId}`, answer)).status).toBe(404);
  expect((await approver.post(`/applications/${own.applicationId}`, { ...answer, objectionId: neighbour.objectionId })).status).toBe(409);
});

// Thousands of requests for each role.
describe.each(ROLES)("%s", { timeout: 300_000 }, (role) => {
  test("opens what it may, and nothing else", async () => {
    const [browser, routes] = [await browserOf(role), await builtRoutes()];
    const wrong: string[] = [];
    for (const [pattern, row] of rows.filter(([key]) => routes.has(key))) {
      const path = row.path(own);
      const answer = await browser.get(path);
      checkSecrecy(role, path, answer);
      const fits = row.get.includes(role) ? (row.answer ?? [200]).includes(answer.status) : isRefusal(answer);
      if (!fits) wrong.push(`${pattern}: ${answer.status} ${answer.location}`);
      const data = await browser.get(dataPath(path));
      checkSecrecy(role, dataPath(path), data);
      if (data.status >= 500) wrong.push(`${pattern}.data: ${data.status}`);
    }
    expect(wrong).toEqual([]);
  });

  test("finds nothing of another enterprise", async () => {
    const [browser, routes] = [await browserOf(role), await builtRoutes()];
    const wrong: string[] = [];
    for (const [pattern, row] of rows.filter(([key, { owned }]) => owned && routes.has(key)))
      for (const other of foreignTo(role)) {
        for (const path of [row.path(other), dataPath(row.path(other))]) {
          const answer = await browser.get(path);
          checkSecrecy(role, path, answer);
          // Single fetch tells a redirect in a 202, and a route that only takes posts in an empty 200.
          const takesPostsOnly = row.get.length === 0 && path.includes(".data") && answer.status === 200;
          if (!takesPostsOnly && !isRefusal(answer) && !(path.includes(".data") && answer.status === 202)) wrong.push(`${pattern} of ${other.letter}: ${answer.status}`);
        }
      }
    expect(wrong).toEqual([]);
  });

  test("posts where it may, never to another enterprise's records", async () => {
    const [browser, routes] = [await browserOf(role), await builtRoutes()];
    const wrong: string[] = [];
    for (const [pattern, row] of rows.filter(([key, { post }]) => post.length > 0 && post.length < ROLES.length && routes.has(key)))
      for (const { path, mayPost } of postTargets(role, row))
        for (const fields of FORMS) {
          const answer = await browser.post(path, fields);
          checkSecrecy(role, path, answer);
          // A form that is wrong may be told so before anybody looks for the record.
          if (answer.status >= 500 || (!mayPost && !isRefusal(answer) && !(row.post.includes(role) && answer.status >= 400)))
            wrong.push(`${pattern} ${JSON.stringify(fields)}: ${answer.status} ${answer.location}`);
        }
    expect(wrong).toEqual([]);
  });
});

const FORMS: readonly Record<string, string>[] = [
  {},
  { intent: "none" },
  { intent: "cancel", reason: "x" },
  { intent: "verdict", verdict: "verified", reason: "" },
  { decision: "confirm", outcome: "done", team: "xx", minutes: "xxxxxxxxxxxx" },
  { intent: "check", outcome: "returned", note: "xxxxxxxxxxxx" },
  { intent: "decide", decision: "refuse", reason: "xxxxxxxxxxxx" },
  { intent: "withdraw" },
  { decision: "remove", malicious: "yes", reason: "xxxxxxxxxxxx" },
  { intent: "plan", cause: "equipment", measure: "更换风机并复测", ownerAccountId: crypto.randomUUID() },
];

/** To its own address only a role that may not post: whoever may would change the data of the other tests. */
function postTargets(role: Role, row: Expectation): { path: string; mayPost: boolean }[] {
  const allowed = row.post.includes(role);
  const mine = allowed ? [] : [{ path: row.path(own), mayPost: false }];
  const theirs = row.owned ? foreignTo(role).map((other) => ({ path: row.path(other), mayPost: false })) : [];
  return [...mine, ...theirs];
}

const dataPath = (path: string): string => {
  const [pathname = "", query] = path.split("?");
  return `${pathname === "/" ? "/_root" : pathname}.data${query ? `?${query}` : ""}`;
};

test("staff without their second factor are led to it by every route that is not public", async () => {
  const browser = client(portal.origin);
  const cookie = await startSession(new Request(portal.origin), people.get("officer")!.accountId, true, null);
  browser.setCookie("sid", /=([^;]*)/.exec(cookie)![1]!);
  const routes = await builtRoutes();
  for (const [pattern, row] of rows.filter(([key, { get }]) => get.includes("officer") && get.length < ROLES.length && routes.has(key)))
    expect((await browser.get(row.path(own))).location, pattern).toMatch(/^\/sign-in\/second-factor/);
});

test("after all of this no row of another enterprise has changed, nor has anybody been written down as its reader", async () => {
  expect(await Promise.all([neighbour, faraway].map(digest))).toEqual(before);
});
