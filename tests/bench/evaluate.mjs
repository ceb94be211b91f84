/**
 * Evaluations per second on one thread, with gates, score and every reason, against copying the same facts through JSON
 * in the same run. The rules are bundled on their own, into a folder that is removed at the end.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("../..", import.meta.url));
const outDir = mkdtempSync(join(tmpdir(), "bench-evaluate-"));
await build({
  root,
  configFile: false,
  logLevel: "error",
  publicDir: false,
  resolve: { alias: { "~": `${root}app` } },
  ssr: { noExternal: true },
  build: {
    outDir,
    emptyOutDir: false,
    target: "es2022",
    ssr: true,
    minify: false,
    rollupOptions: {
      input: {
        evaluate: `${root}app/features/positive-list/evaluate.ts`,
        rules: `${root}app/features/positive-list/rules.server.ts`,
        example: `${root}app/features/positive-list/example-facts.ts`,
      },
      output: { entryFileNames: "[name].mjs", chunkFileNames: "[name].mjs" },
      preserveEntrySignatures: "strict",
    },
  },
});
const { evaluate } = await import(`${outDir}/evaluate.mjs`);
const { profileById, scoreRules } = await import(`${outDir}/rules.mjs`);
const { exampleFacts } = await import(`${outDir}/example.mjs`);
if (!process.env.BENCH_KEEP) rmSync(outDir, { recursive: true });

const on = "2026-11-22";
/** @param {string} id @param {string} kind @param {object} value */
const happened = (id, kind, value) => ({ id, kind, value, validFrom: on, validTo: null, source: "bench" });
/** The example with a record that costs points, so that every kind of reason is built: 30 facts. */
const facts = [
  ...exampleFacts(on),
  happened("b1", "penalty", { decidedOn: "2025-10-14", fineFen: 8_000_000, severity: "ordinary" }),
  happened("b2", "penalty", { decidedOn: "2023-06-01", fineFen: 3_000_000, severity: "minor" }),
  happened("b3", "violation-without-penalty", { decidedOn: "2025-09-01" }),
  happened("b4", "late-fix", { dueOn: "2026-03-31", closedOn: "2026-04-12" }),
  happened("b5", "verified-complaint", { verifiedOn: "2026-05-06" }),
  happened("b6", "verified-complaint", { verifiedOn: "2026-08-19" }),
  happened("b7", "incident", { occurredOn: "2022-02-02", level: "ordinary" }),
  happened("b8", "crime", { openedOn: "2018-02-02", convictedOn: "2018-12-02" }),
  happened("b9", "falsification", { foundOn: "2019-02-02", what: "evasion" }),
  happened("b10", "self-check-round", {
    completedOn: "2026-10-01",
    complete: false,
    findings: { redLine: 0, major: 1, minor: 1 },
  }),
];
const profile = profileById("default");
const rules = scoreRules();

/** Median of several rounds of about `ms` each. `sink` keeps the work from being left out. */
let sink = 0;
/** @param {() => number} work */
function perSecond(work, ms = 400, rounds = 5) {
  const rates = [];
  for (let round = -2; round < rounds; round += 1) {
    let count = 0;
    const start = performance.now();
    let now = start;
    while (now - start < ms) {
      for (let at = 0; at < 100; at += 1) sink += work();
      count += 100;
      now = performance.now();
    }
    if (round >= 0) rates.push((count / (now - start)) * 1000);
  }
  return rates.sort((a, b) => a - b)[Math.floor(rates.length / 2)] ?? 0;
}

const value = perSecond(() => evaluate(facts, profile, rules, on).score.total);
const copies = perSecond(() => JSON.parse(JSON.stringify(facts)).length);
if (!Number.isFinite(sink)) throw new Error("The evaluation gave no score.");
console.log(
  JSON.stringify({
    bench: "evaluate",
    value: Math.round(value),
    unit: "evaluations/s",
    baseline: `JSON.parse(JSON.stringify(facts)) of the same ${facts.length} facts: ${Math.round(copies)}/s`,
    ratio: Math.round((value / copies) * 1000) / 1000,
  })
);
