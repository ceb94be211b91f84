/** A correction over its life: extensions, owners in bulk, reminders, repeated findings, what agencies state, facts. */
import { randomUUID } from "node:crypto";
import ExcelJS from "exceljs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { agencyCorrections } from "~/features/correction/agency/board-queries.server";
import { filtersOf } from "~/features/correction/board";
import { correctionLines } from "~/features/correction/board-queries.server";
import { assignCorrections, remindOwners } from "~/features/correction/bulk.server";
import { addCorrectionEvidence, planCorrection, submitCorrection } from "~/features/correction/commands.server";
import { correctionsCsv, correctionsXlsx } from "~/features/correction/export.server";
import { askForExtension, decideExtension, withdrawExtension } from "~/features/correction/extension-commands.server";
import { findingForm, type FindingInput } from "~/features/correction/forms";
import { remindOfCorrections } from "~/features/correction/jobs.server";
import { correctionOf } from "~/features/correction/queries.server";
import { stateFinding } from "~/features/correction/state-finding.server";
import { correctionPage } from "~/features/correction/views.server";
import { judgeCorrection } from "~/features/correction/verdict.server";
import { isKnownCitation } from "~/features/law/content.server";
import { factsOf } from "~/features/positive-list/enterprise-facts.server";
import { saveAnswers } from "~/features/self-check/answers.server";
import { startSelfCheck } from "~/features/self-check/commands.server";
import { completeSelfCheck } from "~/features/self-check/completion.server";
import { explanationShown } from "~/features/self-check/disclosure.server";
import { openShare } from "~/features/self-check/share-agency.server";
import { shareSelfCheck } from "~/features/self-check/share-commands.server";
import { unseal } from "~/platform/crypto.server";
import { databaseErrorCode, violatedConstraint, withTx } from "~/platform/db.server";
import { holidays } from "~/platform/holidays.server";
import type { AgencyActor, EnterpriseActor } from "~/shared/actor";
import { addDays, addMonths, day, type Day } from "~/shared/day";
import { agency, colleague, enterprise, officerOf, type TestEnterprise } from "../factories";
import { freshDatabase, type FreshDatabase } from "./database";

let database: FreshDatabase;
let officer: AgencyActor;
const REGION = "440188";
const FOUND = day("2026-11-02");
const QUESTION = "core-eia-acceptance";
beforeAll(async () => {
  database = await freshDatabase({ poolSize: 20 });
  officer = await officerOf(await agency(REGION), REGION);
});
afterAll(() => database.close());

const VERIFIED = { intent: "verdict", verdict: "verified", reason: "" } as const;
const REOPENED = { intent: "verdict", verdict: "reopened", reason: "照片看不清日期" } as const;
const APPROVED = { decision: "approved", reason: "设备订货需要时间" } as const;
const REFUSED = { decision: "refused", reason: "理由不充分，按期整改" } as const;
const asked = (newDueOn: Day, whyLate = "") => ({ newDueOn, reason: "风机厂家延迟交货", whyLate });

