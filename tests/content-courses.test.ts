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
    const outline = (locale: Locale) =>
      courseOf(slug).lessons.map((lesson) => {
        const { front, body } = lessonOf(slug, lesson, locale);
        const sections = body.match(/^## /gm)?.length;
        const cited = [...new Set(citationsIn(body))].sort();
        return { lesson, minutes: front.minutes, sections, cited };
      });
    expect(outline("zh-CN")).toEqual(outline("en"));
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
    const thin = lessons.filter((lesson) => asked.filter((name) => name === lesson).length < 3);
    expect(thin).toEqual([]);
  });

  it("marks one option right in single choice, several but not all in multiple choice", () => {
    const wrong = bankOf(slug).filter(({ kind, options }) => {
      const right = options.filter(({ correct }) => correct).length;
      return kind === "single" ? right !== 1 : right < 2 || right === options.length;
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it("never offers the same option id or wording twice in a question", () => {
    const repeats = (texts: string[]) => new Set(texts).size < texts.length;
    const wrong = bankOf(slug).filter(
      ({ options }) =>
        repeats(options.map((option) => option.id)) ||
        LOCALES.some((locale) => repeats(options.map(({ text }) => text[locale])))
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it("does not put the right answer in one place: no position holds half of them", () => {
    const places = bankOf(slug)
      .filter(({ kind }) => kind === "single")
      .map(({ options }) => options.findIndex(({ correct }) => correct));
    const crowded = places.filter(
      (place) => places.filter((other) => other === place).length * 2 >= places.length
    );
    expect(crowded).toEqual([]);
  });
});
