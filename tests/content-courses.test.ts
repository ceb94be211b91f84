/** The courses in content/courses agree with their schemas, with themselves and with the law registry. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { provisionFileSchema } from "~/features/law/provision";
import { bankSchema, courseSchema, lessonFrontMatterSchema } from "~/features/learning/course";
import { citationParts, citationSchema } from "~/shared/citation";
import { LOCALES, type Locale } from "~/shared/locale";

const CONTENT = join(import.meta.dirname, "../content");
const COURSES = join(CONTENT, "courses");
const PROVISIONS = join(CONTENT, "law/provisions");

const slugs = readdirSync(COURSES).sort();

function yamlFile(...path: string[]): unknown {
  return parse(readFileSync(join(...path), "utf8"));
}

const courseOf = (slug: string) => courseSchema.parse(yamlFile(COURSES, slug, "course.yaml"));
const bankOf = (slug: string) => bankSchema.parse(yamlFile(COURSES, slug, "bank.yaml")).questions;

function lessonOf(slug: string, lesson: string, locale: Locale) {
  const text = readFileSync(join(COURSES, slug, "lessons", `${lesson}.${locale}.md`), "utf8");
  const parts = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text);
  if (!parts) throw new Error(`${slug}/${lesson}.${locale}.md has no front matter`);
  const [, front = "", body = ""] = parts;
  return { front: lessonFrontMatterSchema.parse(parse(front)), body };
}

function citationsIn(body: string): string[] {
  return [...body.matchAll(/\[\[([^\]]*)\]\]/g)].map((match) => match[1] ?? "");
}

/** Every "<instrument>/<article>" of the registry. */
function knownArticles(): Set<string> {
  const files = readdirSync(PROVISIONS).filter((name) => name.endsWith(".yaml"));
  return new Set(
    files.flatMap((name) => {
      const { instrument, provisions } = provisionFileSchema.parse(yamlFile(PROVISIONS, name));
      return provisions.map(({ article }) => `${instrument}/${article}`);
    })
  );
}

function unknownCitations(ids: readonly string[], known: ReadonlySet<string>): string[] {
  return ids.filter((id) => {
    const { instrument, article } = citationParts(citationSchema.parse(id));
    return !known.has(`${instrument}/${article}`);
  });
}

it("no question id is used twice, in any course", () => {
  const ids = slugs.flatMap((slug) => bankOf(slug).map(({ id }) => id));
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
});

describe.each(slugs)("course %s", (slug) => {
  it("is named after its folder and examines fewer questions than its bank holds", () => {
    const course = courseOf(slug);
    expect(course.slug).toBe(slug);
    expect(bankOf(slug).length).toBeGreaterThan(course.exam.questionCount);
  });

  it("has each of its lessons in both languages and no other lesson", () => {
    const expected = courseOf(slug).lessons.flatMap((lesson) =>
      LOCALES.map((locale) => `${lesson}.${locale}.md`)
    );
    expect(readdirSync(join(COURSES, slug, "lessons")).sort()).toEqual(expected.sort());
  });

  it("says the same in both languages: minutes, sections and provisions cited", () => {
    for (const lesson of courseOf(slug).lessons) {
      const zh = lessonOf(slug, lesson, "zh-CN");
      const en = lessonOf(slug, lesson, "en");
      expect(zh.front.minutes, lesson).toBe(en.front.minutes);
      expect(zh.body.match(/^## /gm)?.length, lesson).toBe(en.body.match(/^## /gm)?.length);
      expect([...new Set(citationsIn(zh.body))].sort(), lesson).toEqual(
        [...new Set(citationsIn(en.body))].sort()
      );
    }
  });

  it("cites only provisions that the registry knows", () => {
    const cited = [
      ...bankOf(slug).flatMap(({ basis }) => basis),
      ...courseOf(slug).lessons.flatMap((lesson) =>
        LOCALES.flatMap((locale) => citationsIn(lessonOf(slug, lesson, locale).body))
      ),
    ];
    expect([...new Set(unknownCitations(cited, knownArticles()))]).toEqual([]);
  });

  it("asks at least three questions about every lesson and none about another", () => {
    const { lessons } = courseOf(slug);
    const asked = bankOf(slug).map(({ lesson }) => lesson);
    expect(asked.filter((lesson) => !lessons.includes(lesson))).toEqual([]);
    for (const lesson of lessons) {
      expect(asked.filter((name) => name === lesson).length, lesson).toBeGreaterThanOrEqual(3);
    }
  });

  it("marks one option right in single choice, several but not all in multiple choice", () => {
    for (const { id, kind, options } of bankOf(slug)) {
      const right = options.filter(({ correct }) => correct).length;
      expect(new Set(options.map((option) => option.id)).size, id).toBe(options.length);
      if (kind === "single") expect(right, id).toBe(1);
      else expect(right >= 2 && right < options.length, id).toBe(true);
    }
  });

  it("never offers the same wording twice in a question", () => {
    for (const { id, options } of bankOf(slug)) {
      for (const locale of LOCALES) {
        expect(new Set(options.map(({ text }) => text[locale])).size, id).toBe(options.length);
      }
    }
  });

  it("does not put the right answer in one place: no position holds half of them", () => {
    const places = bankOf(slug)
      .filter(({ kind }) => kind === "single")
      .map(({ options }) => options.findIndex(({ correct }) => correct));
    for (const place of new Set(places)) {
      const share = places.filter((other) => other === place).length / places.length;
      expect(share, `position ${place + 1}`).toBeLessThan(0.5);
    }
  });
});