async function round(here: TestEnterprise, on: Day, questions = [QUESTION]): Promise<string[]> {
  const before = new Set((await correctionLines(here.actor, on)).map(({ id }) => id));
  const started = await startSelfCheck(here.actor, { siteId: here.siteId, idempotencyKey: randomUUID() }, on);
  if (!("id" in started)) throw new Error(started.is);
  const entries = questions.map((questionId) => ({ questionId, answer: { is: "no" as const }, note: "", revision: 0, was: "" }));
  await saveAnswers(here.actor, started.id, entries);
  await completeSelfCheck(here.actor, started.id, on, holidays());
  return (await correctionLines(here.actor, on)).map(({ id }) => id).filter((id) => !before.has(id));
}
async function found(questions?: string[]) {
  const here = await enterprise(REGION, "manager");
  const legal = await colleague(here.enterpriseId, "legal-representative");
  const ids = await round(here, FOUND, questions);
  const id = ids[0]!;
  const { dueOn } = (await correctionOf(here.actor, id, FOUND))!;
  return { here, legal, ids, id, dueOn };
}
const stated = (siteId: string, more: Partial<FindingInput> = {}): FindingInput => ({
  idempotencyKey: randomUUID(),
  siteId,
  source: "inspection",
  sourceRef: "穗环检〔2026〕7号",
  severity: "major",
  textZh: "危险废物未分类贮存",
  textEn: "",
  basis: [],
  foundOn: FOUND,
  windowDays: 10,
  windowKind: "working",
  ...more,
});
async function inspected() {
  const here = await enterprise(REGION, "manager");
  const outcome = await stateFinding(officer, here.enterpriseId, stated(here.siteId));
  if (outcome.is !== "stated") throw new Error(outcome.is);
  return { here, id: outcome.correctionId };
}
async function submit(actor: EnterpriseActor, id: string, on: Day): Promise<void> {
  const hash = randomUUID().replaceAll("-", "").repeat(2);
  await planCorrection(actor, id, { intent: "plan", cause: "operation", causeText: "阀门未关", measure: "培训并加装报警", ownerAccountId: actor.accountId });
  await addCorrectionEvidence(actor, id, {
    fileName: "复测.pdf",
    mediaType: "application/pdf",
    sizeBytes: 9,
    hash,
    originalHash: hash,
    effectiveFrom: on,
    effectiveTo: null,
    waitingAs: null,
  });
  expect(await submitCorrection(actor, id, on)).toEqual({ is: "submitted" });
}
const letter = z.object({ to: z.string(), subject: z.string(), text: z.string() });
let read = 0;
/** Letters queued since the last call. */
async function newLetters() {
  const rows = await database.superuser<{ sealed: string }[]>`
    select data->'payload'->>'sealed' as sealed from pgboss.job where data->>'job' = 'mail' order by created_on`;
  const letters = rows.slice(read).map(({ sealed }) => letter.parse(JSON.parse(unseal(sealed, "mail"))));
  read = rows.length;
  // No placeholder left open, no key in the place of its text.
  for (const { subject, text } of letters) expect(`${subject}\n${text}`).not.toMatch(/\{\{|undefined|mail\.|source\./);
  return letters;
}
const events = async (enterpriseId: string, kind: string) =>
  (await database.superuser`select payload from ledger_entry where owner_id = ${enterpriseId} and kind = ${kind} order by seq`).map((row) => row["payload"]);

describe("an extension", () => {
  test("moves the due day when the legal representative approves; the first due day and the history stay", async () => {
    const { here, legal, id, dueOn } = await found();
    const later = addDays(dueOn, 3);
    await newLetters();
    expect(await askForExtension(here.actor, id, asked(later), FOUND)).toBe("done");
    expect(await askForExtension(here.actor, id, asked(later), FOUND)).toBe("already");
    const both = ["legal-representative@example.test", "manager@example.test"];
    expect((await newLetters()).map(({ to }) => to).sort()).toEqual(both);
    expect(await decideExtension(here.actor, id, APPROVED, FOUND)).toBe("own-request");
    expect(await decideExtension(officer, id, APPROVED, FOUND)).toBe("not-found");
    expect(await decideExtension(legal, id, APPROVED, FOUND)).toBe("done");
    expect((await newLetters()).map(({ to }) => to).sort()).toEqual(both);
    const other = await colleague(here.enterpriseId, "manager");
    await askForExtension(here.actor, id, asked(addDays(later, 1)), FOUND);
    expect(await decideExtension(other, id, APPROVED, FOUND)).toBe("not-allowed");
    expect(await withdrawExtension(other, id, FOUND)).toBe("not-open");
    expect(await withdrawExtension(here.actor, id, FOUND)).toBe("done");
    expect(await decideExtension(legal, id, REFUSED, FOUND)).toBe("not-open");
    expect(await correctionOf(here.actor, id, FOUND)).toMatchObject({
      dueOn: later,
      firstDueOn: dueOn,
      extensions: [
        { status: "approved", fromDueOn: dueOn, newDueOn: later, decider: "legal-representative" },
        { status: "withdrawn" },
      ],
    });
    expect(await events(here.enterpriseId, "correction.extension-asked")).toHaveLength(2);
    expect(await events(here.enterpriseId, "correction.extension-approved")).toHaveLength(1);
  });

  test("asked for by the only legal representative, a manager decides, and the page says who", async () => {
    const { here, legal, id, dueOn } = await found();
    const learner = await colleague(here.enterpriseId, "learner");
    const shown = async (actor: EnterpriseActor) =>
      (await correctionPage(actor, (await correctionOf(actor, id, FOUND))!, "en", FOUND)).extension;
    expect(await shown(here.actor)).toMatchObject({ decider: "legal-representative", deciders: ["legal-representative"] });
    expect(await shown(legal)).toMatchObject({ decider: "another-lead", deciders: ["manager"] });
    expect(await askForExtension(legal, id, asked(addDays(dueOn, 3)), FOUND)).toBe("done");
    expect(await shown(here.actor)).toMatchObject({ decider: "another-lead", deciders: ["manager"], open: { mayDecide: true } });
    expect(await shown(learner)).toMatchObject({ open: { mayDecide: false } });
    expect(await decideExtension(legal, id, APPROVED, FOUND)).toBe("own-request");
    expect(await decideExtension(learner, id, APPROVED, FOUND)).toBe("not-allowed");
    expect(await decideExtension(here.actor, id, APPROVED, FOUND)).toBe("done");
    expect(await correctionOf(legal, id, FOUND)).toMatchObject({ dueOn: addDays(dueOn, 3) });

    const alone = await enterprise(REGION);
    const [own = ""] = await round(alone, FOUND);
    const correction = (await correctionOf(alone.actor, own, FOUND))!;
    expect((await correctionPage(alone.actor, correction, "en", FOUND)).extension.deciders).toEqual([]);
  });

  test("refused, the due day stays, and another may be asked for", async () => {
    const { here, legal, id, dueOn } = await found();
    await askForExtension(here.actor, id, asked(addDays(dueOn, 3)), FOUND);
    expect(await decideExtension(legal, id, REFUSED, FOUND)).toBe("done");
    expect((await correctionOf(here.actor, id, FOUND))?.dueOn).toBe(dueOn);
    expect(await askForExtension(here.actor, id, asked(addDays(dueOn, 4)), FOUND)).toBe("done");
  });

  test("has bounds, and after the due day takes an explanation", async () => {
    const { here, id, dueOn } = await found();
    const ask = (newDueOn: Day, on = FOUND, whyLate = "") => askForExtension(here.actor, id, asked(newDueOn, whyLate), on);
    expect(await ask(dueOn)).toBe("too-early");
    expect(await ask(addDays(dueOn, 400))).toBe("too-late");
    expect(await ask(addDays(dueOn, 5), addDays(dueOn, 1))).toBe("unexplained");
    expect(await ask(addDays(dueOn, 5), addDays(dueOn, 1), "负责人住院")).toBe("done");
  });

  test("of what an inspection found is decided by an officer of the region", async () => {
    const { here, id } = await inspected();
    const { dueOn } = (await correctionOf(here.actor, id, FOUND))!;
    const legal = await colleague(here.enterpriseId, "legal-representative");
    await askForExtension(here.actor, id, asked(addDays(dueOn, 2)), FOUND);
    expect(await decideExtension(legal, id, APPROVED, FOUND)).toBe("not-allowed");
    const stranger = await officerOf(await agency("350288"), "350288");
    expect(await decideExtension(stranger, id, APPROVED, FOUND)).toBe("not-found");
    expect(await decideExtension(officer, id, APPROVED, FOUND)).toBe("done");
  });

  test("is withdrawn or approved, never both", async () => {
    for (let time = 0; time < 6; time += 1) {
      const { here, legal, id, dueOn } = await found();
      const later = addDays(dueOn, 3);
      await askForExtension(here.actor, id, asked(later), FOUND);
      const [withdrawn, approved] = await Promise.all([withdrawExtension(here.actor, id, FOUND), decideExtension(legal, id, APPROVED, FOUND)]);
      const now = await correctionOf(here.actor, id, FOUND);
      expect([withdrawn, approved, now?.dueOn]).toEqual(withdrawn === "done" ? ["done", "not-open", dueOn] : ["not-open", "done", later]);
    }
  });

  test("asked for ten times at once is open once", async () => {
    const { here, id, dueOn } = await found();
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => askForExtension(here.actor, id, asked(addDays(dueOn, 2)), FOUND)));
    expect(outcomes.filter((outcome) => outcome === "done")).toHaveLength(1);
    expect(await events(here.enterpriseId, "correction.extension-asked")).toHaveLength(1);
  });

  test("the database holds the four eyes, the one open request and what was asked", async () => {
    const { here, legal, id, dueOn } = await found();
    await askForExtension(here.actor, id, asked(addDays(dueOn, 3)), FOUND);
    const { superuser } = database;
    const own = await superuser`update correction_extension set status = 'approved', decided_by = asked_by, decided_on = asked_on,
      decided_at = asked_at, decision_reason = 'because' where correction_id = ${id}`.catch((reason: unknown) => reason);
    expect(violatedConstraint(own)).toBe("correction_extension_four_eyes");
    const changed = await superuser`update correction_extension set new_due_on = new_due_on + 1 where correction_id = ${id}`.catch((reason: unknown) => reason);
    expect(databaseErrorCode(changed)).toBe("42501");
    await decideExtension(legal, id, REFUSED, FOUND);
    const again = await superuser`update correction_extension set status = 'asked', decided_by = null, decided_on = null, decided_at = null,
      decision_reason = '' where correction_id = ${id}`.catch((reason: unknown) => reason);
    expect(databaseErrorCode(again)).toBe("42501");
    const earlier = await superuser`update correction set due_on = first_due_on - 1 where id = ${id}`.catch((reason: unknown) => reason);
    expect(violatedConstraint(earlier)).toBe("correction_due_only_later");
  });

  test("still open when the correction is closed, it lapses", async () => {
    const { here, legal, id, dueOn } = await found();
    await askForExtension(here.actor, id, asked(addDays(dueOn, 3)), FOUND);
    await submit(here.actor, id, FOUND);
    expect(await judgeCorrection(legal, id, VERIFIED, FOUND)).toBe("done");
    expect((await correctionOf(here.actor, id, FOUND))?.extensions).toMatchObject([{ status: "lapsed" }]);
    expect(await decideExtension(legal, id, APPROVED, FOUND)).toBe("not-open");
  });
});

