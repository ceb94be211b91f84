/** The next self-check from the last one: what is offered, what counts only once confirmed, law that changes, and replay. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Answer } from "~/features/self-check/answer";
import { saveEntries } from "~/features/self-check/answers.server";
import { confirmCarried, staleIn } from "~/features/self-check/carry.server";
import { startSelfCheck } from "~/features/self-check/commands.server";
import { completeSelfCheck } from "~/features/self-check/completion.server";
import { addAnswerEvidence } from "~/features/self-check/evidence.server";
import { questionnairesOf } from "~/features/self-check/content.server";
import { canonicalJson, freeze } from "~/features/self-check/frozen";
import { evaluationOf, selfCheckRun } from "~/features/self-check/queries.server";
import { replaySelfChecks } from "~/features/self-check/replay.server";
import { comparedRuns, siteRounds, startPreview } from "~/features/self-check/rounds.server";
import { confirmInTable } from "~/features/self-check/table-post.server";
import { tableView } from "~/features/self-check/table-view.server";
import { sha256Hex } from "~/platform/crypto.server";
import { databaseErrorCode } from "~/platform/db.server";
import { holidays } from "~/platform/holidays.server";
import type { EnterpriseActor } from "~/shared/actor";
import { addDays, day, type Day } from "~/shared/day";
import { colleague, enterprise, type TestEnterprise } from "../factories";
import { freshDatabase, type FreshDatabase } from "./database";

let database: FreshDatabase;
beforeAll(async () => void (database = await freshDatabase({ poolSize: 20 })));
afterAll(() => database.close());

const [LAST, ON] = [day("2026-11-20"), day("2026-11-23")];
const YES: Answer = { is: "yes" };
const NO: Answer = { is: "no" };
const [EIA, EVASION] = ["core-eia-acceptance", "core-no-evasion"];

const start = (actor: EnterpriseActor, siteId: string, from: "last" | "empty", on: Day = ON) =>
  startSelfCheck(actor, { siteId, idempotencyKey: randomUUID(), from }, on);
async function begun(here: TestEnterprise, from: "last" | "empty", on: Day = ON): Promise<string> {
  const outcome = await start(here.actor, here.siteId, from, on);
  if (!("id" in outcome)) throw new Error(outcome.is);
  return outcome.id;
}
async function answered(actor: EnterpriseActor, id: string, given: Readonly<Record<string, Answer>>) {
  const entries = Object.entries(given).map(([questionId, answer]) => ({ questionId, answer, note: "note", revision: 0 }));
  return saveEntries(actor, id, entries);
}
async function round(here: TestEnterprise, given: Readonly<Record<string, Answer>>, on: Day = LAST): Promise<string> {
  const id = await begun(here, "empty", on);
  await answered(here.actor, id, given);
  expect(await completeSelfCheck(here.actor, id, on, holidays())).toBe("completed");
  return id;
}
const evidenceOf = (hash: string, effectiveTo: Day | null) => ({
  fileName: "报告.pdf",
  mediaType: "application/pdf",
  sizeBytes: 3,
  hash: hash.repeat(64),
  originalHash: hash.repeat(64),
  effectiveFrom: addDays(LAST, -100),
  effectiveTo,
  waitingAs: null,
});
const run = async (here: TestEnterprise, id: string) => (await selfCheckRun(here.actor, id))!;

describe("the next self-check from the last", () => {
  test("offers what was answered, and nothing of it counts until a person confirms it", async () => {
    const here = await enterprise();
    const before = await round(here, { [EIA]: YES, [EVASION]: NO });
    const id = await begun(here, "last");
    const draft = await run(here, id);
    expect(draft.stored).toEqual([]);
    expect(draft.carried.map(({ questionId, carriedFrom }) => [questionId, carriedFrom]).toSorted()).toEqual([[EIA, before], [EVASION, before]]);
    expect(evaluationOf(draft, ON)).toMatchObject({ completeness: { answered: 0 }, findings: [], result: "green" });

    expect(await confirmCarried(here.actor, id, [EVASION], ON)).toEqual({ is: "confirmed", questions: [EVASION] });
    const after = await run(here, id);
    expect(after.stored).toMatchObject([{ questionId: EVASION, answer: NO, note: "note", by: here.actor.name }]);
    expect(after.stored[0]?.carriedOn).not.toBeNull();
    expect(after.carried.map(({ questionId }) => questionId)).toEqual([EIA]);
    expect(evaluationOf(after, ON)).toMatchObject({ completeness: { answered: 1 }, result: "red" });
  });

  test("what nobody confirmed is not in the result", async () => {
    const here = await enterprise();
    await round(here, { [EIA]: YES, [EVASION]: NO });
    const id = await begun(here, "last");
    await completeSelfCheck(here.actor, id, ON, holidays());
    const { frozen } = await run(here, id);
    expect(frozen?.answers).toEqual({});
    expect(frozen?.evaluation.findings).toEqual([]);
    expect(await confirmCarried(here.actor, id, [EIA], ON)).toEqual({ is: "not-draft" });
  });

  test("confirming twice, or by two people at once, is once; an answer given in the meantime stands", async () => {
    const here = await enterprise();
    const other = await colleague(here.enterpriseId, "manager");
    await round(here, { [EIA]: YES, [EVASION]: YES });
    const id = await begun(here, "last");
    const both = await Promise.all([confirmCarried(here.actor, id, [EIA], ON), confirmCarried(other, id, [EIA], ON)]);
    expect(both.flatMap((outcome) => (outcome.is === "confirmed" ? outcome.questions : []))).toEqual([EIA]);
    await answered(other, id, { [EVASION]: NO });
    expect(await confirmCarried(here.actor, id, [EVASION], ON)).toEqual({ is: "confirmed", questions: [] });
    expect((await run(here, id)).stored.find(({ questionId }) => questionId === EVASION)).toMatchObject({ answer: NO, carriedOn: null, revision: 1 });
  });

  test("an answer keeps the day it was first given over three rounds, and loses it when it is changed", async () => {
    const here = await enterprise();
    await round(here, { [EIA]: YES, [EVASION]: YES });
    const second = await begun(here, "last");
    await confirmCarried(here.actor, second, [EIA, EVASION], ON);
    const first = (await run(here, second)).stored[0]?.carriedOn;
    await completeSelfCheck(here.actor, second, ON, holidays());
    const third = await begun(here, "last");
    expect((await run(here, third)).carried.map(({ carriedOn, carriedFrom }) => [carriedOn, carriedFrom])).toEqual([[first, second], [first, second]]);
    await confirmCarried(here.actor, third, [EIA], ON);
    await saveEntries(here.actor, third, [{ questionId: EIA, answer: NO, note: "", revision: 1 }]);
    expect((await run(here, third)).stored).toMatchObject([{ questionId: EIA, answer: NO, carriedOn: null }]);
  });

  test("evidence that holds comes along with the confirmed answer, ended evidence asks again", async () => {
    const here = await enterprise();
    const before = await begun(here, "empty", LAST);
    await answered(here.actor, before, { [EIA]: YES, [EVASION]: YES });
    await addAnswerEvidence(here.actor, before, EIA, evidenceOf("a", ON));
    await addAnswerEvidence(here.actor, before, EVASION, evidenceOf("b", addDays(ON, -1)));
    await completeSelfCheck(here.actor, before, LAST, holidays());
    const preview = await startPreview(here.actor, here.siteId, ON);
    expect(preview?.plan?.lines.find(({ questionId }) => questionId === EVASION)).toMatchObject({ fate: "asked-again", why: { is: "evidence-ended" } });
    const id = await begun(here, "last");
    expect((await run(here, id)).evidence).toEqual([]);
    await confirmCarried(here.actor, id, [EIA, EVASION], ON);
    expect((await run(here, id)).evidence.map(({ questionId, hash }) => [questionId, hash])).toEqual([[EIA, "a".repeat(64)]]);
  });

  test("two people starting at once, one from the last and one empty, share one draft", async () => {
    const here = await enterprise();
    const other = await colleague(here.enterpriseId, "manager");
    await round(here, { [EIA]: YES });
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, at) => start(at % 2 ? other : here.actor, here.siteId, at % 3 ? "last" : "empty"))
    );
    const ids = new Set(outcomes.map((outcome) => ("id" in outcome ? outcome.id : outcome.is)));
    expect(ids.size).toBe(1);
    expect(outcomes.filter(({ is }) => is === "started")).toHaveLength(1);
    const rows = await database.superuser`select count(*)::int as n from self_check where site_id = ${here.siteId} and status = 'draft'`;
    expect(rows[0]?.["n"]).toBe(1);
    const draft = await run(here, [...ids][0]!);
    expect(draft.carried.length).toBeLessThanOrEqual(1);
  });

  test("the preview moves nobody", async () => {
    const here = await enterprise();
    await round(here, { [EIA]: YES });
    expect((await startPreview(here.actor, here.siteId, ON))?.plan?.offers).toHaveLength(1);
    const rows = await database.superuser`select count(*)::int as n from self_check where site_id = ${here.siteId}`;
    expect(rows[0]?.["n"]).toBe(1);
  });

  test("another enterprise sees no preview, no comparison, and confirms nothing", async () => {
    const [mine, theirs] = [await enterprise(), await enterprise()];
    const [a, b] = [await round(theirs, { [EIA]: YES }), await round(theirs, { [EIA]: NO })];
    const draft = await begun(theirs, "last");
    expect(await startPreview(mine.actor, theirs.siteId, ON)).toBeNull();
    expect(await comparedRuns(mine.actor, a, b)).toBeNull();
    expect(await confirmCarried(mine.actor, draft, [EIA], ON)).toEqual({ is: "not-draft" });
    expect((await siteRounds(mine.actor, theirs.siteId, ON)).completed).toBe(0);
  });

  test("an offer cannot be changed or taken back, and none comes into a completed self-check", async () => {
    const here = await enterprise();
    const before = await round(here, { [EIA]: YES });
    const id = await begun(here, "last");
    const code = (work: Promise<unknown>) => work.then(() => null, databaseErrorCode);
    expect(await code(database.superuser`update self_check_carried set note = 'x' where self_check_id = ${id}`)).not.toBeNull();
    expect(await code(database.superuser`delete from self_check_carried where self_check_id = ${id}`)).not.toBeNull();
    expect(
      await code(database.superuser`insert into self_check_carried (enterprise_id, self_check_id, question_id, value, carried_from, carried_on)
        values (${here.enterpriseId}, ${before}, 'x', '{}', ${before}, ${ON})`)
    ).not.toBeNull();
  });
});

describe("offers in the table", () => {
  const rowsOf = async (here: TestEnterprise, id: string) => {
    const topics = tableView(await run(here, id), "en", ON, { only: null, mine: () => true });
    return new Map(topics.flatMap(({ rows }) => rows.map((row) => [row.id, row] as const)));
  };
  const formOf = (then: string, fields: Readonly<Record<string, string>> = {}) => {
    const formData = new FormData();
    for (const [name, value] of Object.entries({ then, ...fields })) formData.set(name, value);
    return formData;
  };

  test("stand in their row until confirmed there, and in no row without an offer", async () => {
    const here = await enterprise();
    await round(here, { [EIA]: YES, [EVASION]: NO });
    const id = await begun(here, "last");
    const offered = await rowsOf(here, id);
    expect(offered.get(EIA)).toMatchObject({ cells: { is: "" }, carried: { is: "offered", answer: "Yes", note: "note" } });
    expect([...offered.values()].filter(({ carried }) => carried).map((row) => row.id).sort()).toEqual([EIA, EVASION]);
    const posted = { actor: here.actor, run: await run(here, id) };
    expect(await confirmInTable({ ...posted, formData: formOf("") }, ON)).toBeNull();
    expect(await confirmInTable({ ...posted, formData: formOf(`confirm:${EIA}`) }, ON)).toBe(EIA);
    const after = await rowsOf(here, id);
    expect(after.get(EIA)).toMatchObject({ cells: { is: "yes", note: "note" }, read: { revision: 1 }, carried: { is: "confirmed" } });
    expect(after.get(EVASION)).toMatchObject({ cells: { is: "" }, carried: { is: "offered" } });
  });

  test("another person's part and what is not asked are not confirmed", async () => {
    const here = await enterprise();
    await round(here, { [EIA]: YES });
    const id = await begun(here, "last");
    const learner = await colleague(here.enterpriseId, "learner");
    const posted = { actor: learner, run: await run(here, id) };
    await confirmInTable({ ...posted, formData: formOf(`confirm:${EIA}`) }, ON);
    await confirmInTable({ ...posted, actor: here.actor, formData: formOf("confirm:no-such-question") }, ON);
    expect((await run(here, id)).stored).toEqual([]);
  });
});

describe("law that changes beneath an answer", () => {
  test("marks exactly the answers given before, and each is put right by saying it again", async () => {
    const here = await enterprise();
    const id = await begun(here, "empty");
    await answered(here.actor, id, { [EIA]: YES, [EVASION]: YES });
    // Given before the Code came into force on 15 August 2026.
    await database.superuser`update self_check_answer set answered_at = '2026-08-10T02:00:00Z' where self_check_id = ${id} and question_id = ${EIA}`;
    expect([...staleIn(await run(here, id), ON).keys()]).toEqual([EIA]);
    expect(await siteRounds(here.actor, here.siteId, ON)).toMatchObject({ stale: 1, firstStale: { questionId: EIA, topic: "permit" } });
    expect(await confirmCarried(here.actor, id, [EIA, EVASION], ON)).toEqual({ is: "confirmed", questions: [EIA] });
    expect(staleIn(await run(here, id), ON).size).toBe(0);
    expect((await run(here, id)).stored.find(({ questionId }) => questionId === EIA)).toMatchObject({ answer: YES, revision: 2 });
  });

  test("a completed one is marked too, and the next carries everything else", async () => {
    const here = await enterprise();
    const id = await begun(here, "empty", LAST);
    await answered(here.actor, id, { [EIA]: YES, [EVASION]: YES });
    await database.superuser`update self_check_answer set answered_at = '2026-08-10T02:00:00Z' where self_check_id = ${id} and question_id = ${EIA}`;
    await completeSelfCheck(here.actor, id, LAST, holidays());
    expect(await siteRounds(here.actor, here.siteId, ON)).toMatchObject({ stale: 1, newest: { id, status: "completed" } });
    const plan = (await startPreview(here.actor, here.siteId, ON))?.plan;
    expect(plan?.lines.find(({ questionId }) => questionId === EIA)).toMatchObject({ why: { is: "law-changed" } });
    expect((await run(here, await begun(here, "last"))).carried.map(({ questionId }) => questionId)).toEqual([EVASION]);
  });
});

describe("two self-checks side by side", () => {
  test("whichever is named first, the earlier stands left; worse comes before better", async () => {
    const here = await enterprise();
    const a = await round(here, { [EIA]: YES, [EVASION]: NO, "core-data-true": YES }, LAST);
    const b = await round(here, { [EIA]: NO, [EVASION]: YES, "core-data-true": YES }, ON);
    const compared = await comparedRuns(here.actor, b, a);
    expect([compared?.before.id, compared?.after.id]).toEqual([a, b]);
    expect(compared?.comparison).toMatchObject({ opened: [EIA], closed: [EVASION], stillOpen: [] });
    expect(compared?.comparison.lines.slice(0, 2).map(({ questionId, change }) => [questionId, change])).toEqual([[EIA, "worse"], [EVASION, "better"]]);
    expect(compared?.trend.map(({ id, redLine, major }) => [id, redLine, major])).toEqual([[a, 1, 0], [b, 0, 1]]);
  });

  test("a draft cannot be compared", async () => {
    const here = await enterprise();
    const a = await round(here, { [EIA]: YES });
    expect(await comparedRuns(here.actor, a, await begun(here, "last"))).toBeNull();
  });
});

describe("replaying what is stored", () => {
  test("a thousand completed self-checks come out byte for byte; one that was tampered with is named", async () => {
    const here = await enterprise();
    const id = await round(here, { [EIA]: YES });
    const { siteFacts } = await run(here, id);
    const versions = [1, 2].map((version) => [{ id: "core", version }, { id: "electroplating", version }]);
    const rows = Array.from({ length: 1000 }, (_, seed) => {
      const bound = versions[seed % 2]!;
      const questionnaires = questionnairesOf(bound);
      const questions = questionnaires.flatMap((each) => each.questions);
      const answers = Object.fromEntries(
        questions.flatMap((question, at) => {
          const pick = (seed * 31 + at * 17 + seed * at) % 5;
          if (pick === 0) return [];
          const given: Answer = question.kind === "yes-no" ? (pick === 1 ? NO : YES) : { is: "not-known" };
          return [[question.id, given] as const];
        })
      );
      const frozen = freeze(questionnaires, { on: addDays(LAST, -(seed % 300)), siteFacts, answers, evidence: [] });
      return {
        enterprise_id: here.enterpriseId,
        site_id: here.siteId,
        status: "completed",
        questionnaires: JSON.stringify(bound),
        site_facts: JSON.stringify(siteFacts),
        started_on: frozen.on,
        started_by: here.actor.accountId,
        completed_on: frozen.on,
        completed_by: here.actor.accountId,
        result: JSON.stringify(frozen),
        result_hash: sha256Hex(canonicalJson(frozen)),
      };
    });
    await database.superuser`insert into self_check
      select * from json_populate_recordset(null::self_check, ${JSON.stringify(
        rows.map((row) => ({
          ...row,
          id: randomUUID(),
          created_at: new Date().toISOString(),
          questionnaires: JSON.parse(row.questionnaires) as unknown,
          site_facts: JSON.parse(row.site_facts) as unknown,
          result: JSON.parse(row.result) as unknown,
        }))
      )}::text::json)`;
    const clean = await replaySelfChecks();
    expect(clean.differences).toEqual([]);
    expect(clean.checked).toBeGreaterThanOrEqual(1001);

    const [broken] = await database.superuser`insert into self_check
      select (json_populate_record(s, json_build_object('id', gen_random_uuid(), 'result',
        jsonb_set(s.result, '{evaluation,result}', '"amber"')))).* from self_check s
      where s.site_id = ${here.siteId} and s.result #>> '{evaluation,result}' = 'red' limit 1 returning id`;
    expect((await replaySelfChecks()).differences).toEqual([{ id: broken?.["id"], enterpriseId: here.enterpriseId, what: "different" }]);
  }, 60_000);
});
