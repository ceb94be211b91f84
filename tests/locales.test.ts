/** Both languages say everything: same keys, same parameters, nothing empty, and no text written into a page. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const APP = join(import.meta.dirname, "../app");
const namespaces = readdirSync(join(APP, "locales/en")).map((file) => file.replace(".json", ""));

/** Flat key → text. */
function texts(locale: string, namespace: string): Map<string, string> {
  const flat = new Map<string, string>();
  const walk = (value: unknown, path: string): void => {
    if (typeof value === "string") flat.set(path, value);
    else for (const [key, inner] of Object.entries(value as object)) walk(inner, path ? `${path}.${key}` : key);
  };
  walk(JSON.parse(readFileSync(join(APP, `locales/${locale}/${namespace}.json`), "utf8")), "");
  return flat;
}
const parameters = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

it("both languages have the same files", () => {
  expect(readdirSync(join(APP, "locales/zh-CN")).sort()).toEqual(readdirSync(join(APP, "locales/en")).sort());
});

describe.each(namespaces)("%s", (namespace) => {
  const en = texts("en", namespace);
  const zh = texts("zh-CN", namespace);

  it("has the same keys in both languages", () => {
    expect([...zh.keys()].sort()).toEqual([...en.keys()].sort());
  });

  it("uses the same parameters and leaves nothing empty", () => {
    const wrong = [...en].filter(([key, text]) => {
      const other = zh.get(key) ?? "";
      return text.trim() === "" || other.trim() === "" || String(parameters(text)) !== String(parameters(other));
    });
    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  it("is Chinese in Chinese", () => {
    const notChinese = [...zh].filter(([, text]) => /[a-z]{4,}/i.test(text.replace(/\{\{\w+\}\}|\[\[.*?\]\]/g, "")) && !/\p{Script=Han}/u.test(text));
    // The language switch names the other language; addresses and codes have no Chinese.
    expect(notChinese.filter(([, text]) => text !== "English").map(([key]) => key)).toEqual([]);
  });
});

it("no page has text of its own", () => {
  const files = readdirSync(APP, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".tsx") && !file.includes(".test."));
  const found = files.flatMap((file) => {
    const source = ts.createSourceFile(file, readFileSync(join(APP, file), "utf8"), ts.ScriptTarget.ES2022, true, ts.ScriptKind.TSX);
    const hits: string[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isJsxText(node) && /\p{L}{2,}/u.test(node.text)) hits.push(`${file}: ${node.text.trim()}`);
      if (
        ts.isJsxAttribute(node) &&
        ["label", "title", "placeholder", "alt", "aria-label", "caption", "hint"].includes(node.name.getText()) &&
        node.initializer &&
        ts.isStringLiteral(node.initializer) &&
        /\p{L}{2,}/u.test(node.initializer.text)
      )
        hits.push(`${file}: ${node.initializer.text}`);
      ts.forEachChild(node, visit);
    };
    visit(source);
    return hits;
  });
  expect(found).toEqual([]);
});
