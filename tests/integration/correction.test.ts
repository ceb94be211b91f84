import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  addCorrectionEvidence,
  planCorrection,
  submitCorrection,
} from "~/features/correction/commands.server";
import { correctionLines } from "~/features/correction/board-queries.server";
import {
  correctionOf,
  correctionsAwaitingAgency,
  dueCorrections,
} from "~/features/correction/queries.server";
import { remindOfCorrections } from "~/features/correction/jobs.server";
import { judgeCorrection } from "~/features/correction/verdict.server";
import { saveAnswers } from "~/features/self-check/answers.server";
import { startSelfCheck } from "~/features/self-check/commands.server";
import { completeSelfCheck } from "~/features/self-check/completion.server";
import { openShare } from "~/features/self-check/share-agency.server";
import { shareSelfCheck } from "~/features/self-check/share-commands.server";
import type { NewEvidence } from "~/features/self-check/evidence.server";
import { databaseErrorCode, violatedConstraint } from "~/platform/db.server";
import { holidays } from "~/platform/holidays.server";
import type { EnterpriseActor } from "~/shared/actor";
import { addDays, day, type Day } from "~/shared/day";
import { agency, colleague, enterprise, officerOf, type TestEnterprise } from "../factories";
import { freshDatabase, type FreshDatabase } from "./database";

let database: FreshDatabase;
beforeAll(async () => void (database = await freshDatabase({ poolSize: 20 })));
afterAll(() => database.close());

const FOUND = day("2026-11-02");
const REGION = "440188";
const VERIFIED = { intent: "verdict", verdict: "verified", reason: "" } as const;
const REOPENED = { intent: "verdict", verdict: "reopened", reason: "照片看不清日期" } as const;
const plan = (owner: EnterpriseActor) =>
  ({
    intent: "plan",
    cause: "equipment",
    causeText: "",
    measure: "更换风机并复测",
    ownerAccountId: owner.accountId,
  }) as const;
const proof = (effectiveFrom: Day): NewEvidence => {
  const hash = randomUUID().replaceAll("-", "").repeat(2);
  return {
    fileName: "复测.pdf",
    mediaType: "application/pdf",
    sizeBytes: 9,
    hash,
    originalHash: hash,
    effectiveFrom,
    effectiveTo: null,
    waitingAs: null,
  };
};

/** An enterprise whose self-check found `questions` wrong; ids of the corrections by question. */
async function withFindings(
  questions: string[]
): Promise<{ here: TestEnterprise; selfCheckId: string; ids: string[] }> {
  const here = await enterprise(REGION, "manager");
  const started = await startSelfCheck(
    here.actor,
    { siteId: here.siteId, idempotencyKey: randomUUID() },
    FOUND
  );
  if (!("id" in started)) throw new Error(started.is);
  await saveAnswers(
    here.actor,
    started.id,
    questions.map((questionId) => ({
      questionId,
      answer: { is: "no" },
      note: "",
      revision: 0,
      was: "",
    }))
  );
  await completeSelfCheck(here.actor, started.id, FOUND, holidays());
  const lines = await correctionLines(here.actor, FOUND);
  return { here, selfCheckId: started.id, ids: lines.map(({ id }) => id) };
}
async function submitted(questions = ["core-eia-acceptance"], on = addDays(FOUND, 5)) {
  const found = await withFindings(questions);
  for (const id of found.ids) {
    expect(await planCorrection(found.here.actor, id, plan(found.here.actor))).toBe("done");
    expect(await addCorrectionEvidence(found.here.actor, id, proof(FOUND))).toBe("done");
    expect(await submitCorrection(found.here.actor, id, on)).toEqual({ is: "submitted" });
  }
  return { ...found, id: found.ids[0] ?? "" };
}
const sharesOf = (enterpriseId: string) =>
  database.superuser`select value, replaces, id from enterprise_fact where enterprise_id = ${enterpriseId} and kind = 'correction-share' order by recorded_at`;

