/** Reads for the learning pages. A person sees their own attempts; points and certificates belong to the enterprise. */
import { and, desc, eq, inArray } from "drizzle-orm";
import { enterpriseName } from "~/features/accounts/enterprise-name.server";
import { now, today } from "~/platform/clock.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { system, type EnterpriseActor } from "~/shared/actor";
import type { Day } from "~/shared/day";
import type { Localised } from "~/shared/locale";
import { statusAt, type StoredStatus } from "./attempt";
import { courseAt, courses, pointRules } from "./content.server";
import { grade } from "./grade";
import { pointsAfter } from "./points";
import { pointsLedger } from "./points.server";
import { storedCode } from "~/shared/public-code";

const { accounts, attempts, certificates, enterprises, lessonsRead } = tables;
export type AttemptRow = typeof attempts.$inferSelect;

/** Lessons a graded attempt got questions of wrong, in the course's order. Empty for an older course version. */
export function weakLessons(attempt: AttemptRow): string[] {
  const course = courseAt(attempt.course, attempt.courseVersion);
  if (!course || (attempt.status !== "passed" && attempt.status !== "failed")) return [];
  const asked = attempt.drawn.flatMap(({ id }) => course.bank.get(id) ?? []);
  const wrong = new Set(grade(asked, attempt.answers, course.exam.passPercent).wrong.map((id) => course.bank.get(id)?.lesson));
  return course.lessons.filter((lesson) => wrong.has(lesson));
}

export interface Progress {
  readonly read: ReadonlySet<string>;
  /** Lessons to read again: the last graded attempt got their questions wrong. */
  readonly assigned: ReadonlySet<string>;
  readonly attempts: readonly (AttemptRow & { readonly now: StoredStatus })[];
  readonly certificate: string | null;
}

/** What this person has done in each course. */
export async function progressByCourse(actor: EnterpriseActor): Promise<ReadonlyMap<string, Progress>> {
  const at = now();
  const [read, taken, held] = await withTx(actor, async (tx) => [
    await tx.select().from(lessonsRead).where(eq(lessonsRead.accountId, actor.accountId)),
    await tx.select().from(attempts).where(eq(attempts.accountId, actor.accountId)).orderBy(desc(attempts.startedAt)),
    await tx.select().from(certificates).where(eq(certificates.accountId, actor.accountId)).orderBy(desc(certificates.createdAt)),
  ]);
  return new Map(
    [...courses().keys()].map((course) => {
      const readAt = new Map(read.filter((row) => row.course === course).map((row) => [row.lesson, row.readAt]));
      const mine = taken.filter((row) => row.course === course);
      const last = mine.find(({ status }) => status === "passed" || status === "failed");
      const assigned = last ? weakLessons(last).filter((lesson) => (readAt.get(lesson) ?? last.startedAt) <= (last.finishedAt ?? last.startedAt)) : [];
      return [
        course,
        {
          read: new Set(readAt.keys()),
          assigned: new Set(assigned),
          attempts: mine.map((row) => ({ ...row, now: statusAt(row, at) })),
          certificate: held.find((row) => row.course === course)?.code ?? null,
        },
      ];
    })
  );
}

export async function courseProgress(actor: EnterpriseActor, course: string): Promise<Progress> {
  const none: Progress = { read: new Set(), assigned: new Set(), attempts: [], certificate: null };
  return (await progressByCourse(actor)).get(course) ?? none;
}

/** The person's own attempt, or null. */
export async function findAttempt(actor: EnterpriseActor, id: string): Promise<(AttemptRow & { readonly now: StoredStatus }) | null> {
  const [row] = await withTx(actor, (tx) =>
    tx.select().from(attempts).where(and(eq(attempts.id, id), eq(attempts.accountId, actor.accountId)))
  );
  return row ? { ...row, now: statusAt(row, now()) } : null;
}

/** What a passed attempt brought: its certificate, and its points or why there are none. */
export async function outcomeOf(actor: EnterpriseActor, attemptId: string) {
  return withTx(actor, async (tx) => {
    const [certificate] = await tx.select({ code: certificates.code }).from(certificates).where(eq(certificates.attemptId, attemptId));
    const line = (await pointsLedger(tx, actor.enterpriseId)).find(({ attempt }) => attempt === attemptId);
    return { certificate: certificate?.code ?? null, points: line?.delta ?? 0, reason: line?.reason ?? null };
  });
}

/** The enterprise's points on `on`, with the ledger newest first and the names of those who earned. */
export async function pointsOf(actor: EnterpriseActor, on: Day) {
  return withTx(actor, async (tx) => {
    const ledger = await pointsLedger(tx, actor.enterpriseId);
    const state = pointsAfter(ledger, on, pointRules());
    const ids = [...new Set(ledger.flatMap(({ accountId }) => accountId ?? []))];
    const people =
      ids.length === 0
        ? []
        : await tx
            .select({ id: accounts.id, name: accounts.displayName })
            .from(accounts)
            .where(and(inArray(accounts.id, ids), eq(accounts.enterpriseId, actor.enterpriseId)));
    const names = new Map(people.map(({ id, name }) => [id, name]));
    const lines = ledger.toReversed().map((line) => ({ ...line, person: names.get(line.accountId ?? "") ?? null }));
    return { ...state, lines };
  });
}

const certificateColumns = {
  code: certificates.code,
  course: certificates.course,
  courseVersion: certificates.courseVersion,
  holderName: certificates.holderName,
  issuedOn: certificates.issuedOn,
  enterprise: enterpriseName,
  uscc: enterprises.uscc,
};
const certificateWhere = (tx: Tx) => tx.select(certificateColumns).from(certificates).innerJoin(enterprises, eq(enterprises.id, certificates.enterpriseId));

/** A certificate of the actor's enterprise, or null. */
export async function ownCertificate(actor: EnterpriseActor, typed: string) {
  const code = storedCode(typed);
  if (!code) return null;
  const [row] = await withTx(actor, (tx) =>
    certificateWhere(tx).where(and(eq(certificates.code, code), eq(certificates.enterpriseId, actor.enterpriseId)))
  );
  return row ?? null;
}
export type CertificateView = NonNullable<Awaited<ReturnType<typeof ownCertificate>>>;

/** The certificate with a code, for whoever holds the code, or null. Asked as the portal: a visitor sees no enterprise's rows. */
export async function findCertificate(typed: string): Promise<CertificateView | null> {
  const code = storedCode(typed);
  if (!code) return null;
  const [row] = await withTx(system("certificate-check"), (tx) => certificateWhere(tx).where(eq(certificates.code, code)));
  return row ?? null;
}

export interface LearningStatus {
  readonly balance: number;
  readonly nextExpiry: { readonly on: Day; readonly points: number } | null;
  /** Lessons this person should read again. */
  readonly weak: readonly { readonly to: string; readonly title: Localised }[];
}

/** For the overview: the enterprise's points, and this person's weak topics. */
export async function learningStatus(actor: EnterpriseActor): Promise<LearningStatus> {
  const { balance, nextExpiry } = await withTx(actor, async (tx) =>
    pointsAfter(await pointsLedger(tx, actor.enterpriseId), today(), pointRules())
  );
  const weak = [...(await progressByCourse(actor))].flatMap(([slug, { assigned }]) =>
    (courses().get(slug)?.lessonTexts ?? [])
      .filter((lesson) => assigned.has(lesson.slug))
      .map(({ slug: lesson, texts }) => ({ to: `/courses/${slug}/${lesson}`, title: { "zh-CN": texts["zh-CN"].title, en: texts.en.title } }))
  );
  return { balance, nextExpiry, weak };
}
