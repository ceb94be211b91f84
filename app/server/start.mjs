/**
 * What `npm start` runs. Plain JavaScript without dependencies of its own, so that it can say what is missing: checks
 * Node and the installation, builds when the build is missing or older than its sources, then runs the one bundle.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const ROOT = resolve(fileURLToPath(import.meta.url), "../../..");
const BUNDLE = join(ROOT, "build/server/index.js");
const SOURCES = ["app", "content", "drizzle", "remix.config.js", "package.json"];

const BROWSER_PACKAGES = [
  "react",
  "react-dom/client",
  "@remix-run/react",
  "react-i18next",
  "i18next",
  "@conform-to/react",
];

const argv = process.argv.slice(2);
// React decides once, when it is first loaded; the portal's own setting is read later and stays as it was given.
const givenMode = process.env.NODE_ENV;

checkNode();
checkInstallation();
if (argv[0] === "--dev") await runDevelopment();
else await runBuilt();

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    stop(`Node 20.19 or newer is needed; this is ${process.versions.node}.`);
}

function checkInstallation() {
  if (!existsSync(join(ROOT, "node_modules/@remix-run/node")))
    stop("The packages are not installed. Run: npm ci");
  mendDriver();
}

/** npm does this after installing, unless it was told to run no scripts: without it a lost connection ends the process. */
function mendDriver() {
  const isMended = () =>
    readFileSync(join(ROOT, "node_modules/postgres/src/connection.js"), "utf8").includes(
      "socket === null"
    );
  if (isMended()) return;
  const program = join(ROOT, "node_modules/patch-package/index.js");
  spawnSync(process.execPath, [program, "--patch-dir", "app/platform/patches"], { cwd: ROOT });
  if (!isMended()) stop("The database driver could not be mended. Run: npm ci");
}

async function runBuilt() {
  const productionBuildIsThere = givenMode === "production" && existsSync(BUNDLE);
  if (!productionBuildIsThere && isStale()) buildBundle();
  process.env.NODE_ENV = "production";
  const build = await import(pathToFileURL(BUNDLE).href);
  restoreMode();
  await build.entry.module.runPortal({ argv, build, clientFolder: join(ROOT, "build/client") });
}

async function runDevelopment() {
  const { createServer } = await import("vite");
  const vite = await createServer({
    configFile: join(ROOT, "remix.config.js"),
    root: ROOT,
    server: { middlewareMode: true },
    // Prepared together at the start: found one by one, the first page would get two copies of React.
    optimizeDeps: { include: BROWSER_PACKAGES },
  });
  const load = () => vite.ssrLoadModule("virtual:remix/server-build");
  const build = await load();
  restoreMode();
  await build.entry.module.runPortal({
    argv: argv.slice(1),
    build: load,
    developmentMiddleware: vite.middlewares,
  });
}

function restoreMode() {
  if (givenMode === undefined) Reflect.deleteProperty(process.env, "NODE_ENV");
  else process.env.NODE_ENV = givenMode;
}

function isStale() {
  if (!existsSync(BUNDLE)) return true;
  const builtAt = statSync(BUNDLE).mtimeMs;
  return SOURCES.some((source) => newest(join(ROOT, source)) > builtAt);
}

/** @param {string} path @returns {number} newest change below a path, tests left out */
function newest(path) {
  if (!existsSync(path) || /\.test\.tsx?$/.test(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function buildBundle() {
  process.stderr.write("Building the portal, which takes about ten seconds …\n");
  // A test runner's mark would make the build leave its plugins out.
  const { VITEST: _runner, ...env } = process.env;
  const remix = join(ROOT, "node_modules/@remix-run/dev/dist/cli.js");
  const run = spawnSync(process.execPath, [remix, "vite:build", "-c", "remix.config.js"], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...env, NODE_ENV: "production" },
  });
  // The cause comes first; after it Vite lists every file it watched.
  if (run.status !== 0)
    stop(`The build failed:
${run.stderr?.split("watchFiles")[0] || run.error}`);
}

/** @param {string} message @returns {never} */
function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