describe("verdicts", () => {
  test("of two at once one holds, and the history says every submission and verdict", async () => {
    const { here, legal, id } = await found();
    await submit(here.actor, id, FOUND);
    const second = await colleague(here.enterpriseId, "manager");
    const outcomes = await Promise.all([judgeCorrection(legal, id, VERIFIED, FOUND), judgeCorrection(second, id, REOPENED, FOUND)]);
    expect(outcomes.sort()).toEqual(["done", "not-submitted"]);
    expect((await correctionOf(here.actor, id, FOUND))?.steps).toHaveLength(2);
    const again = await found();
    await submit(again.here.actor, again.id, FOUND);
    await judgeCorrection(again.legal, again.id, REOPENED, FOUND);
    await submit(again.here.actor, again.id, addDays(FOUND, 1));
    await judgeCorrection(again.legal, again.id, VERIFIED, addDays(FOUND, 2));
    const { steps, causeText } = (await correctionOf(again.here.actor, again.id, FOUND))!;
    expect(steps.map(({ kind, on, reason, evidenceCount }) => [kind, on, reason, evidenceCount])).toEqual([
      ["submitted", FOUND, "", 1],
      ["reopened", FOUND, REOPENED.reason, 0],
      ["submitted", addDays(FOUND, 1), "", 2],
      ["verified", addDays(FOUND, 2), "", 0],
    ]);
    expect(causeText).toBe("阀门未关");
  });

  test("of an agency are compared with what the enterprise submitted", async () => {
    const { here, id } = await inspected();
    const recheck = async () =>
      (await withTx(here.actor, (tx) => factsOf(tx, here.enterpriseId, addDays(FOUND, 9)))).filter(({ kind }) => kind === "recheck-agreement").map(({ value }) => value);
    await submit(here.actor, id, FOUND);
    expect(await recheck()).toEqual([]);
    await judgeCorrection(officer, id, REOPENED, FOUND);
    expect(await recheck()).toEqual([{ compared: 1, agreed: 0 }]);
    await submit(here.actor, id, addDays(FOUND, 1));
    await judgeCorrection(officer, id, VERIFIED, addDays(FOUND, 2));
    expect(await recheck()).toEqual([{ compared: 2, agreed: 1 }]);
  });
});

