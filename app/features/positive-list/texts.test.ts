import { describe, expect, it } from "vitest";
import en from "~/locales/en/positive-list.json";
import zh from "~/locales/zh-CN/positive-list.json";
import { CHANGERS, DIMENSION_CODES } from "./evaluation";
import { CREDIT_GRADES, EXCLUSIONS, RECORD_SCOPES } from "./fact-values";
import { GATE_CODES, TRIGGERS } from "./profile";
import { ITEM_CODES, TIER_CODES } from "./weights";

type Texts = { [key: string]: string | Texts };

function flat(texts: Texts, prefix = ""): [string, string][] {
  return Object.entries(texts).flatMap(([key, text]) =>
    typeof text === "string" ? [[prefix + key, text]] : flat(text, `${prefix}${key}.`)
  );
}
const placeholders = (text: string) =>
  [...text.matchAll(/\{\{\w+\}\}/g)].map(([name]) => name).sort();

describe("texts of the positive list", () => {
  it("have the same keys and placeholders in both languages", () => {
    const chinese = new Map(flat(zh));
    const english = new Map(flat(en));
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
    const unequal = [...english].filter(
      ([key, text]) => placeholders(text).join() !== placeholders(chinese.get(key) ?? "").join()
    );
    expect(unequal).toEqual([]);
  });

  it("name every code that an evaluation can carry", () => {
    expect(Object.keys(en.gate)).toEqual([...GATE_CODES]);
    expect(Object.keys(en.item)).toEqual([...ITEM_CODES]);
    expect(Object.keys(en.dimension)).toEqual([...DIMENSION_CODES]);
    expect(Object.keys(en.tier)).toEqual([...TIER_CODES]);
    expect(Object.keys(en.trigger)).toEqual([...TRIGGERS]);
    expect(Object.keys(en.changer)).toEqual([...CHANGERS]);
    const codes = [
      ...RECORD_SCOPES,
      ...EXCLUSIONS,
      ...CREDIT_GRADES,
      "secret-discharge",
      "evasion",
    ];
    expect(Object.keys(en.code).sort()).toEqual([...new Set(codes)].sort());
  });

  it("use no spaces between Chinese characters and no exclamation marks", () => {
    expect(
      flat(zh).filter(([, text]) => /[\u4e00-\u9fff] [\u4e00-\u9fff]|[!！]/.test(text))
    ).toEqual([]);
    expect(flat(en).filter(([, text]) => text.includes("!"))).toEqual([]);
  });
});
