/**
 * What a browser is sent to answer questions on a slow line: the compressed JavaScript of the page over what the
 * framework and the page's frame are for every page. The texts of a language are the portal's own, so they count.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { z } from "zod";

const CLIENT = join(import.meta.dirname, "../../build/client");
const BUDGET = 60 * 1024;

const routeSchema = z.object({ module: z.string() });
const manifestSchema = z.object({ entry: routeSchema, routes: z.record(z.string(), routeSchema) });

const source = (path: string): string => readFileSync(join(CLIENT, path), "utf8");
const assets = readdirSync(join(CLIENT, "assets"));

function manifest() {
  const [name] = assets.filter((file) => /^manifest-.*\.js$/.test(file));
  const found = /=(\{.*\});?$/s.exec(source(`assets/${name}`).trim());
  return manifestSchema.parse(JSON.parse(found?.[1] ?? "null"));
}

/** The module with everything it imports at once, as addresses. */
function withImports(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const [, file] of source(path).matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g))
    withImports(`/assets/${file}`, seen);
  return seen;
}

const { entry, routes } = manifest();
const framework = new Set([...withImports(entry.module), ...withImports(routes["root"]!.module)]);
const texts = Math.max(
  ...assets.filter((file) => /^answering\.(en|zh-CN)-.*\.js$/.test(file)).map((file) => gzipSync(source(`assets/${file}`)).length)
);

test("there are texts to count", () => expect(texts).toBeGreaterThan(1000));

test.each(["topic", "table", "overview", "talk", "evidence", "round"])("the %s page stays within 60 KB", (page) => {
  const own = [...withImports(routes[`routes/self-check/${page}`]!.module)].filter((path) => !framework.has(path));
  const sizes = own.map((path) => [path, gzipSync(source(path)).length] as const);
  const total = sizes.reduce((sum, [, size]) => sum + size, texts);
  expect(own.length).toBeGreaterThan(0);
  expect(total, `${JSON.stringify(sizes)} and ${texts} of texts`).toBeLessThanOrEqual(BUDGET);
});

test("no page of answering brings the schema library", () => {
  // The frame of every page counts as the framework above: it must not hide the library from the count.
  for (const path of framework) expect(source(path).includes("ZodError"), path).toBe(false);
  for (const page of ["topic", "table", "talk", "round"])
    for (const path of withImports(routes[`routes/self-check/${page}`]!.module))
      expect(source(path).includes("ZodError"), path).toBe(false);
});
