/** One function in four places: what a page shows, the month's batch, the command line and a browser come to the same bytes. */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import fc from "fast-check";
import { build } from "vite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { anyFacts, TEST_DAY as on } from "~/features/positive-list/arbitrary-facts.test-data";
import { snapshotOf } from "~/features/positive-list/batch/evaluate-many.server";
import { factsByEnterprise } from "~/features/positive-list/batch/facts-by-enterprise.server";
import { canonicalJson } from "~/features/positive-list/canonical";
import { evaluateCommand, evaluateOutputSchema } from "~/features/positive-list/cli.server";
import { COMPUTED } from "~/features/positive-list/enterprise-facts.server";
import { evaluateEnterprise, type EnterpriseEvaluation } from "~/features/positive-list/evaluation.server";
import { tables, withTx } from "~/platform/db.server";
import { system } from "~/shared/actor";
import { browserPath } from "../browser.mjs";
import { enterprise } from "../factories";
import { freshDatabase, type FreshDatabase } from "./database";

const ENTERPRISES = 200;
const REGIONS = ["440113", "350102", "310115", "460105", "320505", "610102", "110101"];
const SEED = 20260815;
let database: FreshDatabase;
const server = new Map<string, EnterpriseEvaluation>();

beforeAll(async () => {
  database = await freshDatabase();
  for (const [at, drawn] of fc.sample(anyFacts, { numRuns: ENTERPRISES, seed: SEED }).entries()) {
    const { enterpriseId, actor } = await enterprise(REGIONS[at % REGIONS.length] ?? "440113");
    const stated = drawn.filter(({ kind }) => !COMPUTED.has(kind));
    await withTx(system("test"), async (tx) => {
      if (stated.length > 0)
        await tx.insert(tables.facts).values(
          stated.map(({ kind, value, validFrom, validTo }) => ({ enterpriseId, kind, value, validFrom, validTo, source: "test", sourceRef: randomUUID() }))
        );
    });
    server.set(enterpriseId, await withTx(actor, (tx) => evaluateEnterprise(tx, enterpriseId, on)));
  }
}, 120_000);
afterAll(() => database.close());

it("has something to tell apart", () => {
  const results = [...server.values()].map(({ result }) => result);
  expect(new Set(results.map(({ outcome }) => outcome)).size).toBeGreaterThanOrEqual(2);
  expect(new Set(results.map(({ score }) => score.tier)).size).toBeGreaterThanOrEqual(4);
  expect(new Set(results.map(({ profile }) => profile.id)).size).toBe(7);
});

it("the batch comes to what the page shows", async () => {
  let compared = 0;
  for await (const read of factsByEnterprise(on)) {
    const shown = server.get(read.enterpriseId);
    if (!shown) continue;
    const { hash, result } = snapshotOf(read, on);
    expect(hash).toBe(shown.hash);
    expect(canonicalJson(result)).toBe(canonicalJson(shown.result));
    compared += 1;
  }
  expect(compared).toBe(ENTERPRISES);
});

it("the command line comes to what the page shows", async () => {
  for (const { inputs, hash, result } of server.values()) {
    let out = "";
    const code = await evaluateCommand.run(["--facts", "-", "--on", on, "--profile", inputs.profile.id], {
      out: (text) => void (out += text),
      err: (text) => void (out += text),
      stdin: async () => JSON.stringify({ facts: inputs.facts }),
    });
    expect(code, out).toBe(0);
    const { hash: printed, path: _path, enterprise: _enterprise, ...evaluation } = evaluateOutputSchema.parse(JSON.parse(out));
    expect(printed).toBe(hash);
    expect(canonicalJson(evaluation)).toBe(canonicalJson(result));
  }
});

it("a browser comes to what the page shows", async () => {
  const root = join(import.meta.dirname, "../..");
  const bundle = await build({
    root,
    configFile: false,
    logLevel: "error",
    resolve: { alias: { "~": join(root, "app") } },
    build: { write: false, lib: { entry: join(root, "app/features/positive-list/evaluate.ts"), name: "rules", formats: ["iife"] } },
  });
  const [made] = Array.isArray(bundle) ? bundle : [];
  const code = made?.output[0].code ?? "";
  const executablePath = browserPath();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: code });
    const inputs = [...server.values()].map((one) => one.inputs);
    const results = await page.evaluate((all) => {
      const { rules } = globalThis as unknown as { rules: { evaluate(...given: unknown[]): unknown } };
      return all.map((one) => JSON.stringify(rules.evaluate(one.facts, one.profile, one.rules, one.on)));
    }, inputs);
    const shown = [...server.values()].map(({ result }) => canonicalJson(result));
    expect(results.map((text) => canonicalJson(JSON.parse(text)))).toEqual(shown);
  } finally {
    await browser.close();
  }
});
