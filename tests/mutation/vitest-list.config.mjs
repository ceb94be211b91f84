/** The tests that a mutation run of the positive list has to turn red: the quick ones beside its files. */
import engine from "./vitest.config.mjs";

const tests = ["evaluate", "gates", "gate-reasons", "path", "removal", "rules", "score", "what-if"];
/** @type {import("vitest/config").ViteUserConfig} */
export default {
  ...engine,
  test: {
    ...engine.test,
    include: tests.map((name) => `app/features/positive-list/${name}.test.ts`),
  },
};
