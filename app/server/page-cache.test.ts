import { createServer, type Server } from "node:http";
import express from "express";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { pageCache } from "./page-cache.server";
import { nonceOf, securityHeaders } from "./security-headers.server";

let server: Server;
let origin: string;
let made = 0;
let setCookie = false;
let status = 200;

beforeAll(async () => {
  const app = express();
  const cache = pageCache(() => "https://zijian.example.cn");
  let number = 0;
  app.use(securityHeaders({ https: true, development: false }));
  app.use((_req, res, next) => {
    res.setHeader("X-Request-Id", `request-${(number += 1)}`);
    next();
  });
  app.use(async (req, res) => {
    if (cache.send(req, res)) return;
    made += 1;
    const html = `<p>${made}</p><script nonce="${nonceOf(res)}">"${String(res.getHeader("X-Request-Id"))}"</script>`;
    const headers = new Headers({ "Content-Type": "text/html", ...(setCookie ? { "Set-Cookie": "a=b" } : {}) });
    const kept = await cache.keep(req, res, new Response(html, { status, headers }));
    for (const [name, value] of kept.headers) res.setHeader(name, value);
    res.status(kept.status).end(await kept.text());
  });
  server = createServer(app);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
});
afterAll(() => void server.close());
beforeEach(() => {
  made = 0;
  setCookie = false;
  status = 200;
});

const ask = async (path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(origin + path, { headers });
  return { text: await response.text(), headers: response.headers };
};

test("a public page is made once, and each answer has a nonce and a number of its own", async () => {
  const answers = [await ask("/guidance/a"), await ask("/guidance/a"), await ask("/guidance/a")];
  expect(made).toBe(1);
  const nonces = answers.map(({ text }) => /nonce="([^"]+)"/.exec(text)?.[1] ?? "");
  expect(new Set(nonces).size).toBe(3);
  for (const [at, { text, headers }] of answers.entries()) {
    expect(headers.get("content-security-policy")).toContain(`'nonce-${nonces[at]}'`);
    expect(text).toContain(`"${headers.get("x-request-id")}"`);
    expect(headers.get("cache-control") ?? "no-store").toBe("no-store");
  }
});

test.each([
  ["another language", "/guidance/b", { "Accept-Language": "en" }],
  ["a language chosen", "/guidance/b", { Cookie: "lang=ImVuIg%3D%3D" }],
  ["large type", "/guidance/b", { Cookie: "lang=ImVuIg%3D%3D; type=ImxhcmdlIg%3D%3D" }],
] as const)("%s is a page of its own, kept as well", async (_name, path, headers) => {
  await ask(path, { "Accept-Language": "zh-CN" });
  await ask(path, headers);
  const before = made;
  await ask(path, headers);
  expect(made).toBe(before);
});

test.each([
  ["somebody signed in", "/law", { Cookie: "sid=abc" }],
  ["a session beside a language", "/law", { Cookie: "lang=ImVuIg%3D%3D; __Host-sid=abc" }],
  ["a page that is not public", "/dashboard", {}],
  ["a page with a query", "/guidance?sector=coating", {}],
  ["very long cookies", "/law", { Cookie: `lang=${"lang=".repeat(1000)}` }],
] as const)("%s gets a page made for them", async (_name, path, headers) => {
  await ask(path, headers);
  await ask(path, headers);
  expect(made).toBe(2);
});

test("an error page and a page that sets a cookie are not kept", async () => {
  status = 404;
  await ask("/guidance/none");
  await ask("/guidance/none");
  expect(made).toBe(2);
  status = 200;
  setCookie = true;
  await ask("/guidance/cookie");
  await ask("/guidance/cookie");
  expect(made).toBe(4);
});
