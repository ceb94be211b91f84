/** Courses with their lessons and question banks, and the rules of points: parsed and checked once. */
import { z } from "zod";
import { checkCitations, inlineCitations, linkCitations } from "~/features/law/content.server";
import { ContentError, contentFile, contentFiles, parseMarkdown, parseYaml, type ContentFile } from "~/platform/content.server";
import { contentHtml } from "~/platform/markdown.server";
import { LOCALES, localisedSchema, type Locale } from "~/shared/locale";
import { bankSchema, courseSchema, lessonFrontMatterSchema, type BankQuestion, type Course } from "./course";
import type { PointRules } from "./points";

export interface LessonText {
  readonly title: string;
  readonly minutes: number;
  readonly body: string;
}
export interface Lesson {
  readonly slug: string;
  readonly texts: Readonly<Record<Locale, LessonText>>;
}
export interface PublishedCourse extends Course {
  readonly lessonTexts: readonly Lesson[];
  /** By question id, in the bank's order. */
  readonly bank: ReadonlyMap<string, BankQuestion>;
}

let cachedCourses: Map<string, PublishedCourse> | undefined;
/** By slug. @throws {ContentError} at the first file that does not fit */
export const courses = (): Map<string, PublishedCourse> => (cachedCourses ??= loadCourses());

/** @throws {ContentError} */
export function checkCourses(): void {
  courses();
  pointRules();
}

/** The course whose current version this is. An attempt of an older version finds none. */
export function courseAt(slug: string, version: number): PublishedCourse | null {
  const course = courses().get(slug);
  return course?.version === version ? course : null;
}

function loadCourses(): Map<string, PublishedCourse> {
  const files = contentFiles("courses/", "yaml").filter(({ path }) => path.endsWith("/course.yaml"));
  return new Map(files.map((file) => [folderOf(file), loadCourse(file)]));
}

const folderOf = ({ path }: ContentFile): string => path.split("/")[1] ?? "";

function loadCourse(file: ContentFile): PublishedCourse {
  const course = parseYaml(file, courseSchema);
  if (course.slug !== folderOf(file)) throw new ContentError(file.path, 1, `slug "${course.slug}" differs from the folder.`);
  const lessonTexts = course.lessons.map((slug) => loadLesson(course, slug));
  return { ...course, lessonTexts, bank: loadBank(course) };
}

function loadLesson(course: Course, slug: string): Lesson {
  const text = (locale: Locale): LessonText => {
    const file = contentFile(`courses/${course.slug}/lessons/${slug}.${locale}.md`);
    const { frontMatter, body } = parseMarkdown(file, lessonFrontMatterSchema);
    checkCitations(file, inlineCitations(body), course.publishedOn);
    return { ...frontMatter, body };
  };
  return { slug, texts: { "zh-CN": text(LOCALES[0]), en: text(LOCALES[1]) } };
}

function loadBank(course: Course): Map<string, BankQuestion> {
  const file = contentFile(`courses/${course.slug}/bank.yaml`);
  const { questions } = parseYaml(file, bankSchema);
  const bank = new Map<string, BankQuestion>();
  for (const question of questions) {
    const line = Math.max(1, file.text.split("\n").findIndex((text) => text.endsWith(`id: ${question.id}`)) + 1);
    const refuse = (what: string): never => {
      throw new ContentError(file.path, line, `${question.id}: ${what}`);
    };
    const right = question.options.filter(({ correct }) => correct).length;
    if (bank.has(question.id)) refuse("the id stands twice.");
    if (!course.lessons.includes(question.lesson)) refuse(`lesson "${question.lesson}" is not in course.yaml.`);
    if (new Set(question.options.map(({ id }) => id)).size < question.options.length) refuse("an option id stands twice.");
    if (question.kind === "single" ? right !== 1 : right < 2) refuse("single choice has one right option, multiple choice several.");
    checkCitations(file, question.basis, course.publishedOn);
    bank.set(question.id, question);
  }
  if (bank.size < course.exam.questionCount) throw new ContentError(file.path, 1, `fewer than ${course.exam.questionCount} questions.`);
  return bank;
}

export const lessonHtml = (lesson: Lesson, locale: Locale): string => contentHtml(linkCitations(lesson.texts[locale].body, locale));

const rule = z.strictObject({ value: z.number().int().min(0).max(1000), source: localisedSchema });
const rulesSchema = z.strictObject({
  pointsPerPass: rule,
  expiryMonths: rule,
  capMonths: rule,
  personCap: rule,
  enterpriseCap: rule,
  repeatMonths: rule,
  resits: rule,
  resitHours: rule,
  fineReductionPercent: rule,
});

let cachedRules: z.output<typeof rulesSchema> | undefined;
/** Each rule with its source, as published. @throws {ContentError} */
export const publishedPointRules = (): z.output<typeof rulesSchema> =>
  (cachedRules ??= parseYaml(contentFile("rules/points.yaml"), rulesSchema));

export function pointRules(): PointRules {
  const rules = publishedPointRules();
  return {
    pointsPerPass: rules.pointsPerPass.value,
    expiryMonths: rules.expiryMonths.value,
    capMonths: rules.capMonths.value,
    personCap: rules.personCap.value,
    enterpriseCap: rules.enterpriseCap.value,
    repeatMonths: rules.repeatMonths.value,
    resits: rules.resits.value,
    resitHours: rules.resitHours.value,
    fineReductionPercent: rules.fineReductionPercent.value,
  };
}
