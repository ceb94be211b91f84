import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { saveAnswers } from "~/features/self-check/answers.server";
import { startSelfCheck } from "~/features/self-check/commands.server";
import { completeSelfCheck } from "~/features/self-check/completion.server";
import { questionnairesOf } from "~/features/self-check/content.server";
import { evidenceFile } from "~/features/self-check/evidence-file.server";
import { addAnswerEvidence, type NewEvidence } from "~/features/self-check/evidence.server";
import { explainedEvaluation } from "~/features/self-check/explanation.server";
import { shownAs, type AnswerEntry } from "~/features/self-check/forms";
import type { Answer } from "~/features/self-check/answer";
import { canonicalJson, freeze, frozenSchema } from "~/features/self-check/frozen";
import { selfCheckLines, selfCheckRun } from "~/features/self-check/queries.server";
import { saveSite } from "~/features/self-check/site-commands.server";
import { siteOf } from "~/features/self-check/site-queries.server";
import { openShare } from "~/features/self-check/share-agency.server";
import { shareSelfCheck } from "~/features/self-check/share-commands.server";
import { reportOf } from "~/features/self-check/report-facts.server";
import { reportPdf } from "~/features/self-check/report.server";
import { sha256Hex } from "~/platform/crypto.server";
import { databaseErrorCode } from "~/platform/db.server";
import { holidays } from "~/platform/holidays.server";
import type { EnterpriseActor } from "~/shared/actor";
import { day } from "~/shared/day";
import { agency, colleague, enterprise, officerOf, type TestEnterprise } from "../factories";
import { freshDatabase, type FreshDatabase } from "./database";

let database: FreshDatabase;
beforeAll(async () => void (database = await freshDatabase({ poolSize: 20 })));
afterAll(() => database.close());

const ON = day("2026-11-20");
const WHOLE = { withEvidence: true, textVersion: 1 };
const NO: Answer = { is: "no" };
const YES: Answer = { is: "yes" };
const entry = (
  questionId: string,
  answer: Answer,
  extra: Partial<AnswerEntry> = {}
): AnswerEntry => ({
  questionId,
  answer,
  note: "",
  revision: 0,
  was: "",
  ...extra,
});
const file = (hash: string): NewEvidence => ({
  fileName: "照片.jpg",
  mediaType: "image/jpeg",
  sizeBytes: 3,
  hash: hash.repeat(64).slice(0, 64),
  originalHash: hash.repeat(64).slice(0, 64),
  effectiveFrom: ON,
  effectiveTo: null,
  waitingAs: null,
});

async function draftOf({ siteId, actor }: TestEnterprise): Promise<string> {
  const outcome = await startSelfCheck(actor, { siteId, idempotencyKey: randomUUID() }, ON);
  if (!("id" in outcome)) throw new Error(outcome.is);
  return outcome.id;
}
async function completed(here: TestEnterprise, entries: AnswerEntry[]): Promise<string> {
  const id = await draftOf(here);
  await saveAnswers(here.actor, id, entries);
  expect(await completeSelfCheck(here.actor, id, ON, holidays())).toBe("completed");
  return id;
}
const answerOf = async (actor: EnterpriseActor, id: string, questionId: string) =>
  (await selfCheckRun(actor, id))?.stored.find((row) => row.questionId === questionId);

describe("starting", () => {
  test("twenty people starting at once share one draft", async () => {
    const here = await enterprise();
    const ids = await Promise.all(Array.from({ length: 20 }, () => draftOf(here)));
    expect(new Set(ids).size).toBe(1);
    expect(await selfCheckLines(here.actor, ON)).toHaveLength(1);
  });

  test("the site of another enterprise does not exist", async () => {
    const [mine, theirs] = [await enterprise(), await enterprise()];
    const outcome = await startSelfCheck(
      mine.actor,
      { siteId: theirs.siteId, idempotencyKey: randomUUID() },
      ON
    );
    expect(outcome.is).toBe("not-found");
  });
});

