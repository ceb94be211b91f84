/**
 * The one build configuration. It is a Vite config: every script passes it with `-c remix.config.js` (vitest with
 * `--config`), so there is no vite.config.ts. Never run the classic `remix build` or `remix dev`: `appDirectory` at
 * the top level makes them fail at once instead of writing a second build.
 */
import { vitePlugin as remix } from "@remix-run/dev";
import tailwindcss from "@tailwindcss/vite";

/** @type {import("@remix-run/dev").VitePluginConfig} */
export const remixOptions = {
  future: {
    v3_fetcherPersist: true,
    v3_lazyRouteDiscovery: true,
    v3_relativeSplatPath: true,
    v3_routeConfig: true,
    v3_singleFetch: true,
    v3_throwAbortReason: true,
  },
};

const alias = { "~": new URL("./app", import.meta.url).pathname };
const inTests = Boolean(process.env.VITEST);

/** @type {import("vite").UserConfig & { test?: import("vitest/node").InlineConfig; appDirectory: string }} */
export default {
  appDirectory: "classic-compiler-not-used",
  publicDir: "app/static",
  resolve: { alias },
  plugins: [!inTests && remix(remixOptions), !inTests && tailwindcss()],
  build: { target: "es2022", chunkSizeWarningLimit: 700 },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["app/**/*.test.{ts,tsx}", "tests/*.test.ts"],
          testTimeout: 30_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          globalSetup: ["tests/integration/global-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve: { alias },
        test: {
          name: "chaos",
          include: ["tests/chaos/**/*.test.ts"],
          testTimeout: 300_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
};
