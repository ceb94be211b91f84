/** Content that cannot be used is refused with its file, its line and what to do. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { guides, cases } from "~/features/guidance/content.server";
import { checkCitations, lawRegistry, provisionOf, inForceOn, inlineCitations } from "~/features/law/content.server";
import { provisionFileSchema } from "~/features/law/provision";
import { contentFile, parseMarkdown, parseYaml } from "~/platform/content.server";
import { checkContent } from "~/server/content-check.server";
import type { CitationId } from "~/shared/citation";
import { day } from "~/shared/day";

it("every file holds and every citation resolves", () => {
  const counts = checkContent();
  expect(counts.guides).toBeGreaterThanOrEqual(9);
  expect(counts.cases).toBeGreaterThanOrEqual(5);
  expect(counts.questions).toBeGreaterThanOrEqual(24 + 3 * 12);
});

describe("the law registry", () => {
  const { instruments, provisions } = lawRegistry();

  it("names repealed instruments with what replaced them", () => {
    const repealed = [...instruments.values()].filter(({ inForceTo }) => inForceTo !== null);
    expect(repealed.length).toBeGreaterThan(0);
    expect(repealed.filter(({ replacedBy }) => !replacedBy.every((id) => instruments.has(id)) || replacedBy.length === 0)).toEqual([]);
  });

  it("keeps amounts in order", () => {
    const wrong = [...provisions.values()].flatMap(({ id, provision }) =>
      provision.amounts.filter(({ minYuan, maxYuan }) => minYuan !== null && maxYuan !== null && minYuan > maxYuan).map(() => id)
    );
    expect(wrong).toEqual([]);
  });

  it("cites only articles the Code has", () => {
    const wrong = [...provisions.values()].filter(({ instrument, provision }) => instrument.id === "eec-2026" && !(Number(provision.article) >= 1 && Number(provision.article) <= 1242));
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it("says of a repealed provision that it is not in force after 14 August 2026", () => {
    const old = provisionOf("swl-2020/112" as CitationId);
    expect(old && [inForceOn(old, day("2026-08-14")), inForceOn(old, day("2026-08-15"))]).toEqual([true, false]);
  });
});

describe("a file that does not hold", () => {
  const file = (text: string) => ({ path: "law/provisions/x.yaml", text });

  it.each([
    ["a missing text", "instrument: eec-2026\nprovisions:\n  - article: \"1\"\n    kind: duty\n    heading: { zh-CN: 标题 }\n    summary: { zh-CN: 一, en: one }\n", /x\.yaml:5: provisions\.0\.heading\.en/],
    ["an unknown kind", "instrument: eec-2026\nprovisions:\n  - article: \"1\"\n    kind: wish\n", /x\.yaml:4: provisions\.0\.kind/],
    ["broken YAML", "instrument: [eec\nprovisions: 1\n", /x\.yaml:\d+: /],
  ])("names file, line and field for %s", (_case, text, expected) => {
    expect(() => parseYaml(file(text), provisionFileSchema)).toThrow(expected);
  });

  it("asks for front matter", () => {
    expect(() => parseMarkdown(file("# No front matter"), z.object({}))).toThrow("x.yaml:1: Expected front matter");
  });

  it("names a citation that is not in the registry, and one that was not in force", () => {
    const cited = file("\n\n[[eec-2026/9999]] [[swl-2020/112]]");
    expect(() => checkCitations(cited, ["eec-2026/9999" as CitationId], day("2026-11-22"))).toThrow("x.yaml:3: eec-2026/9999 is not in content/law/provisions");
    expect(() => checkCitations(cited, ["swl-2020/112" as CitationId], day("2026-11-22"))).toThrow("x.yaml:3: swl-2020/112 was not in force on 2026-11-22");
    expect(() => checkCitations(cited, ["swl-2020/112" as CitationId], day("2026-08-14"))).not.toThrow();
  });

  it("says when a file is missing", () => {
    expect(() => contentFile("law/none.yaml")).toThrow("law/none.yaml:1: The file is missing.");
  });
});

it("guides and cases cite the same provisions in both languages", () => {
  const texts = [...guides().values(), ...cases().values()].map(({ slug, texts: both }) => ({
    slug,
    zh: new Set(inlineCitations(both["zh-CN"].body)),
    en: new Set(inlineCitations(both.en.body)),
  }));
  expect(texts.filter(({ zh, en }) => zh.size !== en.size || [...zh].some((id) => !en.has(id))).map(({ slug }) => slug)).toEqual([]);
});
