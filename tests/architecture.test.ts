/** The map of the code as a test: who may import whom, who names its actor, what stays pure, what stays small. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";

/** Which feature may use which. No cycles; what has no edge meets in a route or through a fact. */
const FEATURE_EDGES: Record<string, readonly string[]> = {
  audit: [],
  law: [],
  accounts: ["audit"],
  finding: [],
  "self-check": ["audit", "law", "finding"],
  guidance: ["law", "self-check"],
  correction: ["audit", "law", "finding", "self-check", "accounts"],
  learning: ["audit", "law", "guidance", "accounts"],
  "positive-list": ["audit", "law", "accounts", "self-check", "correction", "learning"],
  booking: ["audit", "law", "accounts", "positive-list", "finding", "correction"],
  inspection: ["audit", "accounts", "finding", "correction", "positive-list", "self-check"],
  oversight: ["audit"],
  overview: ["self-check", "correction", "booking", "learning", "positive-list", "inspection"],
};
/** Routes that answer without a signed-in person: what is public, and what proves itself in another way. */
const PUBLIC_ROUTES = [/^routes\/(public|guidance|law|session|api|dev)\//, /^routes\/(positive-list|inspection)\/public-/, /^routes\/learning\/(index|course|lesson|verify)\.tsx?$/];
const MAX_LINES = 250;
const MAX_ROUTE_LINES = 120;

const APP = join(import.meta.dirname, "../app");
const files = readdirSync(APP, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith(".d.ts"))
  .map((file) => ({ file, text: readFileSync(join(APP, file), "utf8") }));
const sources = files.filter(({ file }) => !/\.test\.tsx?$/.test(file));

/** Imports of a file: app-relative for our own ("features/audit/record.server"), bare for packages. */
function importsOf(file: string, text: string): string[] {
  return ts.preProcessFile(text).importedFiles.map(({ fileName }) => {
    if (fileName.startsWith("~/")) return fileName.slice(2);
    return fileName.startsWith(".") ? normalize(join(dirname(file), fileName)) : fileName;
  });
}
const isServer = (path: string) => /\.server(\.tsx?)?$/.test(path);
const featureOf = (path: string) => /^features\/([^/]+)/.exec(path)?.[1];
/** A domain module: the plain .ts of a feature. What runs on a device without a connection is not: it uses the browser. */
const isDomain = (path: string) => /^features\/[^/]+\/(?!offline\/).+\.ts$/.test(path) && !path.includes("/components/") && !isServer(path);

type Rule = [name: string, breaks: (file: string, target: string) => boolean];
const RULES: readonly Rule[] = [
  ["nothing imports a route", (_file, target) => target.startsWith("routes/")],
  ["only platform/db.server.ts knows drizzle/", (file, target) => target.startsWith("../drizzle") && file !== "platform/db.server.ts"],
  ["only platform/content.server.ts reads content/", (file, target) => target.startsWith("../content") && file !== "platform/content.server.ts"],
  [
    "only *.server.ts talks to the database",
    (file, target) => /^(drizzle-orm|postgres$)/.test(target) && !isServer(file),
  ],
  ["only platform/session.server.ts knows lucia", (file, target) => target === "lucia" && file !== "platform/session.server.ts"],
  ["shared/ knows no other folder", (file, target) => file.startsWith("shared/") && /^(features|platform|server)\//.test(target)],
  ["platform/ knows no feature", (file, target) => file.startsWith("platform/") && /^(features|server)\//.test(target)],
  ["features know no server/", (file, target) => file.startsWith("features/") && target.startsWith("server/")],
  [
    "a domain module is pure",
    (file, target) => isDomain(file) && (isServer(target) || /^(react|@remix-run|node:)/.test(target)),
  ],
  [
    "a component knows no server module",
    (file, target) => file.includes("/components/") && isServer(target),
  ],
  [
    "a feature uses another only along FEATURE_EDGES",
    (file, target) => {
      const [mine, theirs] = [featureOf(file), featureOf(target)];
      return !!mine && !!theirs && mine !== theirs && !FEATURE_EDGES[mine]?.includes(theirs);
    },
  ],
];

it("imports follow the map", () => {
  const broken = sources.flatMap(({ file, text }) =>
    importsOf(file, text).flatMap((target) =>
      RULES.filter(([, breaks]) => breaks(file, target)).map(([rule]) => `${file} -> ${target}: ${rule}`)
    )
  );
  expect(broken).toEqual([]);
});

it("features form no cycle", () => {
  const visit = (name: string, path: string[]): string[] =>
    path.includes(name)
      ? [[...path, name].join(" -> ")]
      : (FEATURE_EDGES[name] ?? []).flatMap((next) => visit(next, [...path, name]));
  expect(Object.keys(FEATURE_EDGES).flatMap((name) => visit(name, []))).toEqual([]);
});

it("every feature folder is on the map", () => {
  expect([...new Set(sources.map(({ file }) => featureOf(file)).filter(Boolean))].sort()).toEqual(Object.keys(FEATURE_EDGES).sort());
});

it("every loader and action that is not public names its actor first", () => {
  const open = sources
    .filter(({ file }) => file.startsWith("routes/") && !PUBLIC_ROUTES.some((pattern) => pattern.test(file)))
    .flatMap(({ file, text }) =>
      [...text.matchAll(/export\s+(?:async function|const)\s+(loader|action)\b[^]*?\n}/g)]
        .filter(([body]) => !/await requireActor\(/.test(body))
        .map(([, name]) => `${file}#${name}`)
    );
  expect(open).toEqual([]);
});

it("every command file records its audit events", () => {
  expect(
    sources
      .filter(({ file, text }) => /commands\.server\.ts$/.test(file) && !/recordEvent\(|appendToLedger\(/.test(text))
      .map(({ file }) => file)
  ).toEqual([]);
});

it("no domain module reads the clock", () => {
  expect(
    sources.filter(({ file, text }) => isDomain(file) && /new Date\(\)|Date\.now\(|\btoday\(/.test(text)).map(({ file }) => file)
  ).toEqual([]);
});

it("only env.server.ts reads process.env", () => {
  expect(
    sources
      .filter(({ file, text }) => /process\.env/.test(text) && file !== "platform/env.server.ts" && !file.startsWith("server/"))
      .map(({ file }) => file)
  ).toEqual([]);
});

it("no page sets inline styles or raw HTML outside the one audited component", () => {
  expect(
    sources
      .filter(({ file, text }) => /\bstyle=\{|dangerouslySetInnerHTML/.test(text) && file !== "shared/ui/html.tsx")
      .map(({ file }) => file)
  ).toEqual([]);
});

it("files stay small", () => {
  const long = sources.filter(
    ({ file, text }) => text.split("\n").length - 1 > (file.startsWith("routes/") ? MAX_ROUTE_LINES : MAX_LINES)
  );
  expect(long.map(({ file }) => file)).toEqual([]);
});

it("no test sits in app/routes", () => {
  expect(files.filter(({ file }) => file.startsWith("routes/") && file.includes(".test.")).map(({ file }) => file)).toEqual([]);
});

it("the lock file names every optional package, so that a clean install takes it", () => {
  // An install beside an existing node_modules leaves out what other machines would need; `npm ci` then refuses.
  const lock: { packages: Record<string, { optionalDependencies?: Record<string, string> }> } = JSON.parse(
    readFileSync(join(APP, "../package-lock.json"), "utf8"),
  );
  const missing = Object.entries(lock.packages).flatMap(([at, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !lock.packages[`node_modules/${name}`] && !lock.packages[`${at}/node_modules/${name}`],
    ),
  );
  expect(missing).toEqual([]);
});