describe("many at once", () => {
  test("a foreign id, a closed one and an unknown owner are named row by row; the others are given", async () => {
    const { here, legal, ids } = await found([QUESTION, "core-permit-valid"]);
    const strange = (await found()).id;
    const learner = await colleague(here.enterpriseId, "learner");
    await submit(here.actor, ids[1]!, FOUND);
    const results = await assignCorrections(legal, [ids[0]!, strange, ids[1]!, ids[0]!], learner.accountId);
    expect(results).toEqual([
      { id: ids[0], outcome: "done" },
      { id: strange, outcome: "not-found" },
      { id: ids[1], outcome: "closed" },
    ]);
    expect(await assignCorrections(legal, [ids[0]!], (await enterprise()).actor.accountId)).toBe("unknown-owner");
    expect((await correctionOf(here.actor, ids[0]!, FOUND))?.ownerAccountId).toBe(learner.accountId);
    expect(await events(here.enterpriseId, "correction.assigned")).toHaveLength(1);
  });

  test("a reminder by hand goes out once a day, and not without an owner", async () => {
    const { here, legal, id } = await found();
    expect(await remindOwners(legal, [id], FOUND)).toEqual([{ id, outcome: "no-owner" }]);
    await assignCorrections(legal, [id], here.actor.accountId);
    expect(await remindOwners(legal, [id], FOUND)).toEqual([{ id, outcome: "done" }]);
    expect(await remindOwners(legal, [id], FOUND)).toEqual([{ id, outcome: "today-already" }]);
    expect(await remindOwners(legal, [id], addDays(FOUND, 1))).toEqual([{ id, outcome: "done" }]);
  });

  test("filters find, and files carry no formula", async () => {
    const { here, legal, id } = await found();
    await planCorrection(here.actor, id, { intent: "plan", cause: "equipment", causeText: "", measure: '=HYPERLINK("http://x")', ownerAccountId: legal.accountId });
    const by = (query: string) => correctionLines(here.actor, FOUND, filtersOf(new URLSearchParams(query)));
    expect(await by(`owner=${legal.accountId}&severity=${(await by(""))[0]!.severity}&source=self-check&q=hyperlink`)).toHaveLength(1);
    for (const none of ["owner=none", "source=visit", "overdue=yes", "q=nothing", `site=${randomUUID()}`]) expect([none, await by(none)]).toEqual([none, []]);
    const lines = await correctionLines(here.actor, FOUND);
    expect(correctionsCsv(lines, "en")).toContain(`"'=HYPERLINK(""http://x"")"`);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await correctionsXlsx(lines, "zh-CN")).buffer as ArrayBuffer);
    const cell = book.worksheets[0]!.getRow(2).getCell(10);
    expect([cell.value, cell.formula]).toEqual([`'=HYPERLINK("http://x")`, undefined]);
  });
});

