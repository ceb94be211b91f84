import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import {
  CONTENT_SECTORS,
  caseSchema,
  guideSchema,
} from "~/features/guidance/guide";
import {
  instrumentSchema,
  provisionFileSchema,
} from "~/features/law/provision";
import { questionnaireSchema } from "~/features/self-check/questionnaire";

const CONTENT = new URL("../content/", import.meta.url);

function read(path: string): string {
  return readFileSync(new URL(path, CONTENT), "utf8");
}

function namesIn(folder: string, ending: string): string[] {
  return readdirSync(new URL(folder, CONTENT)).filter((name) =>
    name.endsWith(ending),
  );
}

function split(path: string): { frontMatter: unknown; body: string } {
  const match = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(read(path));
  return { frontMatter: parse(match?.[1] ?? ""), body: match?.[2] ?? "" };
}

const instruments = instrumentSchema
  .array()
  .parse(parse(read("law/instruments.yaml")));

/** Article-level ids with the last day their instrument was in force, `null` while it is. */
const registry = new Map<string, string | null>(
  namesIn("law/provisions/", ".yaml").flatMap((file) => {
    const { instrument, provisions } = provisionFileSchema.parse(
      parse(read(`law/provisions/${file}`)),
    );
    const endedOn =
      instruments.find((each) => each.id === instrument)?.inForceTo ?? null;
    return provisions.map(
      ({ article }) => [`${instrument}/${article}`, endedOn] as const,
    );
  }),
);

const questions = new Set(
  ["core", ...CONTENT_SECTORS].flatMap((name) =>
    namesIn(`questionnaires/${name}/`, ".yaml").filter((file) => !file.endsWith(".map.yaml")).flatMap((file) =>
      questionnaireSchema
        .parse(parse(read(`questionnaires/${name}/${file}`)))
        .questions.map((question) => question.id),
    ),
  ),
);

const courses = readdirSync(new URL("courses/", CONTENT));

/** Ids cited as [[id]], without paragraph and item. */
function cited(body: string): string[] {
  return [
    ...body.matchAll(/\[\[([a-z][a-z0-9-]*\/\d+(?:-\d+)?)[^\]]*\]\]/g),
  ].map((m) => m[1]!);
}

/** Ids linked as pages of the law, for provisions that are no longer in force. */
function linked(body: string): string[] {
  return [...body.matchAll(/\]\(\/law\/([a-z0-9-]+\/\d+(?:-\d+)?)\)/g)].map(
    (m) => m[1]!,
  );
}

const guideNames = ["general", ...CONTENT_SECTORS].flatMap((sector) =>
  namesIn(`guides/${sector}/`, ".md").map(
    (name) => `${sector}/${name.split(".")[0]}`,
  ),
);
const caseNames = namesIn("cases/", ".md").map((name) => name.split(".")[0]!);

describe.each([...new Set(guideNames)])("guide %s", (name) => {
  const zh = split(`guides/${name}.zh-CN.md`);
  const en = split(`guides/${name}.en.md`);
  const {
    title: zhTitle,
    summary: zhSummary,
    ...facts
  } = guideSchema.parse(zh.frontMatter);
  const {
    title: enTitle,
    summary: enSummary,
    ...enFacts
  } = guideSchema.parse(en.frontMatter);

  it("carries the same facts in both languages, and texts of its own in each", () => {
    expect(facts).toEqual(enFacts);
    expect(facts.sector).toBe(name.split("/")[0]);
    expect(zhTitle).not.toBe(enTitle);
    expect(zhSummary).not.toBe(enSummary);
  });

  it("cites the same provisions in both languages, all known, inline ones in force", () => {
    expect(cited(zh.body).sort()).toEqual(cited(en.body).sort());
    expect(linked(zh.body).sort()).toEqual(linked(en.body).sort());
    const all = [...cited(zh.body), ...linked(zh.body)];
    expect(all.filter((id) => !registry.has(id))).toEqual([]);
    expect(cited(zh.body).filter((id) => registry.get(id) !== null)).toEqual(
      [],
    );
  });

  it("points to questions and courses that exist", () => {
    expect(facts.questions.length).toBeGreaterThanOrEqual(2);
    expect(facts.questions.filter((id) => !questions.has(id))).toEqual([]);
    if (facts.course !== null) expect(courses).toContain(facts.course);
  });

  it("has the same sections in both languages", () => {
    const sections = (body: string) => [...body.matchAll(/^## /gm)].length;
    expect(sections(zh.body)).toBe(sections(en.body));
    expect(sections(zh.body)).toBeGreaterThanOrEqual(4);
  });
});

describe.each([...new Set(caseNames)])("typical case %s", (name) => {
  const zh = split(`cases/${name}.zh-CN.md`);
  const en = split(`cases/${name}.en.md`);
  const facts = caseSchema.parse(zh.frontMatter);

  it("carries the same facts in both languages", () => {
    const { sector, happenedOn, citations, updatedOn } = facts;
    expect(caseSchema.parse(en.frontMatter)).toMatchObject({
      sector,
      happenedOn,
      citations,
      updatedOn,
    });
  });

  it("lists exactly the provisions its texts cite, all known", () => {
    for (const { body } of [zh, en]) {
      expect([...new Set(cited(body))].sort()).toEqual(
        [...facts.citations].sort(),
      );
    }
    expect(facts.citations.filter((id) => !registry.has(id))).toEqual([]);
  });
});
