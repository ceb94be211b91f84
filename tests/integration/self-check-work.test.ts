/** Several people and devices at one self-check: nothing is overwritten, nothing is lost, everybody keeps to their part. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Answer } from "~/features/self-check/answer";
import type { EntryResult } from "~/features/self-check/answer-rows.server";
import { saveAnswers, saveEntries } from "~/features/self-check/answers.server";
import { startSelfCheck } from "~/features/self-check/commands.server";
import { completeSelfCheck } from "~/features/self-check/completion.server";
import type { Entry } from "~/features/self-check/entry";
import { entryResultsView } from "~/features/self-check/entry-views.server";
import { giveParts } from "~/features/self-check/part-commands.server";
import { talkOf, workOf } from "~/features/self-check/part-queries.server";
import { selfCheckRun } from "~/features/self-check/queries.server";
import { addComment, setFlag } from "~/features/self-check/talk-commands.server";
import { saveTopicForm } from "~/features/self-check/topic-post.server";
import { workView } from "~/features/self-check/work-view.server";
import { databaseErrorCode, tables, withTx } from "~/platform/db.server";
import { holidays } from "~/platform/holidays.server";
import { setClockOffsetDays } from "~/platform/clock.server";
import type { EnterpriseActor } from "~/shared/actor";
import { day } from "~/shared/day";
import { colleague, enterprise, type TestEnterprise } from "../factories";
import { freshDatabase, type FreshDatabase } from "./database";

let database: FreshDatabase;
beforeAll(async () => void (database = await freshDatabase({ poolSize: 20 })));
afterAll(() => database.close());

const ON = day("2026-11-20");
const NO: Answer = { is: "no" };
const YES: Answer = { is: "yes" };
const Q = "core-eia-acceptance";
const entry = (questionId: string, answer: Answer, extra: Partial<Entry> = {}): Entry => ({
  questionId,
  answer,
  note: "",
  revision: 0,
  ...extra,
});
async function draftOf({ siteId, actor }: TestEnterprise): Promise<string> {
  const outcome = await startSelfCheck(actor, { siteId, idempotencyKey: randomUUID() }, ON);
  if (!("id" in outcome)) throw new Error(outcome.is);
  return outcome.id;
}
async function save(actor: EnterpriseActor, id: string, ...entries: Entry[]): Promise<readonly EntryResult[]> {
  const outcome = await saveEntries(actor, id, entries);
  if (outcome.is !== "done") throw new Error(outcome.is);
  return outcome.results;
}
const versions = (id: string) =>
  database.superuser`select kind, revision, value, note, answered_by from self_check_answer_version
    where self_check_id = ${id} order by answered_at, revision`;

describe("saving from several places", () => {
  test("two people on different questions of one topic: both are kept", async () => {
    const here = await enterprise();
    const other = await colleague(here.enterpriseId, "manager");
    const id = await draftOf(here);
    await Promise.all([save(here.actor, id, entry(Q, YES)), save(other, id, entry("core-no-evasion", NO))]);
    const stored = (await selfCheckRun(here.actor, id))?.stored ?? [];
    expect(stored.map(({ questionId, answer }) => [questionId, answer]).toSorted()).toEqual([[Q, YES], ["core-no-evasion", NO]]);
  });

  test("the same question: one is saved, the other sees both values, and both are in the history", async () => {
    const here = await enterprise();
    const other = await colleague(here.enterpriseId, "manager");
    const id = await draftOf(here);
    const [mine, theirs] = await Promise.all([
      save(here.actor, id, entry(Q, YES, { note: "已验收" })),
      save(other, id, entry(Q, NO, { note: "二号线未验收" })),
    ]);
    const results = [...mine!, ...theirs!];
    expect(results.map(({ is }) => is).toSorted()).toEqual(["conflict", "saved"]);
    const [conflict] = results.flatMap((result) => (result.is === "conflict" ? [result.theirs] : []));
    const stored = (await selfCheckRun(here.actor, id))?.stored.find(({ questionId }) => questionId === Q);
    expect(conflict).toMatchObject({ answer: stored?.answer, note: stored?.note, revision: 1, by: stored?.by });
    const kept = await versions(id);
    expect(kept.map(({ kind }) => kind).toSorted()).toEqual(["saved", "set-aside"]);
    expect(kept.map(({ note }) => note).toSorted()).toEqual(["二号线未验收", "已验收"]);
  });

  test("the same entry again is saved with the same revision and leaves no trace", async () => {
    const here = await enterprise();
    const id = await draftOf(here);
    for (let at = 0; at < 3; at += 1)
      expect(await save(here.actor, id, entry(Q, YES))).toMatchObject([{ is: "saved", revision: 1 }]);
    const changed = entry(Q, NO, { revision: 1 });
    for (let at = 0; at < 3; at += 1) expect(await save(here.actor, id, changed)).toMatchObject([{ is: "saved", revision: 2 }]);
    expect(await versions(id)).toHaveLength(2);
    const events = await database.superuser`select 1 from ledger_entry where owner_id = ${here.enterpriseId} and kind = 'self-check.answered'`;
    expect(events).toHaveLength(2);
  });

  test("a refused entry that is sent ten times is kept aside once", async () => {
    const here = await enterprise();
    const id = await draftOf(here);
    await save(here.actor, id, entry(Q, YES));
    for (let at = 0; at < 10; at += 1) expect(await save(here.actor, id, entry(Q, NO))).toMatchObject([{ is: "conflict" }]);
    expect((await versions(id)).map(({ kind }) => kind)).toEqual(["saved", "set-aside"]);
  });

  test("fifty devices at once: one answer each, all through", async () => {
    const here = await enterprise();
    const id = await draftOf(here);
    const run = await selfCheckRun(here.actor, id);
    const asked = run!.questionnaires.flatMap(({ questions }) => questions).filter(({ kind, visibleIf }) => kind === "yes-no" && !visibleIf);
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, at) => save(here.actor, id, entry(asked[at % asked.length]!.id, YES)))
    );
    expect(outcomes.flat().map(({ is }) => is)).toEqual(Array.from({ length: 50 }, () => "saved"));
    expect((await selfCheckRun(here.actor, id))?.stored).toHaveLength(Math.min(50, asked.length));
  });
});

describe("what a device may send", () => {
  test("a wrong entry is refused with a reason, the others go through", async () => {
    const here = await enterprise();
    const id = await draftOf(here);
    const results = await save(
      here.actor,
      id,
      entry(Q, YES),
      entry("core-no-evasion", { is: "day", value: ON }),
      entry("no-such-question", YES),
      entry("coating-booth-closed-nowhere", NO)
    );
    expect(results.map((result) => (result.is === "refused" ? result.why : result.is)).toSorted()).toEqual([
      "saved",
      "unknown-question",
      "unknown-question",
      "wrong-kind",
    ]);
    const refused = entryResultsView(results, "zh-CN").find(({ is }) => is === "refused");
    expect(refused).toMatchObject({ message: expect.stringMatching(/\p{Script=Han}/u) as string });
  });

  test("a file answer names only what is attached to its question", async () => {
    const here = await enterprise();
    const id = await draftOf(here);
    const foreign = entry("core-monitoring-plan", { is: "files", value: ["a".repeat(64)] });
    expect(await save(here.actor, id, foreign)).toMatchObject([{ is: "refused", why: "wrong-kind" }]);
    expect((await selfCheckRun(here.actor, id))?.stored).toEqual([]);
  });

  test("a clock two years off is told so, and the answer is saved by the server's time", async () => {
    const here = await enterprise();
    const id = await draftOf(here);
    expect(await save(here.actor, id, entry(Q, YES, { deviceTime: "2024-11-20T01:00:00Z" }))).toMatchObject([{ is: "saved", clockOff: true }]);
    const justNow = new Date().toISOString();
    expect(await save(here.actor, id, entry("core-no-evasion", YES, { deviceTime: justNow }))).toMatchObject([{ is: "saved", clockOff: false }]);
    const rows = await database.superuser`select question_id, device_at from self_check_answer where self_check_id = ${id} order by 1`;
    expect(rows.map((row) => (row["device_at"] as Date | null)?.toISOString() ?? null)).toEqual([null, justNow]);
  });

  test("a run of another enterprise is not there, a completed one takes nothing", async () => {
    const [mine, theirs] = [await enterprise(), await enterprise()];
    const id = await draftOf(theirs);
    expect(await saveEntries(mine.actor, id, [entry(Q, NO)])).toEqual({ is: "not-found" });
    await completeSelfCheck(theirs.actor, id, ON, holidays());
    expect(await saveEntries(theirs.actor, id, [entry(Q, NO)])).toEqual({ is: "completed" });
    expect(await versions(id)).toEqual([]);
  });

  test("the history cannot be changed, nor read by another enterprise", async () => {
    const here = await enterprise();
    const id = await draftOf(here);
    await save(here.actor, id, entry(Q, YES));
    const error: unknown = await database.superuser.unsafe("update self_check_answer_version set note = 'x'").catch((reason: unknown) => reason);
    expect(databaseErrorCode(error)).toBe("42501");
  });
});

const mails = async () => (await database.superuser`select count(*)::int as n from pgboss.job where data->>'job' = 'mail'`)[0]!["n"] as number;

describe("parts", () => {
  test("a learner answers what is given to them, nothing else, and the database holds them to it", async () => {
    const here = await enterprise();
    const learner = await colleague(here.enterpriseId, "learner");
    const id = await draftOf(here);
    expect(await save(learner, id, entry(Q, YES))).toMatchObject([{ is: "refused", why: "not-your-part" }]);
    expect(await giveParts(here.actor, id, { topics: ["water"], accountId: learner.accountId, dueOn: null })).toBe("given");
    expect(await save(learner, id, entry(Q, YES), entry("core-no-evasion", YES))).toMatchObject([
      { is: "refused", why: "not-your-part" },
      { is: "saved", revision: 1 },
    ]);
    // Past the policy, as somebody would who found a hole in it.
    const row = { enterpriseId: here.enterpriseId, selfCheckId: id, questionId: Q, value: YES, topic: "permit", answeredBy: learner.accountId };
    const error: unknown = await withTx(learner, (tx) => tx.insert(tables.answers).values(row)).catch((reason: unknown) => reason);
    expect(databaseErrorCode(error)).toBe("42501");
    await giveParts(here.actor, id, { topics: ["water"], accountId: null, dueOn: null });
    expect(await save(learner, id, entry("core-no-evasion", NO, { revision: 1 }))).toMatchObject([{ is: "refused" }]);
  });

  test("several topics at once, told by mail once, shown by person and as one's own", async () => {
    const here = await enterprise();
    const learner = await colleague(here.enterpriseId, "learner");
    const id = await draftOf(here);
    const before = await mails();
    const given = { topics: ["water", "waste", "no-such-topic"], accountId: learner.accountId, dueOn: ON };
    expect(await giveParts(here.actor, id, given)).toBe("given");
    expect(await giveParts(here.actor, id, given)).toBe("given");
    expect(await mails()).toBe(before + 1);
    await save(learner, id, entry("core-no-evasion", YES));
    const run = await selfCheckRun(learner, id);
    const view = workView(run!, await workOf(learner, id), learner, "en", day("2026-12-01"));
    expect(view.mine.map((topic) => topic.id)).toEqual(["water", "waste"]);
    expect(view.mine[0]).toMatchObject({ answered: 1, due: { late: true } });
    const [mine, nobody] = view.people;
    expect(mine).toMatchObject({ name: "learner", answered: 1 });
    expect(nobody?.name).toBeNull();
    expect(mine!.total + nobody!.total).toBe(view.areas.reduce((sum, { total }) => sum + total, 0));
  });

  test("nobody of another enterprise is given anything, and nobody shares out another's self-check", async () => {
    const [here, there] = [await enterprise(), await enterprise()];
    const id = await draftOf(here);
    expect(await giveParts(here.actor, id, { topics: ["water"], accountId: there.actor.accountId, dueOn: null })).toBe("nobody");
    expect(await giveParts(there.actor, id, { topics: ["water"], accountId: there.actor.accountId, dueOn: null })).toBe("not-draft");
    expect((await workOf(here.actor, id)).parts).toEqual([]);
    expect((await workOf(there.actor, id)).parts).toEqual([]);
  });
});

describe("talking", () => {
  test("a comment tells the others at most once an hour, and comes once however often it is sent", async () => {
    const here = await enterprise();
    const [manager, learner] = [await colleague(here.enterpriseId, "manager"), await colleague(here.enterpriseId, "learner")];
    const id = await draftOf(here);
    await giveParts(here.actor, id, { topics: ["permit"], accountId: learner.accountId, dueOn: null });
    const where = { selfCheckId: id, questionId: Q };
    const before = await mails();
    const first = { text: "验收报告在哪里 <script>", idempotencyKey: randomUUID() };
    await Promise.all(Array.from({ length: 5 }, () => addComment(manager, where, first)));
    expect(await mails()).toBe(before + 1);
    // The learner was told just now; the manager, who wrote first, has not been.
    await addComment(here.actor, where, { text: "档案室", idempotencyKey: randomUUID() });
    expect(await mails()).toBe(before + 2);
    await addComment(here.actor, where, { text: "二楼", idempotencyKey: randomUUID() });
    expect(await mails()).toBe(before + 2);
    setClockOffsetDays(1);
    await addComment(here.actor, where, { text: "找到了", idempotencyKey: randomUUID() });
    setClockOffsetDays(0);
    expect(await mails()).toBe(before + 4);
    const { comments } = await talkOf(learner, id, Q);
    expect(comments.map(({ text, by }) => [by, text])).toEqual([
      ["manager", "验收报告在哪里 <script>"],
      ["legal-representative", "档案室"],
      ["legal-representative", "二楼"],
      ["legal-representative", "找到了"],
    ]);
  });

  test("flags are set, changed and taken off; a stranger does neither and reads nothing", async () => {
    const [here, there] = [await enterprise(), await enterprise()];
    const id = await draftOf(here);
    const where = { selfCheckId: id, questionId: Q };
    expect(await setFlag(there.actor, where, { reason: "x" })).toBe("not-found");
    expect(await addComment(there.actor, where, { text: "x", idempotencyKey: randomUUID() })).toBe("not-found");
    expect(await setFlag(here.actor, { ...where, questionId: "no-such-question" }, { reason: "" })).toBe("not-found");
    await setFlag(here.actor, where, { reason: "等报告" });
    await setFlag(here.actor, where, { reason: "报告下周到" });
    expect((await workOf(here.actor, id)).flags).toMatchObject([{ questionId: Q, reason: "报告下周到" }]);
    expect((await workOf(there.actor, id)).flags).toEqual([]);
    expect(await talkOf(there.actor, id, Q)).toEqual({ comments: [], versions: [] });
    await setFlag(here.actor, where, null);
    expect((await workOf(here.actor, id)).flags).toEqual([]);
  });
});

describe("choosing between two answers in a form", () => {
  async function conflicted() {
    const here = await enterprise();
    const other = await colleague(here.enterpriseId, "manager");
    const id = await draftOf(here);
    await saveAnswers(other, id, [{ questionId: Q, answer: YES, note: "他的", revision: 0, was: "" }]);
    const post = async (fields: Record<string, string>) => {
      const run = (await selfCheckRun(here.actor, id))!;
      const questions = run.questionnaires.flatMap((each) => each.questions).filter((each) => each.id === Q);
      const formData = new FormData();
      for (const [name, value] of Object.entries(fields)) formData.append(name, value);
      return saveTopicForm({ actor: here.actor, run, questions, formData, locale: "en" });
    };
    const mine = { [`${Q}.is`]: "no", [`${Q}.note`]: "我的", [`${Q}.revision`]: "0", [`${Q}.was`]: "" };
    const stored = async () => (await selfCheckRun(here.actor, id))?.stored.find(({ questionId }) => questionId === Q);
    return { post, mine, stored };
  }

  test("saving again without choosing changes nothing; mine replaces theirs; both stay in the history", async () => {
    const { post, mine, stored } = await conflicted();
    for (let at = 0; at < 2; at += 1) {
      const answer = await post(mine);
      if (answer === null || answer === "saved") throw new Error("no conflict");
      expect(answer.data.conflicts).toMatchObject([{ answer: "Yes", note: "他的", revision: 1, mine: "No", mineNote: "我的", by: "manager" }]);
    }
    expect(await stored()).toMatchObject({ answer: YES, note: "他的" });
    expect(await post({ ...mine, [`${Q}.seen`]: "1", choose: `mine:${Q}` })).toBe("saved");
    expect(await stored()).toMatchObject({ answer: NO, note: "我的", revision: 2 });
  });

  test("theirs stays when it is taken, and mine chosen over a third answer is told again", async () => {
    const { post, mine, stored } = await conflicted();
    expect(await post({ ...mine, choose: `theirs:${Q}` })).toBe("saved");
    expect(await stored()).toMatchObject({ answer: YES, note: "他的", revision: 1 });
    expect(await post({ ...mine, [`${Q}.seen`]: "7", choose: `mine:${Q}` })).toMatchObject({ init: { status: 409 } });
  });
});