describe("reminders", () => {
  test("each step once, to owner and managers; after days of silence one letter; anew for a new due day", async () => {
    const { here, legal, id, dueOn } = await found();
    const learner = await colleague(here.enterpriseId, "learner");
    await assignCorrections(legal, [id], learner.accountId);
    const steps = async () => (await events(here.enterpriseId, "correction.reminded")).map(({ step }) => step);
    await newLetters();
    await Promise.all([remindOfCorrections(addDays(dueOn, -7)), remindOfCorrections(addDays(dueOn, -7))]);
    expect(await steps()).toEqual([-7]);
    // Those of other enterprises are reminded in the same run.
    const own = (await newLetters()).filter(({ text }) => text.includes(id));
    expect(own.map(({ to }) => to).sort()).toEqual(["learner@example.test", "manager@example.test"]);
    await remindOfCorrections(addDays(dueOn, -6));
    await remindOfCorrections(addDays(dueOn, 2));
    expect(await steps()).toEqual([-7, 1]);
    const later = addDays(dueOn, 10);
    await askForExtension(here.actor, id, asked(later, "负责人住院"), addDays(dueOn, 2));
    await decideExtension(legal, id, APPROVED, addDays(dueOn, 2));
    await remindOfCorrections(addDays(later, -7));
    await remindOfCorrections(addDays(later, 36));
    await remindOfCorrections(addDays(later, 60));
    expect(await steps()).toEqual([-7, 1, -7, 35]);
  });
});

