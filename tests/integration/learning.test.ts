import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { markLessonRead, saveAnswers, startAttempt, submitAttempt } from "~/features/learning/commands.server";
import { courses } from "~/features/learning/content.server";
import { answerName } from "~/features/learning/forms";
import { expirePoints } from "~/features/learning/jobs.server";
import { courseProgress, findAttempt, findCertificate, learningStatus, outcomeOf, ownCertificate, pointsOf } from "~/features/learning/queries.server";
import { setClockOffsetDays, today } from "~/platform/clock.server";
import { tables, withTx } from "~/platform/db.server";
import { system, VISITOR, type EnterpriseActor } from "~/shared/actor";
import { addMonths, daysBetween } from "~/shared/day";
import { colleague, enterprise } from "../factories";
import { freshDatabase, type FreshDatabase } from "./database";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase({ poolSize: 20 });
});
afterAll(() => database.close());
afterEach(() => setClockOffsetDays(0));

const [slug, otherSlug] = [...courses().keys()] as [string, string];
const course = courses().get(slug)!;

async function begin(actor: EnterpriseActor, of = slug): Promise<string> {
  const outcome = await startAttempt(actor, of, randomUUID());
  if (outcome.is !== "running") throw new Error(`not started: ${outcome.is}`);
  return outcome.id;
}

/** What a browser posts when every drawn question but the first `wrong` ones is answered right. */
async function answered(actor: EnterpriseActor, id: string, wrong = 0): Promise<FormData> {
  const attempt = (await findAttempt(actor, id))!;
  const bank = courses().get(attempt.course)!.bank;
  const form = new FormData();
  attempt.drawn.slice(wrong).forEach((drawn) => {
    for (const option of bank.get(drawn.id)!.options) if (option.correct) form.append(answerName(drawn.id), option.id);
  });
  return form;
}

async function pass(actor: EnterpriseActor, of = slug): Promise<string> {
  const id = await begin(actor, of);
  expect(await submitAttempt(actor, id, await answered(actor, id))).toBe("passed");
  return id;
}

const entriesOf = (enterpriseId: string) =>
  database.superuser<{ delta: number; payload: { reason: string | null } }[]>`
    select delta, payload from ledger_entry where owner_id = ${enterpriseId} and chain = 'points' order by seq`;
const balanceFact = async (enterpriseId: string) =>
  (
    await database.superuser<{ value: { balance: number } }[]>`
      select value from enterprise_fact where enterprise_id = ${enterpriseId} and kind = 'learning-points' order by recorded_at desc limit 1`
  )[0]?.value.balance;
/** Makes the attempt's time run out a second ago. */
const overdue = (id: string) =>
  database.superuser`update exam_attempt set started_at = now() - interval '1 hour', deadline_at = now() - interval '1 second' where id = ${id}`;

describe("passing", () => {
  it("fifty submits of one attempt at once make one certificate, one ledger entry and one point", async () => {
    const { actor, enterpriseId } = await enterprise();
    const id = await begin(actor);
    const form = await answered(actor, id);
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => submitAttempt(actor, id, form)));
    expect(new Set(outcomes)).toEqual(new Set(["passed"]));
    expect((await entriesOf(enterpriseId)).map(({ delta }) => delta)).toEqual([1]);
    const certificates = await database.superuser`select code from certificate where attempt_id = ${id}`;
    expect(certificates).toHaveLength(1);
    expect(await balanceFact(enterpriseId)).toBe(1);
    const passed = await database.superuser`
      select seq from ledger_entry where owner_id = ${enterpriseId} and chain = 'audit' and kind = 'learning.exam-passed'`;
    expect(passed).toHaveLength(1);
  });

  it("a second pass of the same version by the same person is recorded with no point and says why", async () => {
    const { actor, enterpriseId } = await enterprise();
    await pass(actor);
    const again = await pass(actor);
    expect(await outcomeOf(actor, again)).toMatchObject({ points: 0, reason: "repeat" });
    expect((await entriesOf(enterpriseId)).map(({ delta }) => delta)).toEqual([1, 0]);
  });

  it("the enterprise's cap holds when its people pass at the same moment", async () => {
    const { enterpriseId } = await enterprise();
    const people = await Promise.all(Array.from({ length: 14 }, () => colleague(enterpriseId, "learner")));
    await Promise.all(people.map((person) => pass(person)));
    const deltas = (await entriesOf(enterpriseId)).map(({ delta }) => delta);
    expect(deltas).toHaveLength(14);
    expect(deltas.reduce((sum, delta) => sum + delta, 0)).toBe(12);
    expect((await entriesOf(enterpriseId)).slice(12).map(({ payload }) => payload.reason)).toEqual(["enterprise-cap", "enterprise-cap"]);
    expect(await balanceFact(enterpriseId)).toBe(12);
  });
});

