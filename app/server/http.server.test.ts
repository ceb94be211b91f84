import { createServer, request as rawRequest, type Server } from "node:http";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { bodyProblem, EVIDENCE_LIMIT, FORM_LIMIT, UPLOAD_LIMIT } from "./body-limit.server";
import { createHttpApp } from "./http.server";
import { loggablePath } from "./access-log.server";
import { isFromOwnPages } from "./origin-check.server";

vi.mock("./remix-adapter.server", () => ({
  remixHandler: () => (_req: unknown, res: { end(text: string): void }) => res.end("page"),
}));

const OWN = "https://zijian.example.cn";
const FORM = "application/x-www-form-urlencoded";
let server: Server;
let base: { host: string; port: number };

beforeAll(async () => {
  vi.stubEnv("LOG_LEVEL", "silent");
  const app = createHttpApp({
    build: () => Promise.reject(new Error("not used")),
    publicOrigin: OWN,
    trustedProxies: [],
    requestsPerMinute: 200,
  });
  server = createServer(app);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  base = { host: "127.0.0.1", port: typeof address === "object" && address ? address.port : 0 };
});
afterAll(() => void server.close());

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}
function ask(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: string
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const req = rawRequest({ ...base, method, path, headers, agent: false }, (res) => {
      let text = "";
      res.on("data", (chunk: Buffer) => (text += chunk.toString()));
      res.on("end", () =>
        resolve({ status: res.statusCode ?? 0, headers: res.headers, body: text })
      );
    });
    req.on("error", reject);
    req.end(body);
  });
}