describe("what is found again", () => {
  test("is marked with the earlier finding and the months between, and said in the facts", async () => {
    const { here, id } = await found();
    const [again] = await round(here, addMonths(FOUND, 12));
    const [late] = await round(here, addMonths(FOUND, 36));
    expect(await correctionOf(here.actor, again!, FOUND)).toMatchObject({ recurrenceMonths: 12, earlierFoundOn: FOUND, earlierCorrectionId: id });
    expect(await correctionOf(here.actor, late!, FOUND)).toMatchObject({ recurrenceMonths: 24, earlierCorrectionId: again });
    const facts = await withTx(here.actor, (tx) => factsOf(tx, here.enterpriseId, addMonths(FOUND, 13)));
    expect(facts.filter(({ kind }) => kind === "repeated-findings").map(({ value }) => value)).toEqual([{ within12Months: 1, within24Months: 0 }]);
  });

  test("what an enterprise keeps to itself does not mark what an agency finds", async () => {
    const { here, id } = await found();
    const basis = (await correctionOf(here.actor, id, FOUND))!.basis as FindingInput["basis"];
    const outcome = await stateFinding(officer, here.enterpriseId, stated(here.siteId, { basis, foundOn: addDays(FOUND, 9) }));
    if (outcome.is !== "stated") throw new Error(outcome.is);
    expect((await correctionOf(here.actor, outcome.correctionId, FOUND))?.recurrenceMonths).toBeNull();
    const next = await stateFinding(officer, here.enterpriseId, stated(here.siteId, { basis, foundOn: addDays(FOUND, 19) }));
    if (next.is !== "stated") throw new Error(next.is);
    expect(await correctionOf(officer, next.correctionId, FOUND)).toMatchObject({ recurrenceMonths: 12, earlierCorrectionId: outcome.correctionId });
  });
});