describe("working on a correction", () => {
  test("needs a plan and evidence before it can be submitted", async () => {
    const { here, ids } = await withFindings(["core-eia-acceptance"]);
    const id = ids[0] ?? "";
    expect(await submitCorrection(here.actor, id, FOUND)).toEqual({
      is: "incomplete",
      missing: ["plan", "evidence"],
    });
    expect(await addCorrectionEvidence(here.actor, id, proof(addDays(FOUND, -1)))).toBe(
      "before-finding"
    );
    await planCorrection(here.actor, id, plan(here.actor));
    expect(await submitCorrection(here.actor, id, FOUND)).toEqual({
      is: "incomplete",
      missing: ["evidence"],
    });
  });

  test("an owner is one of the enterprise's own people", async () => {
    const { here, ids } = await withFindings(["core-eia-acceptance"]);
    const stranger = (await enterprise()).actor;
    expect(await planCorrection(here.actor, ids[0] ?? "", plan(stranger))).toBe("unknown-owner");
  });

  test("a learner works on what they own, and on nothing else", async () => {
    const { here, ids } = await withFindings(["core-eia-acceptance"]);
    const id = ids[0] ?? "";
    const learner = await colleague(here.enterpriseId, "learner");
    expect(await planCorrection(learner, id, plan(learner))).toBe("not-in-hand");
    await planCorrection(here.actor, id, plan(learner));
    expect(await addCorrectionEvidence(learner, id, proof(FOUND))).toBe("done");
    expect(await submitCorrection(learner, id, FOUND)).toEqual({ is: "submitted" });
    expect(await judgeCorrection(learner, id, VERIFIED, FOUND)).toBe("four-eyes");
  });

  test("another enterprise's correction does not exist", async () => {
    const { ids } = await withFindings(["core-eia-acceptance"]);
    const stranger = (await enterprise()).actor;
    expect(await correctionOf(stranger, ids[0] ?? "", FOUND)).toBeNull();
    expect(await submitCorrection(stranger, ids[0] ?? "", FOUND)).toEqual({ is: "not-found" });
    expect(await judgeCorrection(stranger, ids[0] ?? "", VERIFIED, FOUND)).toBe("not-found");
  });
});