describe("answering together", () => {
  test("two people answering one question differently: one is saved, the other is told, nothing is overwritten", async () => {
    const here = await enterprise();
    const other = await colleague(here.enterpriseId, "manager");
    const id = await draftOf(here);
    const outcomes = await Promise.all([
      saveAnswers(here.actor, id, [entry("core-eia-acceptance", YES)]),
      saveAnswers(other, id, [entry("core-eia-acceptance", NO)]),
    ]);
    const conflicts = outcomes.flatMap((outcome) =>
      outcome.is === "saved" ? outcome.conflicts : []
    );
    expect(conflicts).toHaveLength(1);
    expect(await answerOf(here.actor, id, "core-eia-acceptance")).toMatchObject({
      answer: conflicts[0]?.answer,
      revision: 1,
    });
  });

  test("saving again on the revision that was shown replaces it on purpose", async () => {
    const here = await enterprise();
    const id = await draftOf(here);
    await saveAnswers(here.actor, id, [entry("core-eia-acceptance", YES)]);
    const shown = { revision: 1, was: shownAs(YES, "") };
    expect(await saveAnswers(here.actor, id, [entry("core-eia-acceptance", NO, shown)])).toEqual({
      is: "saved",
      conflicts: [],
    });
    expect(await answerOf(here.actor, id, "core-eia-acceptance")).toMatchObject({
      answer: NO,
      revision: 2,
    });
    // The same form once more, as a double click sends it.
    expect(await saveAnswers(here.actor, id, [entry("core-eia-acceptance", NO, shown)])).toEqual({
      is: "saved",
      conflicts: [],
    });
    expect(await answerOf(here.actor, id, "core-eia-acceptance")).toMatchObject({ revision: 2 });
  });

  test("what a person left as it was does not undo what someone else changed", async () => {
    const here = await enterprise();
    const id = await draftOf(here);
    await saveAnswers(here.actor, id, [entry("core-eia-acceptance", YES)]);
    const shown = { revision: 1, was: shownAs(YES, "") };
    await saveAnswers(here.actor, id, [entry("core-eia-acceptance", NO, shown)]);
    const late = await saveAnswers(here.actor, id, [
      entry("core-eia-acceptance", YES, shown),
      entry("core-no-evasion", YES),
    ]);
    expect(late).toEqual({ is: "saved", conflicts: [] });
    expect(await answerOf(here.actor, id, "core-eia-acceptance")).toMatchObject({ answer: NO });
    expect(await answerOf(here.actor, id, "core-no-evasion")).toMatchObject({ answer: YES });
  });

  test("thirty people saving whole topics in different orders all get through", async () => {
    const here = await enterprise();
    const id = await draftOf(here);
    const questions = [
      "core-eia-acceptance",
      "core-no-evasion",
      "core-permit-valid",
      "core-changes-permitted",
    ];
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, (_, at) =>
        saveAnswers(
          here.actor,
          id,
          (at % 2 ? questions : questions.toReversed()).map((question) => entry(question, YES))
        )
      )
    );
    expect(
      outcomes.every((outcome) => outcome.is === "saved" && outcome.conflicts.length === 0)
    ).toBe(true);
  });

  test("a draft of another enterprise cannot be answered", async () => {
    const [mine, theirs] = [await enterprise(), await enterprise()];
    const id = await draftOf(theirs);
    expect(await saveAnswers(mine.actor, id, [entry("core-eia-acceptance", NO)])).toEqual({
      is: "not-draft",
    });
    expect(await selfCheckRun(mine.actor, id)).toBeNull();
  });
});