describe("an attempt", () => {
  it("two starts at one moment lead to one attempt", async () => {
    const { actor } = await enterprise();
    const ids = await Promise.all(Array.from({ length: 10 }, () => begin(actor)));
    expect(new Set(ids).size).toBe(1);
  });

  it("keeps what was saved and grades what was submitted", async () => {
    const { actor } = await enterprise();
    const id = await begin(actor);
    expect(await saveAnswers(actor, id, await answered(actor, id, 3))).toBe("saved");
    expect(Object.keys((await findAttempt(actor, id))!.answers)).toHaveLength(course.exam.questionCount - 3);
    expect(await submitAttempt(actor, id, await answered(actor, id, 3))).toBe("failed");
    expect((await findAttempt(actor, id))!.scorePercent).toBe(70);
    expect(await saveAnswers(actor, id, await answered(actor, id))).toBe("failed");
  });

  it("is not graded after its deadline, whatever was saved", async () => {
    const { actor, enterpriseId } = await enterprise();
    const id = await begin(actor);
    const form = await answered(actor, id);
    await saveAnswers(actor, id, form);
    await overdue(id);
    expect(await submitAttempt(actor, id, form)).toBe("expired");
    expect(await submitAttempt(actor, id, form)).toBe("expired");
    expect((await findAttempt(actor, id))!.scorePercent).toBeNull();
    expect(await entriesOf(enterpriseId)).toHaveLength(0);
  });

  it("may be repeated twice within 24 hours, then waits", async () => {
    const { actor } = await enterprise();
    for (let round = 0; round < 3; round += 1) await submitAttempt(actor, await begin(actor), new FormData());
    expect((await startAttempt(actor, slug, randomUUID())).is).toBe("wait");
    expect((await startAttempt(actor, otherSlug, randomUUID())).is).toBe("running");
    setClockOffsetDays(1);
    expect((await startAttempt(actor, slug, randomUUID())).is).toBe("running");
  });

  it("an overdue one does not keep its person from starting again", async () => {
    const { actor } = await enterprise();
    const id = await begin(actor);
    await overdue(id);
    expect(await begin(actor)).not.toBe(id);
    expect((await findAttempt(actor, id))!.status).toBe("expired");
  });

  it("is nobody else's: not a colleague's, not another enterprise's", async () => {
    const { actor, enterpriseId } = await enterprise();
    const id = await begin(actor);
    const form = await answered(actor, id);
    for (const other of [await colleague(enterpriseId, "manager"), (await enterprise()).actor]) {
      expect(await findAttempt(other, id)).toBeNull();
      expect(await submitAttempt(other, id, form)).toBe("not-found");
      expect(await saveAnswers(other, id, form)).toBe("not-found");
    }
  });
});

it("a wrong answer assigns its lesson until that is read again", async () => {
  const { actor } = await enterprise();
  const id = await begin(actor);
  const first = course.bank.get((await findAttempt(actor, id))!.drawn[0]!.id)!.lesson;
  await markLessonRead(actor, slug, first);
  await submitAttempt(actor, id, await answered(actor, id, 1));
  expect([...(await courseProgress(actor, slug)).assigned]).toEqual([first]);
  expect((await learningStatus(actor)).weak.map(({ to }) => to)).toEqual([`/courses/${slug}/${first}`]);
  await markLessonRead(actor, slug, first);
  expect((await courseProgress(actor, slug)).assigned.size).toBe(0);
  expect(await markLessonRead(actor, slug, "no-such-lesson")).toBe("not-found");
});

it("points are written off once, on the day their twelve months are over, and the score hears of it", async () => {
  const { actor, enterpriseId } = await enterprise();
  await pass(actor);
  const expires = addMonths(today(), 12);
  const days = daysBetween(today(), expires);
  setClockOffsetDays(days - 1);
  await expirePoints(today());
  expect(await balanceFact(enterpriseId)).toBe(1);
  setClockOffsetDays(days);
  expect((await pointsOf(actor, today())).balance).toBe(0);
  await Promise.all([expirePoints(today()), expirePoints(today())]);
  expect((await entriesOf(enterpriseId)).map(({ delta }) => delta)).toEqual([1, -1]);
  expect(await balanceFact(enterpriseId)).toBe(0);
});

it("a certificate is found by its code, by anyone, however it is typed; only its enterprise sees it whole", async () => {
  const { actor } = await enterprise();
  const code = (await outcomeOf(actor, await pass(actor))).certificate!;
  const typed = ` ${code.toLowerCase().replace(/(.{4})/g, "$1-")}`;
  expect((await findCertificate(typed))?.code).toBe(code);
  expect((await ownCertificate(actor, code))?.holderName).toBe(actor.name);
  expect(await ownCertificate((await enterprise()).actor, code)).toBeNull();
  expect(await findCertificate("2222-2222-2222-2222")).toBeNull();
  expect(await withTx(VISITOR, (tx) => tx.select().from(tables.certificates))).toEqual([]);
});

it("a certificate is never changed, not even by the portal", async () => {
  const { actor } = await enterprise();
  const code = (await outcomeOf(actor, await pass(actor))).certificate!;
  const change = withTx(system("test"), (tx) => tx.update(tables.certificates).set({ holderName: "x" }).where(eq(tables.certificates.code, code)));
  await expect(change).rejects.toThrow();
});
