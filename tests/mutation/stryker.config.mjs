/**
 * `npm run test:mutation`: changes the engine of the self-check in some thousand ways and counts those that no test
 * notices. Takes a quarter of an hour; not part of `npm test`. One file alone: `-- --mutate <path>`.
 */
const engine = [
  "answer",
  "asking",
  "bound-check",
  "compile",
  "compile-derived",
  "compile-term",
  "condition",
  "due-day",
  "evaluate",
  "frozen",
  "judge",
  "questionnaire-check",
  "reachable",
  "read-answer",
  "run",
  "term-check",
];
/** @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner"],
  vitest: { configFile: "tests/mutation/vitest.config.mjs", related: false },
  mutate: engine.map((name) => `app/features/self-check/${name}.ts`),
  coverageAnalysis: "perTest",
  // Schemas are made once when a file is read: to change them, everything would be read again for each change.
  ignoreStatic: true,
  concurrency: 2,
  // A change that makes a loop endless is noticed by the clock.
  timeoutMS: 10_000,
  reporters: ["clear-text", "progress-append-only"],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  ignorePatterns: [".data", "build", "content", "drizzle", "app/static", "test-results"],
  allowEmpty: false,
  thresholds: { high: 90, low: 80, break: 80 },
};
