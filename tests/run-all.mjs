/**
 * `npm test`: every check a change must pass, in order, and one line of counts at the end.
 *
 *   node tests/run-all.mjs [--only unit,build] [--long]
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { browserIsThere } from "./browser.mjs";

const ROOT = resolve(import.meta.dirname, "..");
const REPORTS = join(ROOT, "build/reports");
const argv = process.argv.slice(2);
const only = argv.includes("--only") ? (argv[argv.indexOf("--only") + 1] ?? "").split(",") : null;
const long = argv.includes("--long");

/** @typedef {{ passed: number, failed: number }} Counts */

/** @type {[name: string, run: () => Counts][]} */
const STEPS = [
  [
    "lint",
    () => single("node_modules/oxlint/bin/oxlint", "app", "tests", "drizzle", "remix.config.js"),
  ],
  ["types", () => single("node_modules/typescript/bin/tsc", "--noEmit")],
  ["unit", () => vitest("unit")],
  [
    "build",
    () => single("node_modules/@remix-run/dev/dist/cli.js", "vite:build", "-c", "remix.config.js"),
  ],
  ["integration", () => vitest("integration")],
  ["security", () => playwright("security")],
  ["e2e", () => playwright("e2e")],
  ["chaos", () => vitest("chaos")],
];

/** Runs one of the installed programs with this Node. @param {string} program @param {string[]} args */
function node(program, args, env = {}) {
  return spawnSync(process.execPath, [join(ROOT, program), ...args], {
    cwd: ROOT,
    stdio: "inherit",
    env: { ...process.env, NODE_ENV: "test", ...(long ? { LONG: "1" } : {}), ...env },
  }).status;
}

/** A check that counts as one test. @param {string} program @param {string[]} args @returns {Counts} */
function single(program, ...args) {
  return node(program, args) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** @param {string} project @returns {Counts} */
function vitest(project) {
  const file = report(project);
  const args = ["run", "--config", "remix.config.js", "--project", project];
  const status = node("node_modules/vitest/vitest.mjs", [
    ...args,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
  ]);
  return counted(
    status,
    file,
    ({ numPassedTests: passed = 0, numFailedTests = 0, testResults = [] }) => {
      // A file that could not even be loaded has no test that failed.
      const broken = testResults.filter(
        (
          /** @type {{ status: string, assertionResults: { status: string }[] }} */ {
            status,
            assertionResults,
          }
        ) => status === "failed" && !assertionResults.some((test) => test.status === "failed")
      );
      return { passed, failed: numFailedTests + broken.length };
    }
  );
}

/** @param {string} folder @returns {Counts} */
function playwright(folder) {
  if (!ensureBrowser()) return { passed: 0, failed: 1 };
  const file = report(folder);
  const status = node(
    "node_modules/@playwright/test/cli.js",
    ["test", "-c", "tests", `${folder}/`, "--reporter=line,json"],
    {
      PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    }
  );
  return counted(status, file, ({ stats }) => ({
    passed: stats?.expected ?? 0,
    failed: (stats?.unexpected ?? 0) + (stats?.flaky ?? 0),
  }));
}

/** @param {string} name */
function report(name) {
  mkdirSync(REPORTS, { recursive: true });
  const file = join(REPORTS, `${name}.json`);
  rmSync(file, { force: true });
  return file;
}

/** @param {number | null} status @param {string} file @param {(report: any) => Counts} read @returns {Counts} */
function counted(status, file, read) {
  const counts = existsSync(file)
    ? read(JSON.parse(readFileSync(file, "utf8")))
    : { passed: 0, failed: 0 };
  if (counts.passed + counts.failed === 0) {
    console.log("No test was run: that is a failure.");
    return { passed: 0, failed: 1 };
  }
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** Installs Chromium where there is none. */
function ensureBrowser() {
  if (browserIsThere()) return true;
  console.log("There is no Chromium; installing it …");
  const apt = process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).status === 0;
  if (apt) {
    spawnSync("apt-get", ["update"], { stdio: "inherit" });
    spawnSync(
      "apt-get",
      ["install", "-y", "--no-install-recommends", "chromium", "fonts-noto-cjk"],
      { stdio: "inherit" }
    );
  } else node("node_modules/@playwright/test/cli.js", ["install", "chromium"]);
  if (browserIsThere()) return true;
  console.log("Chromium could not be installed. Install it and set CHROMIUM_PATH to its program.");
  return false;
}

const total = { passed: 0, failed: 0 };
/** @type {string[]} */
const lines = [];
for (const [name, run] of STEPS) {
  if (only && !only.includes(name)) continue;
  console.log(`\n── ${name}`);
  const started = performance.now();
  const { passed, failed } = run();
  total.passed += passed;
  total.failed += failed;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  lines.push(
    `${failed === 0 ? "ok    " : "FAILED"} ${name.padEnd(12)} ${seconds.padStart(6)} s  ${passed} passed, ${failed} failed`
  );
}
console.log(`\n${lines.join("\n")}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