describe("completing", () => {
  test("ten times at once: one result, one correction per finding, one round", async () => {
    const here = await enterprise();
    const id = await draftOf(here);
    await saveAnswers(here.actor, id, [
      entry("core-eia-acceptance", NO),
      entry("core-permit-valid", NO),
    ]);
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => completeSelfCheck(here.actor, id, ON, holidays()))
    );
    expect(outcomes.filter((outcome) => outcome === "completed")).toHaveLength(1);
    const rows = await database.superuser`
      select f.source_ref, f.severity, c.due_on::text from correction c join finding f on f.id = c.finding_id
      where f.self_check_id = ${id} order by 1`;
    expect([...rows]).toEqual([
      { source_ref: "core-eia-acceptance", severity: "major", due_on: "2027-02-18" },
      { source_ref: "core-permit-valid", severity: "red-line", due_on: "2026-11-27" },
    ]);
    const facts =
      await database.superuser`select value from enterprise_fact where enterprise_id = ${here.enterpriseId}`;
    expect(facts.map((fact) => fact["value"])).toEqual([
      { completedOn: ON, complete: false, findings: { redLine: 1, major: 1, minor: 0 } },
    ]);
  });

  test("the stored result replays to the same bytes", async () => {
    const here = await enterprise();
    const id = await completed(here, [
      entry("core-eia-acceptance", NO),
      entry("core-permit-valid", YES),
    ]);
    const [row] =
      await database.superuser`select result, result_hash from self_check where id = ${id}`;
    const stored = frozenSchema.parse(row?.["result"]);
    expect(sha256Hex(canonicalJson(stored))).toBe(row?.["result_hash"]);
    expect(canonicalJson(freeze(questionnairesOf(stored.questionnaires), stored))).toBe(
      canonicalJson(stored)
    );
  });

  test("what explains a finding counts its due day as the correction does, also once the calendar has changed", async () => {
    const here = await enterprise();
    const id = await completed(here, [entry("core-eia-acceptance", NO), entry("core-hw-labels", NO)]);
    const run = (await selfCheckRun(here.actor, id))!;
    const stored = await database.superuser<{ source_ref: string; due_on: string }[]>`
      select f.source_ref, c.due_on::text from correction c join finding f on f.id = c.finding_id
      where f.self_check_id = ${id} order by f.source_ref`;
    const told = (one: typeof run) =>
      explainedEvaluation(one, day("2027-06-01"))
        .findings.map(({ questionId, dueOn }) => ({ source_ref: questionId, due_on: dueOn }))
        .sort((a, b) => (a.source_ref < b.source_ref ? -1 : 1));
    expect(told(run)).toEqual([...stored]);
    const moved = { holidays: [day("2026-11-23")], makeUpWorkingDays: [] };
    expect(told({ ...run, frozen: { ...run.frozen!, calendar: moved } })).toMatchObject([
      { due_on: "2027-02-18" },
      { due_on: "2026-11-30" },
    ]);
    // Completed before calendars were frozen: that of the portal.
    const { calendar: _kept, ...before } = run.frozen!;
    expect(told({ ...run, frozen: before })).toEqual([...stored]);
  });

  test("afterwards nothing of it changes, whoever tries", async () => {
    const here = await enterprise();
    const id = await completed(here, [entry("core-eia-acceptance", NO)]);
    expect(await saveAnswers(here.actor, id, [entry("core-no-evasion", YES)])).toEqual({
      is: "not-draft",
    });
    expect(await addAnswerEvidence(here.actor, id, "core-no-evasion", file("a"))).toEqual({
      is: "completed",
    });
    for (const statement of [
      `update self_check set result = '{}' where id = '${id}'`,
      `update self_check_answer set note = 'x' where self_check_id = '${id}'`,
      `delete from self_check_answer where self_check_id = '${id}'`,
    ]) {
      const error: unknown = await database.superuser
        .unsafe(statement)
        .catch((reason: unknown) => reason);
      expect(databaseErrorCode(error), statement).toBe("42501");
    }
  });

  test("answers saved while someone completes are in the result, or refused", async () => {
    const here = await enterprise();
    const id = await draftOf(here);
    const [saved] = await Promise.all([
      saveAnswers(here.actor, id, [entry("core-eia-acceptance", NO)]),
      completeSelfCheck(here.actor, id, ON, holidays()),
    ]);
    const run = await selfCheckRun(here.actor, id);
    expect("core-eia-acceptance" in (run?.frozen?.answers ?? {})).toBe(saved.is === "saved");
  });
});

