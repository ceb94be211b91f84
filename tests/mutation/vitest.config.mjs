/** The tests that a mutation run of the engine has to turn red: the quick ones beside its files. */
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const tests = [
  "condition",
  "due-day",
  "evaluate",
  "explain",
  "frozen",
  "judge",
  "questionnaire-check",
  "read-answer",
  "run",
];
/** @type {import("vitest/config").ViteUserConfig} */
export default {
  root,
  publicDir: false,
  resolve: { alias: { "~": `${root}app` } },
  test: {
    include: tests.map((name) => `app/features/self-check/${name}.test.ts`),
    isolate: false,
    testTimeout: 60_000,
  },
};
