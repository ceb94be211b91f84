/**
 * Evaluations per second on one thread, with gates, score and every reason, against copying the same facts through JSON
 * in the same run. The rules are bundled on their own, into a folder that is removed at the end.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ZenEngine } from "@gorules/zen-engine";
import { Engine } from "json-rules-engine";
import { build } from "vite";
import { counted, RULES, withJsonRules, withZen } from "./start/gates-elsewhere.mjs";

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
        gates: `${root}app/features/positive-list/gates.ts`,
        view: `${root}app/features/positive-list/fact-view.ts`,
        rules: `${root}app/features/positive-list/rules.server.ts`,
        example: `${root}app/features/positive-list/example-facts.ts`,
      },
      output: { entryFileNames: "[name].mjs", chunkFileNames: "[name].mjs" },
      preserveEntrySignatures: "strict",
    },
  },
});
const { evaluate } = await import(`${outDir}/evaluate.mjs`);
const { gateResults } = await import(`${outDir}/gates.mjs`);
const { viewOn } = await import(`${outDir}/view.mjs`);
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

/**
 * Median of several rounds of about `ms` each, by the processor time this process used, so that others on the machine do
 * not count. `sink` keeps the work from being left out.
 */
let sink = 0;
/** @param {() => number} work */
function perSecond(work, ms = 400, rounds = 5) {
  const rates = [];
  for (let round = -2; round < rounds; round += 1) {
    let count = 0;
    const start = process.cpuUsage();
    let used = 0;
    while (used < ms) {
      for (let at = 0; at < 500; at += 1) sink += work();
      count += 500;
      const { user, system } = process.cpuUsage(start);
      used = (user + system) / 1000;
    }
    if (round >= 0) rates.push((count / used) * 1000);
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

/** The same gates decided by general rule engines, which are given what we count from the facts ourselves. */
const given = counted(facts, profile, on);
/** @param {() => Promise<unknown>} work */
async function perSecondAwaited(work, ms = 1_000) {
  const rates = [];
  for (let round = -1; round < 3; round += 1) {
    const start = process.cpuUsage();
    let count = 0;
    let used = 0;
    while (used < ms) {
      for (let at = 0; at < 50; at += 1) await work();
      count += 50;
      const { user, system } = process.cpuUsage(start);
      used = (user + system) / 1000;
    }
    if (round >= 0) rates.push((count / used) * 1000);
  }
  return rates.sort((a, b) => a - b)[1] ?? 0;
}
const gates = perSecond(() => gateResults(viewOn(facts, on, profile.recordFreshDays.value), profile).length);
const [jsonRules, zen] = [withJsonRules(Engine), withZen(ZenEngine)];
const others = {
  "json-rules-engine": await perSecondAwaited(() => jsonRules(given)),
  "@gorules/zen-engine": await perSecondAwaited(() => zen(given)),
};
for (const [name, rate] of Object.entries(others))
  console.log(
    JSON.stringify({
      bench: "evaluate",
      part: `all gates from the facts with every reason, beside ${name} deciding ${Object.keys(RULES).length} of them from inputs counted beforehand`,
      value: Math.round(gates),
      unit: "enterprises/s",
      baseline: Math.round(rate),
      ratio: Math.round((gates / rate) * 10) / 10,
      mark: 10,
    })
  );