test("every answer carries the security headers and a nonce of its own", async () => {
  const paths = ["/", "/livez", "/server-page.css", "/nothing-here"];
  const answers = await Promise.all(paths.map((path) => ask("GET", path)));
  for (const { headers } of answers) {
    expect(headers["content-security-policy"]).toMatch(
      /^default-src 'none'; script-src 'nonce-[\w+/=]{24}' 'strict-dynamic'/
    );
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["strict-transport-security"]).toContain("max-age");
    expect(headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers["x-powered-by"]).toBeUndefined();
  }
  const nonces = answers.map(
    ({ headers }) => /nonce-([^']+)/.exec(String(headers["content-security-policy"]))?.[1]
  );
  expect(new Set(nonces).size).toBe(paths.length);
});

test.each<[string, Record<string, string>, boolean]>([
  ["own origin", { origin: OWN }, true],
  ["other scheme", { origin: OWN.replace("https", "http") }, false],
  ["other port", { origin: `${OWN}:8443` }, false],
  ["subdomain", { origin: "https://evil.zijian.example.cn" }, false],
  ["null origin", { origin: "null" }, false],
  ["empty origin", { origin: "" }, false],
  [
    "other origin with a good fetch site",
    { origin: "https://evil.example", "sec-fetch-site": "same-origin" },
    false,
  ],
  ["same-origin fetch", { "sec-fetch-site": "same-origin" }, true],
  ["same-site fetch", { "sec-fetch-site": "same-site" }, false],
  ["cross-site fetch", { "sec-fetch-site": "cross-site" }, false],
  ["no fetch site but typed", { "sec-fetch-site": "none" }, false],
  ["neither", {}, false],
  ["neither, with a key, on a page", { authorization: "Bearer abc" }, false],
])("a post from %s", async (_name, headers, passes) => {
  const form = { "content-type": FORM, "content-length": "0" };
  const { status } = await ask("POST", "/preferences", { ...headers, ...form });
  expect(status).toBe(passes ? 200 : 403);
});

test("a program with a key may post to the interface, unless it comes with a cookie", () => {
  const post = (headers: Record<string, string>, path = "/api/v1/facts") =>
    isFromOwnPages({ method: "POST", path, headers }, OWN);
  expect(post({ authorization: "Bearer abc" })).toBe(true);
  expect(post({ authorization: "Bearer abc", cookie: "sid=1" })).toBe(false);
  expect(post({ authorization: "Basic abc" })).toBe(false);
  expect(post({ authorization: "Bearer abc" }, "/apiary")).toBe(false);
  expect(post({ authorization: "Bearer abc", origin: "https://evil.example" })).toBe(false);
});

test.each(["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])(
  "%s is not supported",
  async (method) => {
    const { status, headers } = await ask(method, "/", { origin: OWN });
    expect(status).toBe(405);
    expect(headers["allow"]).toBe("GET, HEAD, POST");
  }
);

test("a refusal is a page in both languages, or JSON for programs", async () => {
  const page = await ask("POST", "/preferences", { "content-length": "0" });
  expect(page.body).toContain("请求来自其他网站");
  expect(page.body).toContain("came from another site");
  const json = await ask("POST", "/api/v1/facts", { "content-length": "0" });
  expect(JSON.parse(json.body)).toMatchObject({ code: "foreign-origin" });
});

test("bodies are limited by kind and place, and must state their length", async () => {
  const of = (path: string, type: string, length: number) =>
    bodyProblem("POST", path, { "content-type": type, "content-length": String(length) });
  const upload = "multipart/form-data; boundary=x";
  expect(of("/sign-in", FORM, FORM_LIMIT)).toBeNull();
  expect(of("/sign-in", FORM, FORM_LIMIT + 1)).toBe("too-large");
  expect(of("/sign-in", upload, FORM_LIMIT + 1)).toBe("too-large");
  expect(of("/self-checks/1/q", upload, UPLOAD_LIMIT)).toBeNull();
  expect(of("/facts/import.data", upload, UPLOAD_LIMIT)).toBeNull();
  expect(of("/factsheet", upload, UPLOAD_LIMIT)).toBe("too-large");
  expect(of("/self-checks/1/q", upload, UPLOAD_LIMIT + 1)).toBe("too-large");
  expect(of("/self-checks/1/evidence/q", upload, EVIDENCE_LIMIT)).toBeNull();
  expect(of("/self-checks/1/evidence/q", upload, EVIDENCE_LIMIT + 1)).toBe("too-large");
  expect(of("/self-checks/1/evidence/q/upload", upload, UPLOAD_LIMIT + 1)).toBe("too-large");
  const chunked = await ask(
    "POST",
    "/sign-in",
    { origin: OWN, "transfer-encoding": "chunked" },
    "a=1"
  );
  expect(chunked.status).toBe(411);
  const large = await ask("POST", "/sign-in", {
    origin: OWN,
    "content-type": FORM,
    "content-length": "9999999999",
  });
  expect(large.status).toBe(413);
});

test("a photograph of 300 MB is refused before it was sent, and the answer reaches who is still sending", async () => {
  const path = "/self-checks/3fa85f64-5717-4562-b3fc-2c963f66afa6/evidence/core-eia-acceptance";
  const headers = {
    origin: OWN,
    "content-type": "multipart/form-data; boundary=x",
    "content-length": String(300 * 1024 * 1024),
    "accept-language": "en",
  };
  const begun = (to: string): Promise<{ status: number; body: string; sent: number }> =>
    new Promise((resolve, reject) => {
      let sent = 0;
      const chunk = Buffer.alloc(64 * 1024);
      const req = rawRequest({ ...base, method: "POST", path: to, headers, agent: false }, (res) => {
        let body = "";
        res.on("data", (part: Buffer) => (body += part.toString()));
        res.on("end", () => {
          clearInterval(sending);
          req.destroy();
          resolve({ status: res.statusCode ?? 0, body, sent });
        });
      });
      const sending = setInterval(() => (sent += req.write(chunk) ? chunk.length : 0), 1);
      req.on("error", reject);
    });
  const page = await begun(path);
  expect(page.status).toBe(413);
  expect(page.body).toContain("提交的内容过大");
  const script = await begun(`${path}/upload`);
  expect(script.status).toBe(413);
  expect(JSON.parse(script.body)).toMatchObject({ message: expect.stringContaining("A file may hold up to 20 MB") });
  expect(page.sent + script.sent).toBeLessThan(20 * 1024 * 1024);
});

test.each<[string, string | undefined, number]>([
  ["a form", FORM, 200],
  ["a form with its character set", `${FORM};charset=UTF-8`, 200],
  ["a form with files", "multipart/form-data; boundary=x", 200],
  ["a form with files and no boundary", "multipart/form-data", 415],
  ["JSON", "application/json", 415],
  ["text that names a form", "text/plain; application/x-www-form-urlencoded", 415],
  ["a type that begins like a form", `${FORM}-not`, 415],
  ["nothing it gives a name", undefined, 415],
])("a page that is sent %s", async (_name, type, expected) => {
  const headers = { origin: OWN, "content-length": "2", ...(type ? { "content-type": type } : {}) };
  for (const path of ["/preferences", "/preferences.data", "/apiary"])
    expect((await ask("POST", path, headers, "{}")).status, path).toBe(expected);
  const key = { authorization: "Bearer abc", "content-length": "2" };
  const toProgram = { ...key, ...(type ? { "content-type": type } : {}) };
  expect((await ask("POST", "/api/v1/facts", toProgram, "{}")).status).toBe(200);
});

test("answers of a self-check may come as JSON, from our own pages only", async () => {
  const path = "/self-checks/3fa85f64-5717-4562-b3fc-2c963f66afa6/answers";
  const json = { "content-type": "application/json", "content-length": "2" };
  expect((await ask("POST", path, { ...json, origin: OWN }, "{}")).status).toBe(200);
  expect((await ask("POST", path, { ...json, origin: "https://evil.example" }, "{}")).status).toBe(403);
  expect((await ask("POST", path, { ...json, origin: OWN, "content-type": "text/plain" }, "{}")).status).toBe(415);
});

test("a host that is no host is refused", async () => {
  expect((await ask("GET", "/", { host: "evil.example/@zijian" })).status).toBe(400);
});

test("a log line names no person and opens no door", () => {
  expect(loggablePath("/self-check/3fa85f64-5717-4562-b3fc-2c963f66afa6/q.data")).toBe(
    "/self-check/:id/q.data"
  );
  expect(loggablePath(`/invitation/${"aB3_".repeat(10)}x.data`)).toBe("/invitation/:code.data");
  expect(loggablePath("/api/v1/exemptions/91440101MA59XXXX0A")).toBe("/api/v1/exemptions/:code");
  expect(loggablePath("/guidance/electroplating/wastewater-and-sludge")).toBe(
    "/guidance/electroplating/wastewater-and-sludge"
  );
});

test("an address that asks too often is told to wait", async () => {
  const answers = await Promise.all(Array.from({ length: 230 }, () => ask("GET", "/")));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(20);
  expect(refused[0]!.headers["retry-after"]).toBe("60");
});
