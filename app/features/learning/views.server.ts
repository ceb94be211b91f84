/** What the learning pages show, in the reader's language. Right answers are never part of it. */
import { citationViews } from "~/features/law/content.server";
import { formatDay, formatInstant } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import { courseAt, courses, lessonHtml, publishedPointRules, type PublishedCourse } from "./content.server";
import { grade } from "./grade";
import type { AttemptRow, pointsOf, Progress } from "./queries.server";
import { printedCode } from "~/shared/public-code";

const minutesOf = (course: PublishedCourse, locale: Locale): number => course.lessonTexts.reduce((sum, { texts }) => sum + texts[locale].minutes, 0);

/** The list of courses; `progress` of the signed-in person, when there is one. */
export function courseLines(locale: Locale, progress: ReadonlyMap<string, Progress> | null) {
  return [...courses().values()].map((course) => {
    const mine = progress?.get(course.slug);
    return {
      slug: course.slug,
      title: course.title[locale],
      summary: course.summary[locale],
      sector: course.sector,
      lessons: course.lessons.length,
      minutes: minutesOf(course, locale),
      questions: course.exam.questionCount,
      mine: mine ? { read: mine.read.size, passed: mine.certificate !== null, assigned: mine.assigned.size } : null,
    };
  });
}

export function examRules(course: PublishedCourse) {
  const { questionCount, secondsPerQuestion, passPercent } = course.exam;
  const rules = publishedPointRules();
  return {
    questions: questionCount,
    minutes: Math.ceil((questionCount * secondsPerQuestion) / 60),
    passPercent,
    resits: rules.resits.value,
    hours: rules.resitHours.value,
  };
}

export function courseView(course: PublishedCourse, locale: Locale, progress: Progress | null) {
  return {
    slug: course.slug,
    title: course.title[locale],
    summary: course.summary[locale],
    version: course.version,
    published: formatDay(course.publishedOn, locale),
    exam: examRules(course),
    lessons: course.lessonTexts.map(({ slug, texts }) => ({
      slug,
      title: texts[locale].title,
      minutes: texts[locale].minutes,
      read: progress?.read.has(slug) ?? false,
      assigned: progress?.assigned.has(slug) ?? false,
    })),
    certificate: progress?.certificate ?? null,
    running: progress?.attempts.find(({ now }) => now === "running")?.id ?? null,
  };
}

export function attemptLines(progress: Progress, locale: Locale) {
  return progress.attempts.map((attempt) => ({
    id: attempt.id,
    started: formatInstant(attempt.startedAt, locale),
    status: attempt.now,
    percent: attempt.scorePercent,
  }));
}

export function lessonView(course: PublishedCourse, slug: string, locale: Locale) {
  const at = course.lessonTexts.findIndex((lesson) => lesson.slug === slug);
  const lesson = course.lessonTexts[at];
  if (!lesson) return null;
  const next = course.lessonTexts[at + 1];
  return {
    slug,
    title: lesson.texts[locale].title,
    minutes: lesson.texts[locale].minutes,
    html: lessonHtml(lesson, locale),
    course: { slug: course.slug, title: course.title[locale] },
    place: at + 1,
    lessons: course.lessonTexts.length,
    next: next ? { slug: next.slug, title: next.texts[locale].title } : null,
  };
}

/** The questions of a running attempt in their drawn order, with what was saved. Null when its course was published anew. */
export function attemptView(attempt: AttemptRow, locale: Locale) {
  const course = courseAt(attempt.course, attempt.courseVersion);
  if (!course) return null;
  return {
    id: attempt.id,
    course: { slug: course.slug, title: course.title[locale] },
    deadline: formatInstant(attempt.deadlineAt, locale).slice(-5),
    minutes: examRules(course).minutes,
    saved: Object.keys(attempt.answers).length,
    questions: attempt.drawn.flatMap(({ id, options }) => {
      const question = course.bank.get(id);
      if (!question) return [];
      const texts = new Map(question.options.map((option) => [option.id, option.text[locale]]));
      return {
        id,
        text: question.text[locale],
        kind: question.kind,
        chosen: attempt.answers[id] ?? [],
        options: options.map((option) => ({ id: option, text: texts.get(option) ?? "" })),
      };
    }),
  };
}

/** What a graded attempt got wrong: the answer given, the explanation, the lesson and the provisions. */
export function mistakes(attempt: AttemptRow, locale: Locale) {
  const course = courseAt(attempt.course, attempt.courseVersion);
  if (!course) return [];
  const asked = attempt.drawn.flatMap(({ id }) => course.bank.get(id) ?? []);
  return grade(asked, attempt.answers, course.exam.passPercent).wrong.flatMap((id) => {
    const question = course.bank.get(id);
    const lesson = course.lessonTexts.find(({ slug }) => slug === question?.lesson);
    if (!question || !lesson) return [];
    const chosen = attempt.answers[id] ?? [];
    return {
      id,
      text: question.text[locale],
      given: question.options.filter((option) => chosen.includes(option.id)).map((option) => option.text[locale]),
      explanation: question.explanation[locale],
      lesson: { to: `/courses/${course.slug}/${lesson.slug}`, title: lesson.texts[locale].title },
      basis: citationViews(question.basis, locale),
    };
  });
}

const courseTitle = (slug: string, locale: Locale): string => courses().get(slug)?.title[locale] ?? slug;

export function pointsView(points: Awaited<ReturnType<typeof pointsOf>>, locale: Locale) {
  const rules = publishedPointRules();
  const dayOf = new Map(points.lines.map(({ seq, on }) => [seq, formatDay(on, locale)]));
  return {
    balance: points.balance,
    next: points.nextExpiry ? { day: formatDay(points.nextExpiry.on, locale), points: points.nextExpiry.points } : null,
    lots: points.lots.map((lot) => ({ seq: lot.seq, earned: formatDay(lot.earnedOn, locale), expires: formatDay(lot.expiresOn, locale), left: lot.left })),
    lines: points.lines.map(({ seq, kind, on, delta, person, course, reason, from }) => ({
      seq,
      kind: kind === "points.earned" ? ("earned" as const) : kind === "points.expired" ? ("expired" as const) : ("taken" as const),
      day: formatDay(on, locale),
      delta,
      person,
      course: course ? courseTitle(course, locale) : null,
      reason,
      from: dayOf.get(from ?? 0) ?? null,
    })),
    rules: {
      months: rules.expiryMonths.value,
      capMonths: rules.capMonths.value,
      person: rules.personCap.value,
      enterprise: rules.enterpriseCap.value,
      repeatMonths: rules.repeatMonths.value,
      fine: rules.fineReductionPercent.value,
    },
    sources: (["pointsPerPass", "expiryMonths", "personCap", "enterpriseCap", "repeatMonths", "fineReductionPercent"] as const).map((name) => ({
      name,
      source: rules[name].source[locale],
    })),
  };
}

export function certificateFacts(certificate: { code: string; course: string; courseVersion: number; issuedOn: string }, locale: Locale) {
  return {
    code: certificate.code,
    printed: printedCode(certificate.code),
    course: courseTitle(certificate.course, locale),
    version: certificate.courseVersion,
    issued: formatDay(certificate.issuedOn, locale),
  };
}
