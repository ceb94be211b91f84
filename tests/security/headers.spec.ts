import { expect, test } from "./portal";

const REQUIRED: Readonly<Record<string, RegExp>> = {
  "content-security-policy": /^default-src 'none'; script-src 'nonce-[A-Za-z0-9+/=]{24}' 'strict-dynamic'; style-src 'self';/,
  "x-content-type-options": /^nosniff$/,
  "referrer-policy": /^same-origin$/,
  "cross-origin-opener-policy": /^same-origin$/,
  "cross-origin-resource-policy": /^same-origin$/,
  "x-frame-options": /^DENY$/,
  "permissions-policy": /camera=\(\)/,
};
const nonceOf = (policy: string | null): string => /'nonce-([^']+)'/.exec(policy ?? "")?.[1] ?? "";

test("every kind of answer carries the security headers", async ({ visitor }) => {
  const home = await visitor.get("/");
  const asset = /\/assets\/[\w.-]+\.js/.exec(home.body)?.[0] ?? "/no-asset";
  const answers = {
    page: home,
    "not found": await visitor.get("/nothing-here"),
    redirect: await visitor.get("/account"),
    refused: await visitor.post("/sign-in", {}, { Origin: "https://elsewhere.example" }),
    "wrong form": await visitor.post("/sign-in", {}),
    asset: await visitor.get(asset),
    "missing asset": await visitor.get("/assets/none.js"),
    data: await visitor.get("/law.data"),
    health: await visitor.get("/livez"),
    robots: await visitor.get("/robots.txt"),
  };
  expect(Object.fromEntries(Object.entries(answers).map(([name, { status }]) => [name, status]))).toEqual({
    page: 200,
    "not found": 404,
    redirect: 302,
    refused: 403,
    "wrong form": 422,
    asset: 200,
    "missing asset": 404,
    data: 200,
    health: 200,
    robots: 200,
  });
  for (const [name, { headers }] of Object.entries(answers)) {
    for (const [header, value] of Object.entries(REQUIRED)) expect(headers.get(header) ?? "", `${header} of ${name}`).toMatch(value);
    expect(headers.get("x-powered-by"), name).toBeNull();
    expect(headers.get("server"), name).toBeNull();
  }
});

test("two answers never share a nonce, and the nonce is no part of the page's data", async ({ visitor }) => {
  const [one, two] = [await visitor.get("/"), await visitor.get("/")];
  const nonces = [one, two].map(({ headers }) => nonceOf(headers.get("content-security-policy")));
  expect(new Set(nonces).size).toBe(2);
  const scripts = one.body.match(/<script[^>]*>[^]*?<\/script>/g) ?? [];
  expect(scripts.length).toBeGreaterThan(0);
  for (const script of scripts) {
    expect(script).toContain(`nonce="${nonces[0]}"`);
    expect(script.slice(script.indexOf(">"))).not.toContain(nonces[0] ?? "");
  }
  const data = await visitor.get("/.data").catch(() => one);
  expect(data.body).not.toContain(nonceOf(data.headers.get("content-security-policy")));
});

test("no page has inline styles or event handlers", async ({ visitor }) => {
  for (const path of ["/", "/sign-in", "/law", "/guidance", "/nothing-here"]) {
    const { body } = await visitor.get(path);
    expect(body, path).not.toMatch(/<style|\sstyle="|\son[a-z]+="/);
  }
});

test("answers for a signed-in person are not stored, and cookies are out of reach of scripts", async ({ visitor }) => {
  const { headers } = await visitor.signIn("qingxi-manager");
  const cookies = headers.getSetCookie();
  expect(cookies.length).toBeGreaterThan(0);
  for (const cookie of cookies) expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/);
  for (const path of ["/account", "/account.data", "/members", "/access-log"])
    expect((await visitor.get(path)).headers.get("cache-control"), path).toBe("no-store");
});

test("nothing of the machinery is served, and only known methods are taken", async ({ visitor, portal }) => {
  const paths = ["/.git/config", "/.env", "/package.json", "/server/index.js", "/assets/", "/app-secret", "/.data/app-secret", "/metrics", "/debug", "/drizzle", "/%2e%2e/package.json"];
  for (const path of paths) expect((await visitor.get(path)).status, path).toBe(404);
  for (const method of ["PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"])
    expect((await fetch(`${portal.origin}/account`, { method })).status, method).toBe(405);
});