describe("verifying", () => {
  test("never by the person who submitted: the command says so and the database holds it", async () => {
    const { here, id } = await submitted();
    expect(await judgeCorrection(here.actor, id, VERIFIED, FOUND)).toBe("four-eyes");
    const error: unknown = await database.superuser`
      update correction set status = 'verified', verified_by = submitted_by, verified_on = submitted_on where id = ${id}`.catch(
      (reason: unknown) => reason
    );
    expect(violatedConstraint(error)).toBe("correction_four_eyes");
  });

  test("twenty verdicts at once close it once and state one share", async () => {
    const { here, id } = await submitted();
    const other = await colleague(here.enterpriseId, "legal-representative");
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => judgeCorrection(other, id, VERIFIED, addDays(FOUND, 6)))
    );
    expect(new Set(outcomes)).toEqual(new Set(["done"]));
    const shares = await sharesOf(here.enterpriseId);
    expect(shares.map((fact) => fact["value"])).toEqual([{ due: 1, closedOnTime: 1 }]);
    expect(await dueCorrections(here.actor, FOUND)).toEqual([]);
  });

  test("two corrections closed at once: the later share counts both and replaces the earlier", async () => {
    const { here, ids } = await submitted(
      ["core-eia-acceptance", "core-permit-valid"],
      addDays(FOUND, 10)
    );
    const other = await colleague(here.enterpriseId, "legal-representative");
    await Promise.all(ids.map((id) => judgeCorrection(other, id, VERIFIED, addDays(FOUND, 11))));
    const shares = await sharesOf(here.enterpriseId);
    // The permit was due after seven days and submitted after ten.
    expect(shares.at(-1)?.["value"]).toEqual({ due: 2, closedOnTime: 1 });
    expect(shares.at(-1)?.["replaces"]).toBe(shares[0]?.["id"]);
  });

  test("sent back with a reason, it is open again with the same due day", async () => {
    const { here, id } = await submitted();
    const other = await colleague(here.enterpriseId, "manager");
    const before = await correctionOf(here.actor, id, FOUND);
    expect(await judgeCorrection(other, id, REOPENED, FOUND)).toBe("done");
    expect(await correctionOf(here.actor, id, addDays(before?.dueOn ?? FOUND, 1))).toMatchObject({
      status: "reopened",
      standing: "overdue",
      dueOn: before?.dueOn,
      verdictReason: REOPENED.reason,
    });
    expect(await judgeCorrection(other, id, VERIFIED, FOUND)).toBe("not-submitted");
    expect(await submitCorrection(here.actor, id, FOUND)).toEqual({ is: "submitted" });
  });

  test("an officer verifies once the self-check is shared, and counts what they cannot see", async () => {
    const found = await submitted();
    const { here, selfCheckId, id } = found;
    const officer = await officerOf(await agency(REGION), REGION);
    expect(await judgeCorrection(officer, id, VERIFIED, FOUND)).toBe("not-found");
    expect(await correctionsAwaitingAgency(officer, FOUND)).toEqual([]);
    await shareSelfCheck(here.actor, selfCheckId, { withEvidence: true, textVersion: 1 });
    expect(await correctionsAwaitingAgency(officer, FOUND)).toEqual([]);
    expect(await openShare(officer, selfCheckId, "correction")).toBe("opened");
    expect((await correctionsAwaitingAgency(officer, FOUND)).map((line) => line.id)).toContain(id);
    // A second self-check, not shared, with a correction that fell due.
    const second = await startSelfCheck(
      here.actor,
      { siteId: here.siteId, idempotencyKey: randomUUID() },
      FOUND
    );
    if (!("id" in second)) throw new Error(second.is);
    await saveAnswers(here.actor, second.id, [
      { questionId: "core-permit-valid", answer: { is: "no" }, note: "", revision: 0, was: "" },
    ]);
    await completeSelfCheck(here.actor, second.id, FOUND, holidays());
    expect(await judgeCorrection(officer, id, VERIFIED, addDays(FOUND, 30))).toBe("done");
    expect((await sharesOf(here.enterpriseId)).map((fact) => fact["value"])).toEqual([
      { due: 2, closedOnTime: 1 },
    ]);
  });

  test("an officer of another region sees nothing", async () => {
    const { here, selfCheckId, id } = await submitted();
    await shareSelfCheck(here.actor, selfCheckId, { withEvidence: true, textVersion: 1 });
    const stranger = await officerOf(await agency("350288"), "350288");
    expect(await correctionOf(stranger, id, FOUND)).toBeNull();
    expect(await judgeCorrection(stranger, id, VERIFIED, FOUND)).toBe("not-found");
  });

  test("what a status says is really there", async () => {
    const { ids } = await withFindings(["core-eia-acceptance"]);
    const error: unknown =
      await database.superuser`update correction set status = 'verified' where id = ${ids[0] ?? ""}`.catch(
        (reason: unknown) => reason
      );
    expect(databaseErrorCode(error)).toBe("23514");
  });
});

describe("every morning", () => {
  test("people are reminded once of what gets near, and what has passed counts against the share", async () => {
    const { here, ids } = await withFindings(["core-permit-valid"]);
    const dueOn = addDays(FOUND, 7);
    const reminders = () =>
      database.superuser`select payload from ledger_entry where owner_id = ${here.enterpriseId} and kind = 'correction.reminded' order by seq`;
    await remindOfCorrections(addDays(dueOn, -6));
    expect(await reminders()).toHaveLength(0);
    await Promise.all([
      remindOfCorrections(addDays(dueOn, -3)),
      remindOfCorrections(addDays(dueOn, -3)),
    ]);
    await remindOfCorrections(dueOn);
    await remindOfCorrections(addDays(dueOn, 1));
    await remindOfCorrections(addDays(dueOn, 1));
    expect((await reminders()).map(({ payload }) => payload.step)).toEqual([-3, 0, 1]);
    expect((await sharesOf(here.enterpriseId)).map((fact) => fact["value"])).toEqual([
      { due: 1, closedOnTime: 0 },
    ]);
    expect(ids).toHaveLength(1);
  });
});
