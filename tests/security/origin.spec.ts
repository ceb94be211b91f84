import { expect, test } from "./portal";

/** Actions of each kind: public form, signed-in form, resource route, single-fetch address. */
const ACTIONS = ["/sign-in", "/sign-out", "/preferences", "/reset", "/account", "/members", "/account.data", "/self-checks", "/appointments/new"];

const CASES: readonly [name: string, headers: (own: string) => Record<string, string>, passes: boolean][] = [
  ["own origin", (own) => ({ Origin: own }), true],
  ["own origin, same-origin fetch", (own) => ({ Origin: own, "Sec-Fetch-Site": "same-origin" }), true],
  ["other origin", () => ({ Origin: "https://elsewhere.example" }), false],
  ["other scheme", (own) => ({ Origin: own.replace("http:", "https:") }), false],
  ["other port", (own) => ({ Origin: own.replace(/:\d+$/, ":1") }), false],
  ["origin null", () => ({ Origin: "null" }), false],
  ["no origin, same-origin fetch", () => ({ "Sec-Fetch-Site": "same-origin" }), true],
  ["no origin, cross-site fetch", () => ({ "Sec-Fetch-Site": "cross-site" }), false],
  ["neither", () => ({}), false],
];

for (const [name, headers, passes] of CASES)
  test(`a post with ${name} ${passes ? "is read" : "is refused"} by every action`, async ({ portal }) => {
    for (const path of ACTIONS) {
      const { status } = await fetch(portal.origin + path, {
        method: "POST",
        redirect: "manual",
        headers: { ...headers(portal.origin), Cookie: "sid=x" },
        body: new URLSearchParams({ intent: "none" }),
      });
      if (passes) expect([403, 500].includes(status), `${path}: ${status}`).toBe(false);
      else expect(status, path).toBe(403);
    }
  });

test("a bearer key opens the interface for machines only", async ({ portal }) => {
  const headers = { Authorization: "Bearer zj_none", "Content-Type": "application/json" };
  const page = await fetch(`${portal.origin}/account`, { method: "POST", headers, body: "{}" });
  expect(page.status).toBe(403);
  const withCookie = await fetch(`${portal.origin}/api/v1/facts`, { method: "POST", headers: { ...headers, Cookie: "sid=x" }, body: "{}" });
  expect(withCookie.status).toBe(403);
});

test("a forwarded host or scheme from outside changes nothing", async ({ portal }) => {
  const headers = { Origin: "https://elsewhere.example", "X-Forwarded-Host": "elsewhere.example", "X-Forwarded-Proto": "https" };
  const answer = await fetch(`${portal.origin}/sign-in`, { method: "POST", headers, body: new URLSearchParams() });
  expect(answer.status).toBe(403);
});
