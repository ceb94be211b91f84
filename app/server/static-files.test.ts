import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createHttpApp } from "./http.server";

vi.mock("./remix-adapter.server", () => ({
  remixHandler: () => (_req: unknown, res: { end(text: string): void }) => res.end("page"),
}));

const clientFolder = mkdtempSync(join(tmpdir(), "zijian-client-"));
let server: Server;
let origin: string;

beforeAll(async () => {
  vi.stubEnv("LOG_LEVEL", "silent");
  mkdirSync(join(clientFolder, "assets"));
  mkdirSync(join(clientFolder, "drawings"));
  writeFileSync(join(clientFolder, "assets/app.js"), "script");
  writeFileSync(join(clientFolder, "drawings/drum.svg"), "drawing");
  writeFileSync(join(clientFolder, "robots.txt"), "robots");
  server = createServer(
    createHttpApp({ build: () => Promise.reject(new Error("not used")), clientFolder, trustedProxies: [], requestsPerMinute: 200 })
  );
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
});
afterAll(() => {
  server.close();
  rmSync(clientFolder, { recursive: true, force: true });
});

test.each([
  ["/assets/app.js", "script"],
  ["/drawings/drum.svg", "drawing"],
  ["/robots.txt", "robots"],
  ["/robots.txt?at=1", "robots"],
  ["/drawings/none.svg", "page"],
  ["/rules", "page"],
  ["/", "page"],
])("%s is answered with its file, or goes on to the pages", async (path, body) => {
  const answer = await fetch(origin + path);
  expect(await answer.text()).toBe(body);
});