describe("the agency's board", () => {
  const region = "440191";
  const board = filtersOf(new URLSearchParams());
  const listed = async (actor: AgencyActor, search: string) =>
    (await agencyCorrections(actor, FOUND, filtersOf(new URLSearchParams(`view=list&${search}`)), 1)).rows;

  test("has what was shared and opened, and what agencies found, of its region alone", async () => {
    const own = await officerOf(await agency(region), region);
    const here = await enterprise(region, "manager");
    const [shared = "", unopened = ""] = [...(await round(here, FOUND)), ...(await round(here, FOUND, ["core-hw-labels"]))];
    const [first, second] = await Promise.all([shared, unopened].map(async (id) => (await correctionOf(here.actor, id, FOUND))!.selfCheckId!));
    const seen = async (actor: AgencyActor) => (await agencyCorrections(actor, FOUND, board, 1)).rows.map(({ id }) => id);
    expect(await seen(own)).toEqual([]);
    for (const id of [first!, second!])
      await shareSelfCheck(here.actor, id, { withEvidence: false, textVersion: explanationShown().version });
    expect(await seen(own)).toEqual([]);
    await openShare(own, first!, "correction");
    expect(await seen(own)).toEqual([shared]);
    expect(await seen(officer)).not.toContain(shared);

    const outcome = await stateFinding(own, here.enterpriseId, stated(here.siteId, { severity: "red-line", windowDays: 1 }));
    if (outcome.is !== "stated") throw new Error(outcome.is);
    await submit(here.actor, shared, FOUND);
    const { counts, total } = await agencyCorrections(own, FOUND, board, 1);
    expect(counts.filter(({ count }) => count > 0)).toEqual([
      { status: "open", count: 1 },
      { status: "submitted", count: 1 },
    ]);
    expect(total).toBe(2);
    for (const [search, ids] of [
      ["", [outcome.correctionId, shared]],
      ["severity=red-line", [outcome.correctionId]],
      ["source=self-check", [shared]],
      [`q=${here.uscc.toLowerCase()}`, [outcome.correctionId, shared]],
      ["q=未分类 一厂", [outcome.correctionId]],
      ["q=100%25", []],
      ["overdue=yes", []],
    ] as const)
      expect((await listed(own, search)).map(({ id }) => id), search).toEqual(ids);
    const late = await agencyCorrections(own, day("2026-11-10"), filtersOf(new URLSearchParams("overdue=yes")), 1);
    expect(late.rows.map(({ id, standing }) => [id, standing])).toEqual([[outcome.correctionId, "overdue"]]);
  });

  test("shows thirty cards a column and the rest in the list, page by page", async () => {
    const city = "440192";
    const own = await officerOf(await agency(city), city);
    const here = await enterprise(city);
    for (let at = 0; at < 52; at += 1)
      await stateFinding(own, here.enterpriseId, stated(here.siteId, { sourceRef: `第${at}号`, windowDays: 60 - at }));
    const cards = await agencyCorrections(own, FOUND, board, 1);
    expect([cards.rows.length, cards.counts[0]]).toEqual([30, { status: "open", count: 52 }]);
    const dues = cards.rows.map(({ dueOn }) => dueOn);
    expect(dues).toEqual(dues.toSorted());
    const list = filtersOf(new URLSearchParams("view=list"));
    const pages = await Promise.all([1, 2, 9].map((page) => agencyCorrections(own, FOUND, list, page)));
    expect(pages.map(({ page, pageCount, rows }) => [page, pageCount, rows.length])).toEqual([
      [1, 2, 50],
      [2, 2, 2],
      [2, 2, 2],
    ]);
    expect(new Set(pages.slice(0, 2).flatMap(({ rows }) => rows.map(({ id }) => id))).size).toBe(52);
  });
});

describe("what an officer states", () => {
  test("enters the enterprise's board with its source, once, due by its rule", async () => {
    const here = await enterprise(REGION);
    const input = stated(here.siteId);
    const outcomes = await Promise.all([stateFinding(officer, here.enterpriseId, input), stateFinding(officer, here.enterpriseId, input)]);
    expect(outcomes[0]).toEqual(outcomes[1]);
    expect(await correctionLines(here.actor, FOUND)).toMatchObject([
      // Ten working days after Monday 2 November.
      { source: "inspection", dueOn: "2026-11-16", text: { "zh-CN": input.textZh, en: input.textZh }, status: "open" },
    ]);
  });

  test("is of the own region and of a site of that enterprise", async () => {
    const [here, elsewhere] = [await enterprise(REGION), await enterprise("350288")];
    expect(await stateFinding(officer, elsewhere.enterpriseId, stated(elsewhere.siteId))).toEqual({ is: "not-found" });
    expect(await stateFinding(officer, here.enterpriseId, stated(elsewhere.siteId))).toEqual({ is: "not-found" });
  });

  test("cites provisions that exist, on days that have come", () => {
    const form = findingForm(FOUND, isKnownCitation);
    const given = { ...stated(randomUUID()), windowDays: "10", basis: "eec-2026/1108，eec-2026/1108" };
    expect(form.safeParse(given).success).toBe(true);
    for (const wrong of [{ basis: "eec-2026/99999" }, { basis: "=1+1" }, { foundOn: addDays(FOUND, 1) }, { textZh: "短", textEn: "" }, { windowDays: "0" }])
      expect([wrong, form.safeParse({ ...given, ...wrong }).success]).toEqual([wrong, false]);
  });
});
