/**
 * `npm run test:mutation:list`: the same for what decides a listing: gates, score, and the reading of facts. One file
 * alone: `-- --mutate <path>`.
 */
import engine from "./stryker.config.mjs";

const decided = ["evaluate", "fact-view", "gates", "record-gates", "score", "state-gates"];
/** @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  ...engine,
  vitest: { configFile: "tests/mutation/vitest-list.config.mjs", related: false },
  mutate: decided.map((name) => `app/features/positive-list/${name}.ts`),
  // The rules and texts that the tests of gates read.
  ignorePatterns: [".data", "build", "drizzle", "app/static", "test-results"],
};
