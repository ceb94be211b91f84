/** Several people and devices at one self-check: nothing is overwritten, nothing is lost, everybody keeps to their part. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Answer } from "~/features/self-check/answer";
import type { EntryResult } from "~/features/self-check/answer-rows.server";
import { saveEntries } from "~/features/self-check/answers.server";
import { startSelfCheck } from "~/features/self-check/commands.server";
import { completeSelfCheck } from "~/features/self-check/completion.server";
import type { Entry } from "~/features/self-check/entry";
import { entryResultsView } from "~/features/self-check/entry-views.server";
import { selfCheckRun } from "~/features/self-check/queries.server";
import { databaseErrorCode } from "~/platform/db.server";
import { holidays } from "~/platform/holidays.server";
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
