/** Reading lessons and taking exams. The server's clock decides what is in time. */
import { randomInt } from "node:crypto";
import { and, eq, gt, sql } from "drizzle-orm";
import { recordEvent } from "~/features/audit/record.server";
import { now } from "~/platform/clock.server";
import { randomCode } from "~/platform/crypto.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { once } from "~/platform/idempotency.server";
import type { EnterpriseActor } from "~/shared/actor";
import { dayAt } from "~/shared/day";
import { deadlineOf, statusAt } from "./attempt";
import { courseAt, courses, pointRules, type PublishedCourse } from "./content.server";
import { draw } from "./draw";
import { postedAnswers } from "./forms";
import { grade, type Answers } from "./grade";
import { earnPoints } from "./points.server";
import { nextStart } from "./resit";

const { attempts, certificates, lessonsRead } = tables;
type Attempt = typeof attempts.$inferSelect;

/** Reading again counts anew: a lesson that an exam assigned is done once it was read after it. */
export async function markLessonRead(actor: EnterpriseActor, course: string, lesson: string): Promise<"read" | "not-found"> {
  if (!courses().get(course)?.lessons.includes(lesson)) return "not-found";
  const readAt = now();
  return withTx(actor, async (tx): Promise<"read"> => {
    await tx
      .insert(lessonsRead)
      .values({ accountId: actor.accountId, enterpriseId: actor.enterpriseId, course, lesson, readAt })
      .onConflictDoUpdate({ target: [lessonsRead.accountId, lessonsRead.course, lessonsRead.lesson], set: { readAt } });
    await recordEvent(tx, actor, { action: "learning.lesson-read", enterpriseId: actor.enterpriseId, subjectId: `${course}/${lesson}` });
    return "read";
  });
}

export type StartOutcome =
  | { readonly is: "running"; readonly id: string }
  | { readonly is: "wait"; readonly until: string }
  | { readonly is: "not-found" };

/** Starts an exam, or leads back to the one this person has running. */
export async function startAttempt(actor: EnterpriseActor, slug: string, idempotencyKey: string): Promise<StartOutcome> {
  const course = courses().get(slug);
  if (!course) return { is: "not-found" };
  const at = now();
  return withTx(actor, async (tx): Promise<StartOutcome> => {
    await expireOverdue(tx, actor, slug, at);
    return once(tx, actor, "learning.start", idempotencyKey, () => beginAttempt(tx, actor, course, at));
  });
}

async function beginAttempt(tx: Tx, actor: EnterpriseActor, course: PublishedCourse, at: Date): Promise<StartOutcome> {
  // Two starts at one moment: the second waits, and finds the first.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`exam:${actor.accountId}:${course.slug}`}, 0))`);
  const rules = pointRules();
  const mine = and(eq(attempts.accountId, actor.accountId), eq(attempts.course, course.slug));
  const recent = await tx
    .select({ id: attempts.id, startedAt: attempts.startedAt, status: attempts.status })
    .from(attempts)
    .where(and(mine, gt(attempts.startedAt, new Date(at.getTime() - rules.resitHours * 3_600_000))));
  const running = recent.find(({ status }) => status === "running");
  if (running) return { is: "running", id: running.id };
  const until = nextStart(recent.map(({ startedAt }) => startedAt), at, rules);
  if (until) return { is: "wait", until: until.toISOString() };
  const random = () => randomInt(2 ** 32) / 2 ** 32;
  const [row] = await tx
    .insert(attempts)
    .values({
      enterpriseId: actor.enterpriseId,
      accountId: actor.accountId,
      course: course.slug,
      courseVersion: course.version,
      drawn: draw([...course.bank.values()], course.exam.questionCount, random),
      startedAt: at,
      deadlineAt: deadlineOf(at, course.exam),
    })
    .returning({ id: attempts.id });
  if (!row) throw new Error("The attempt was not stored.");
  await recordEvent(tx, actor, {
    action: "learning.exam-started",
    enterpriseId: actor.enterpriseId,
    subjectId: row.id,
    detail: { course: course.slug, version: course.version },
  });
  return { is: "running", id: row.id };
}

