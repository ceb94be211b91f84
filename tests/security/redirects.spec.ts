import { client, PASSWORD } from "./client";
import { expect, test } from "./portal";

/** Each tries to lead a reader off the site. */
const PAYLOADS = [
  "https://elsewhere.example",
  "//elsewhere.example",
  "///elsewhere.example",
  "/\\elsewhere.example",
  "/\\/elsewhere.example",
  "\\\\elsewhere.example",
  "/\t/elsewhere.example",
  "/\n/elsewhere.example",
  "/\r/elsewhere.example",
  "\t//elsewhere.example",
  " //elsewhere.example",
  "http:elsewhere.example",
  "http:/elsewhere.example",
  "https:\\\\elsewhere.example",
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "data:text/html,x",
  "vbscript:x",
  "elsewhere.example",
  ".elsewhere.example",
  "@elsewhere.example",
  "?to=//elsewhere.example",
  "#//elsewhere.example",
  "/law\r\nLocation: https://elsewhere.example",
  "/law\nSet-Cookie: sid=x",
  "/\u0000/elsewhere.example",
  "／／elsewhere.example",
  "/ /elsewhere.example",
  "/\u00a0/elsewhere.example",
  "/law\\..\\..\\elsewhere",
];
const HOME = /^\/($|dashboard$)/;

/** Where a browser would go, told by the parser browsers use. */
const hostOf = (location: string, origin: string): string => new URL(location, origin).host;

test("no payload leads off the site after signing in", async ({ portal }) => {
  const own = new URL(portal.origin).host;
  for (const to of PAYLOADS) {
    const person = client(portal.origin);
    const answer = await person.post("/sign-in", { loginName: "qingxi-manager", password: PASSWORD, to });
    expect(answer.status, JSON.stringify(to)).toBe(302);
    expect(hostOf(answer.location, portal.origin), JSON.stringify(to)).toBe(own);
    expect(answer.location, JSON.stringify(to)).toMatch(HOME);
    expect(answer.headers.getSetCookie().some((cookie) => /^sid=x(;|$)/.test(cookie))).toBe(false);
    const signedIn = await person.get(`/sign-in?to=${encodeURIComponent(to)}`);
    expect(hostOf(signedIn.location, portal.origin), JSON.stringify(to)).toBe(own);
  }
});

test("no payload leads off the site by the language switch", async ({ portal }) => {
  for (const to of PAYLOADS) {
    const answer = await client(portal.origin).post("/preferences", { lang: "en", to });
    expect(answer.status, JSON.stringify(to)).toBe(302);
    expect(answer.location, JSON.stringify(to)).toBe("/");
  }
});

test("an encoded payload stays a path of the site", async ({ portal }) => {
  for (const to of ["/%2f%2felsewhere.example", "/%5celsewhere.example", "/law?to=//elsewhere.example", "/.//elsewhere.example", "/..//elsewhere.example"]) {
    const answer = await client(portal.origin).post("/preferences", { lang: "en", to });
    expect(hostOf(answer.location, portal.origin), to).toBe(new URL(portal.origin).host);
  }
});

test("paths of two slashes name no other host", async ({ visitor, portal }) => {
  for (const path of ["//elsewhere.example/account", "//elsewhere.example", "/%2f%2felsewhere.example", "/account/%2e%2e//elsewhere.example"]) {
    const { status, location } = await visitor.get(path);
    expect(status, path).toBeLessThan(500);
    if (location) expect(hostOf(location, portal.origin), path).toBe(new URL(portal.origin).host);
  }
});