describe("private until shared", () => {
  test("an agency of the region reads it only after sharing, another region never, and the enterprise sees who did", async () => {
    const region = "440199";
    const here = await enterprise(region);
    const officer = await officerOf(await agency(region), region);
    const stranger = await officerOf(await agency("350299"), "350299");
    const id = await draftOf(here);
    await saveAnswers(here.actor, id, [entry("core-eia-acceptance", NO)]);
    const add = () => addAnswerEvidence(here.actor, id, "core-eia-acceptance", file("b"));
    expect(await add()).toMatchObject({ is: "added" });
    expect(await add()).toMatchObject({ is: "already" });
    expect(await shareSelfCheck(here.actor, id, WHOLE)).toBe("not-completed");
    await completeSelfCheck(here.actor, id, ON, holidays());
    const evidenceId = (await selfCheckRun(here.actor, id))?.evidence[0]?.id ?? "";
    expect(await selfCheckRun(officer, id)).toBeNull();
    expect(await evidenceFile(officer, evidenceId)).toBeNull();

    expect(
      await Promise.all([shareSelfCheck(here.actor, id, WHOLE), shareSelfCheck(here.actor, id, WHOLE)])
    ).toEqual(expect.arrayContaining(["shared", "already"]));
    expect(await selfCheckRun(officer, id)).toBeNull();
    expect(await openShare(stranger, id, "visit")).toBe("not-found");
    expect(await openShare(officer, id, "visit")).toBe("opened");
    expect(await selfCheckRun(officer, id)).toMatchObject({ id, status: "completed" });
    expect(await evidenceFile(officer, evidenceId)).toMatchObject({ fileName: "照片.jpg" });
    expect(await selfCheckRun(stranger, id)).toBeNull();
    expect(await evidenceFile(stranger, evidenceId)).toBeNull();

    const log =
      await database.superuser`select reader, record, purpose from access_event where enterprise_id = ${here.enterpriseId}`;
    expect([...log]).toEqual([
      {
        reader: "officer",
        record: `self-check:${id}`,
        purpose: "准备上门服务 / Preparing a visit",
      },
    ]);
  });

  test("another enterprise reads nothing, shared or not", async () => {
    const [mine, theirs] = [await enterprise(), await enterprise()];
    const id = await completed(theirs, [entry("core-eia-acceptance", NO)]);
    await shareSelfCheck(theirs.actor, id, WHOLE);
    expect(await selfCheckRun(mine.actor, id)).toBeNull();
    expect(await shareSelfCheck(mine.actor, id, WHOLE)).toBe("not-completed");
  });
});

test("two people editing the permit data: the second is told", async () => {
  const here = await enterprise();
  const site = await siteOf(here.actor, here.siteId);
  if (!site?.facts) throw new Error("no site");
  const input = {
    ...site.facts,
    permitNumber: "91440113MA5XXXXX0X001P",
    permitExpiresOn: day("2028-05-01"),
    sector: "coating" as const, size: "small" as const,
    revision: site.revision,
  };
  expect(
    (
      await Promise.all([
        saveSite(here.actor, here.siteId, input),
        saveSite(here.actor, here.siteId, input),
      ])
    ).toSorted()
  ).toEqual(["saved", "someone-else"]);
  expect(await siteOf(here.actor, here.siteId)).toMatchObject({
    sector: "coating",
    permitNumber: input.permitNumber,
    revision: site.revision + 1,
  });
});

test.each(["zh-CN", "en"] as const)("the report is a tagged PDF in %s", async (locale) => {
  const here = await enterprise();
  const id = await completed(here, [entry("core-eia-acceptance", NO, { note: "二号线未验收" })]);
  const run = await selfCheckRun(here.actor, id);
  if (!run) throw new Error("no run");
  const pdf = (await reportPdf(reportOf({ run, locale, on: ON, corrections: [], code: "23456789ABCDEFGH" }))).toString("latin1");
  expect(pdf.startsWith("%PDF-1.7")).toBe(true);
  expect(pdf).toContain(`/Lang (${locale})`);
  expect(pdf).toContain("/Marked true");
});