async function expireOverdue(tx: Tx, actor: EnterpriseActor, course: string, at: Date): Promise<void> {
  await tx
    .update(attempts)
    .set({ status: "expired", finishedAt: sql`${attempts.deadlineAt}` })
    .where(
      and(eq(attempts.accountId, actor.accountId), eq(attempts.course, course), eq(attempts.status, "running"), sql`${attempts.deadlineAt} < ${at.toISOString()}::timestamptz`)
    );
}

export type EndStatus = "passed" | "failed" | "expired";

/** Stores what was answered so far. After the deadline nothing is stored. */
export async function saveAnswers(actor: EnterpriseActor, id: string, form: FormData): Promise<"saved" | EndStatus | "not-found"> {
  const at = now();
  return withTx(actor, async (tx) => {
    const held = await holdAttempt(tx, actor, id, at);
    if (held.is !== "running") return held.is;
    const answers = postedAnswers(form, held.attempt.drawn, held.course.bank);
    await tx.update(attempts).set({ answers }).where(eq(attempts.id, id));
    await recordEvent(tx, actor, {
      action: "learning.answers-saved",
      enterpriseId: actor.enterpriseId,
      subjectId: id,
      detail: { answered: Object.keys(answers).length },
    });
    return "saved";
  });
}

/** Ends an attempt and grades it. A second submit of the same attempt changes nothing and gets the same answer. */
export async function submitAttempt(actor: EnterpriseActor, id: string, form: FormData): Promise<EndStatus | "not-found"> {
  const at = now();
  return withTx(actor, async (tx) => {
    const held = await holdAttempt(tx, actor, id, at);
    if (held.is !== "running") return held.is;
    const answers = postedAnswers(form, held.attempt.drawn, held.course.bank);
    return finish(tx, actor, held.attempt, held.course, answers, at);
  });
}

type Held =
  | { readonly is: "running"; readonly attempt: Attempt; readonly course: PublishedCourse }
  | { readonly is: EndStatus | "not-found" };

/** The person's own attempt, locked. One that is overdue, or whose course has a new version since, ends here. */
async function holdAttempt(tx: Tx, actor: EnterpriseActor, id: string, at: Date): Promise<Held> {
  const [attempt] = await tx
    .select()
    .from(attempts)
    .where(and(eq(attempts.id, id), eq(attempts.accountId, actor.accountId)))
    .for("update");
  if (!attempt) return { is: "not-found" };
  if (attempt.status !== "running") return { is: attempt.status };
  const course = courseAt(attempt.course, attempt.courseVersion);
  if (course && statusAt(attempt, at) === "running") return { is: "running", attempt, course };
  await tx.update(attempts).set({ status: "expired", finishedAt: attempt.deadlineAt }).where(eq(attempts.id, id));
  await recordEvent(tx, actor, { action: "learning.exam-expired", enterpriseId: actor.enterpriseId, subjectId: id });
  return { is: "expired" };
}

async function finish(tx: Tx, actor: EnterpriseActor, attempt: Attempt, course: PublishedCourse, answers: Answers, at: Date): Promise<EndStatus> {
  const asked = attempt.drawn.flatMap(({ id }) => course.bank.get(id) ?? []);
  const { percent, passed } = grade(asked, answers, course.exam.passPercent);
  const status = passed ? "passed" : "failed";
  const stored = Object.fromEntries(Object.entries(answers).map(([question, chosen]) => [question, [...chosen]]));
  await tx.update(attempts).set({ answers: stored, status, scorePercent: percent, finishedAt: at }).where(eq(attempts.id, attempt.id));
  const points = passed ? await certify(tx, actor, attempt, at) : 0;
  await recordEvent(tx, actor, {
    action: passed ? "learning.exam-passed" : "learning.exam-failed",
    enterpriseId: actor.enterpriseId,
    subjectId: attempt.id,
    detail: { course: attempt.course, version: attempt.courseVersion, percent, points },
  });
  return status;
}

async function certify(tx: Tx, actor: EnterpriseActor, attempt: Attempt, at: Date): Promise<number> {
  const pass = { accountId: actor.accountId, course: attempt.course, courseVersion: attempt.courseVersion };
  await tx.insert(certificates).values({
    ...pass,
    code: randomCode(),
    enterpriseId: actor.enterpriseId,
    attemptId: attempt.id,
    holderName: actor.name,
    issuedOn: dayAt(at),
  });
  return (await earnPoints(tx, actor, attempt.id, pass, dayAt(at))).points;
}
