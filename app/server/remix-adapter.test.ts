/** Through Remix itself, with routes of the test's own: what a loader is given. */
import { createServer, get, type Server } from "node:http";
import type { LoaderFunctionArgs, ServerBuild } from "@remix-run/node";
import express from "express";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { remixHandler } from "./remix-adapter.server";

let server: Server;
let origin: string;
let given: Request[] = [];
let release: () => void = () => {};

const keep = ({ request }: LoaderFunctionArgs) => {
  given.push(request);
  return { query: new URL(request.url).search };
};
const slow = async (args: LoaderFunctionArgs) => {
  keep(args);
  await new Promise<void>((done) => (release = done));
  return Response.json("done");
};
const page = () => null;
const route = (id: string, path: string, module: object, parentId?: string) => [id, { id, path, parentId, module }];

const build = {
  entry: { module: { default: (_request: Request, status: number) => new Response("page", { status }) } },
  routes: Object.fromEntries([
    route("root", "", { default: page, loader: keep }),
    route("page", "page", { default: page, loader: keep }, "root"),
    route("slow", "slow", { loader: slow }, "root"),
  ]),
  assets: { version: "1", url: "", entry: { module: "", imports: [] }, routes: {} },
  future: { v3_singleFetch: true },
  mode: "production",
  isSpaMode: false,
  publicPath: "/",
  assetsBuildDirectory: "",
} as unknown as ServerBuild;

beforeAll(async () => {
  vi.stubEnv("LOG_LEVEL", "silent");
  const app = express().use(remixHandler({ build, mode: "development", originOf: () => origin }));
  server = createServer(app);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
});
afterAll(() => void server.close());
beforeEach(() => void (given = []));

test("all loaders of a page share one request, so that what is looked up for it is looked up once", async () => {
  await fetch(`${origin}/page?at=1`);
  expect(given).toHaveLength(2);
  expect(new Set(given.map(({ signal }) => signal)).size).toBe(1);
  expect(given.map(({ url }) => url)).toEqual([`${origin}/page?at=1`, `${origin}/page?at=1`]);
});

test("what is Remix's own in an address is kept from loaders", async () => {
  const answer = await fetch(`${origin}/page.data?index&at=1&_routes=page`);
  expect(answer.status).toBe(200);
  expect(given.map(({ url }) => new URL(url).search)).toEqual(["?at=1"]);
});

test("whoever goes away before the answer is told to the loader that works for them", async () => {
  const asking = get(`${origin}/slow`);
  asking.on("error", () => undefined);
  await vi.waitFor(() => expect(given).toHaveLength(1));
  expect(given[0]?.signal.aborted).toBe(false);
  asking.destroy();
  await vi.waitFor(() => expect(given[0]?.signal.aborted).toBe(true));
  release();
});

test("an answer that was given in time is no departure", async () => {
  await fetch(`${origin}/page`).then((answer) => answer.text());
  expect(given[0]?.signal.aborted).toBe(false);
});
