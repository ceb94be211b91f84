/** The walls round a listing: days, roles, regions, competing acts and the database itself. The plain course is in positive-list-decision.test.ts. */
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { withdrawApplication } from "~/features/positive-list/application-commands.server";
import { applicationLines, applicationOf, ownApplication } from "~/features/positive-list/application-queries.server";
import { runDueWork } from "~/features/positive-list/due-work.server";
import { importFacts } from "~/features/positive-list/import-commands.server";
import { readImportFile } from "~/features/positive-list/import-file.server";
import { decideSuspension } from "~/features/positive-list/listing-commands.server";
import { recordHearing } from "~/features/positive-list/listing-life/hearing-commands.server";
import { answerObjection, raiseObjection } from "~/features/positive-list/notice-commands.server";
import { findListingByNumber, listingOf, noticeOf, objectionByCode, registerPage, runningNotices } from "~/features/positive-list/register-queries.server";
import { setClockOffsetDays, today } from "~/platform/clock.server";
import { tables, withTx } from "~/platform/db.server";
import { holidays } from "~/platform/holidays.server";
import { system, VISITOR, type AgencyActor } from "~/shared/actor";
import { addDays, addMonths, type Day } from "~/shared/day";
import { addWorkingDays } from "~/shared/working-days";
import { enterprise, type TestEnterprise } from "../factories";
import { apply, check, checked, cityOf, decide, eligible, goTo, inNotice, statusOf, type City } from "../listing-course";
import { freshDatabase, type FreshDatabase } from "./database";

let database: FreshDatabase;
let city: City;
let otherCity: City;
beforeAll(async () => {
  database = await freshDatabase();
  city = await cityOf("4401");
  otherCity = await cityOf("4403");
});
afterAll(() => database.close());
afterEach(() => setClockOffsetDays(0));

async function listed(firm: TestEnterprise) {
  const { endsOn } = await inNotice(firm, city);
  goTo(addDays(endsOn, 1));
  await runDueWork();
  return listingRow(firm);
}
async function listingRow(firm: TestEnterprise) {
  const [row] = await database.superuser<{ id: string; number: string; status: string; ends: Day; due: string | null; reentry: string | null; live: number }[]>`
    select l.id, l.number, l.status, l.ends_on::text as ends, l.decision_due_on::text as due, l.reentry_from::text as reentry,
      (select count(*)::int from exemption e where e.listing_id = l.id and e.revoked_on is null) as live
    from listing l where l.enterprise_id = ${firm.enterpriseId}`;
  return row!;
}
async function objectionTo(id: string, noticeId: string): Promise<{ objectionId: string; code: string }> {
  const before = (await applicationOf(city.officer, id))?.objections.map((one) => one.id) ?? [];
  const raised = await raiseObjection(noticeId, { text: "odour at night near the gate", contact: "" });
  const found = (await applicationOf(city.officer, id))?.objections.find((one) => !before.includes(one.id));
  return { objectionId: found?.id ?? "", code: raised.is === "raised" ? raised.code : "" };
}

describe("an application", () => {
  it("is open once, whatever keys it is sent with; withdrawn or returned, it can be made again", async () => {
    const firm = await eligible();
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => apply(firm)));
    expect(outcomes.filter((outcome) => outcome === "already")).toHaveLength(9);
    const id = outcomes.find((outcome) => outcome !== "already")!;
    expect(await withdrawApplication((await enterprise()).actor, id)).toBe("not-open");
    const withdrawals = await Promise.all([withdrawApplication(firm.actor, id), withdrawApplication(firm.actor, id)]);
    expect(withdrawals.sort()).toEqual(["not-open", "withdrawn"]);
    expect([await check(city.officer, id), await decide(city.approvers[0], id)]).toEqual(["not-open", "not-open"]);
    const second = await apply(firm);
    expect([await check(city.officer, second, "returned"), await check(city.officer, second)]).toEqual(["done", "not-open"]);
    const third = await checked(firm, city);
    expect([await decide(city.approvers[0], third, "refuse"), await decide(city.approvers[1], third)]).toEqual(["decided", "not-open"]);
    expect(await statusOf(firm)).toBe("refused");
  });

  it("is decided by another person than who checked it, in the portal's own role of the database too", async () => {
    const id = await checked(await eligible(), city);
    const both: AgencyActor = { ...city.officer, role: "approver" };
    expect([await decide(both, id), await decide(both, id, "refuse")]).toEqual(["own-check", "own-check"]);
    const past = withTx(system("test"), (tx) => tx.update(tables.applications).set({ decidedBy: city.officer.accountId }));
    await expect(past).rejects.toMatchObject({ cause: { constraint_name: "application_four_eyes" } });
    expect(await decide(city.approvers[0], id)).toBe("decided");
  });

  it("leaves one decision, one notice and one entry behind when several approve at once", async () => {
    const firm = await eligible();
    const id = await checked(firm, city);
    const outcomes = await Promise.all(Array.from({ length: 100 }, (_, at) => decide(city.approvers[at % 2]!, id)));
    expect(outcomes.filter((outcome) => outcome === "decided")).toHaveLength(1);
    const kinds = await database.superuser`select chain, kind from ledger_entry where owner_id = ${firm.enterpriseId} and kind like '%approve'`;
    expect(kinds).toHaveLength(2);
    expect(kinds).toContainEqual({ chain: "decision", kind: "application.approve" });
    expect(kinds).toContainEqual({ chain: "audit", kind: "positive-list.approve" });
    expect(await database.superuser`select 1 from notice where application_id = ${id}`).toHaveLength(1);
  });

  it("is withdrawn or decided, never both, whatever comes at the same moment", async () => {
    for (let round = 0; round < 5; round += 1) {
      const firm = await eligible();
      const id = await checked(firm, city);
      const [refused, withdrawn] = await Promise.all([decide(city.approvers[0], id, "refuse"), withdrawApplication(firm.actor, id)]);
      expect([refused, withdrawn, await statusOf(firm)]).toEqual(
        refused === "decided" ? ["decided", "not-open", "refused"] : ["not-open", "withdrawn", "withdrawn"]
      );
    }
  });

  it("is withdrawn or listed, never both, when the notice ends at the same moment", async () => {
    for (let round = 0; round < 5; round += 1) {
      const firm = await eligible();
      const { id, endsOn } = await inNotice(firm, city);
      goTo(addDays(endsOn, 1));
      const [withdrawn] = await Promise.all([withdrawApplication(firm.actor, id), runDueWork()]);
      const entries = await database.superuser`select 1 from listing where enterprise_id = ${firm.enterpriseId}`;
      expect([await statusOf(firm), entries.length]).toEqual(withdrawn === "withdrawn" ? ["withdrawn", 0] : ["listed", 1]);
      setClockOffsetDays(0);
    }
  });
});

describe("a notice", () => {
  it("runs seven working days and through its last day", async () => {
    const firm = await eligible();
    const { id, noticeId, endsOn } = await inNotice(firm, city);
    expect(endsOn).toBe(addWorkingDays(holidays(), today(), 7));
    goTo(endsOn);
    await runDueWork();
    expect(await statusOf(firm)).toBe("in-notice");
    const { objectionId, code } = await objectionTo(id, noticeId);
    goTo(addDays(endsOn, 1));
    expect((await raiseObjection(noticeId, { text: "one day too late", contact: "" })).is).toBe("closed");
    await runDueWork();
    expect(await statusOf(firm)).toBe("in-notice");
    const answer = { objectionId, verdict: "rejected" as const, answer: "nothing found on site" };
    const answers = await Promise.all(city.approvers.map((approver) => answerObjection(approver, id, answer)));
    expect(answers.sort()).toEqual(["answered", "not-open"]);
    expect(await objectionByCode(code)).toMatchObject({ status: "rejected", answer: answer.answer });
    await runDueWork();
    expect(await statusOf(firm)).toBe("listed");
    expect((await listingRow(firm)).ends).toBe(addDays(addMonths(today(), 36), -1));
  });

  it("opens anew for its full days after an upheld objection and a second decision", async () => {
    const firm = await eligible();
    const { id, noticeId } = await inNotice(firm, city);
    const { objectionId } = await objectionTo(id, noticeId);
    goTo(addDays(today(), 3));
    expect(await answerObjection(city.approvers[0], id, { objectionId, verdict: "upheld", answer: "found on site" })).toBe("answered");
    expect(await statusOf(firm)).toBe("checked");
    expect((await raiseObjection(noticeId, { text: "while it is closed", contact: "" })).is).toBe("closed");
    expect(await decide(city.approvers[1], id)).toBe("decided");
    expect(await noticeOf(noticeId)).toMatchObject({ startsOn: today(), endsOn: addWorkingDays(holidays(), today(), 7), closedAt: null });
  });

  it("does not end over an objection that is being stored at that moment", async () => {
    const firm = await eligible();
    const { noticeId, endsOn } = await inNotice(firm, city);
    goTo(addDays(endsOn, 1));
    let clerk = Promise.resolve();
    await database.superuser.begin(async (sql) => {
      await sql`select 1 from notice where id = ${noticeId} for update`;
      clerk = runDueWork();
      await new Promise((resolve) => setTimeout(resolve, 500));
      await sql`insert into objection (notice_id, enterprise_id, code, text) values (${noticeId}, ${firm.enterpriseId}, ${randomUUID()}, 'in the last second')`;
    });
    await clerk;
    expect(await statusOf(firm)).toBe("in-notice");
    await database.superuser`update objection set status = 'rejected' where notice_id = ${noticeId}`;
  });

  it("numbers twenty listings from one without a gap, each once, when twenty clerks end twenty notices", async () => {
    const firms = await Promise.all(Array.from({ length: 20 }, () => eligible("440304")));
    const notices = await Promise.all(firms.map((firm) => inNotice(firm, otherCity)));
    goTo(addDays(notices[0]!.endsOn, 1));
    await Promise.all(Array.from({ length: 20 }, () => runDueWork()));
    const rows = await Promise.all(firms.map(listingRow));
    const scope = `4403-${today().slice(0, 4)}`;
    expect(rows.map(({ number }) => number).sort()).toEqual(rows.map((_, at) => `${scope}-${String(at + 1).padStart(6, "0")}`));
    expect(rows.every(({ status, live }) => status === "listed" && live === 3)).toBe(true);
  });
});

const HEAD = "统一社会信用代码,处罚决定日期,罚款金额（元）,情节,编号";
async function fine(firm: TestEnterprise, reference: string) {
  const read = await readImportFile(new File([`${HEAD}\r\n${firm.uscc},${today()},20000,一般,${reference}`], "facts.csv"));
  if (!read.ok) throw new Error(read.error);
  return importFacts(city.officer, "penalty", read);
}

describe("a listing", () => {
  it("is suspended by an imported penalty at once; reinstated with new exemptions or removed with a waiting time", async () => {
    const firm = await eligible();
    const { id, number } = await listed(firm);
    expect(await fine(firm, "P-1")).toMatchObject({ added: 1, suspended: 1 });
    expect(await listingRow(firm)).toMatchObject({ status: "suspended", live: 0 });
    expect(await findListingByNumber(number, today())).toMatchObject({ status: "suspended", exemptions: [] });
    expect(await apply(firm)).toBe("not-eligible");
    const settle = (decision: "reinstate" | "remove", malicious?: "yes") =>
      Promise.all(city.approvers.map((approver) => decideSuspension(approver, id, { decision, malicious, reason: "heard and decided" })));
    expect((await settle("reinstate")).sort()).toEqual(["decided", "not-open"]);
    expect(await listingRow(firm)).toMatchObject({ status: "listed", live: 3, due: null });
    expect(await fine(firm, "P-2")).toMatchObject({ suspended: 1 });
    expect(await recordHearing(city.officer, id, "heard on site")).toBe("recorded");
    expect((await settle("remove", "yes")).sort()).toEqual(["decided", "not-open"]);
    expect(await listingRow(firm)).toMatchObject({ status: "removed", live: 0, reentry: addMonths(today(), 60) });
    expect((await registerPage(firm.uscc, 1)).rows).toEqual([]);
    expect(await apply(firm)).toBe("not-eligible");
  });

  it("expires when its years have passed, and not on its last day", async () => {
    const firm = await eligible();
    const { ends } = await listed(firm);
    goTo(ends);
    await runDueWork();
    expect((await listingRow(firm)).status).toBe("listed");
    goTo(addDays(ends, 1));
    await Promise.all(Array.from({ length: 5 }, () => runDueWork()));
    expect((await listingRow(firm)).status).toBe("expired");
    expect(await database.superuser`select 1 from ledger_entry where owner_id = ${firm.enterpriseId} and kind = 'positive-list.expired'`).toHaveLength(1);
  });
});

describe("who sees what", () => {
  it("keeps an agency of another region from seeing, checking, deciding and answering", async () => {
    const firm = await eligible();
    const id = await apply(firm);
    expect(await check(otherCity.officer, id)).toBe("not-open");
    expect(await check(city.officer, id)).toBe("done");
    expect(await decide(otherCity.approvers[0], id)).toBe("not-open");
    expect(await decide(city.approvers[0], id)).toBe("decided");
    const { objectionId } = await objectionTo(id, (await ownApplication(firm.actor))?.noticeId ?? "");
    const answer = { objectionId, verdict: "upheld" as const, answer: "from far away" };
    expect(await answerObjection(otherCity.approvers[0], id, answer)).toBe("not-open");
    expect(await applicationOf(otherCity.approvers[0], id)).toBeNull();
    expect((await applicationLines(otherCity.approvers[0], false)).some((line) => line.id === id)).toBe(false);
    expect(await answerObjection(city.approvers[0], id, { ...answer, verdict: "rejected" })).toBe("answered");
    const fined = await eligible();
    const { id: listing } = await listed(fined);
    await fine(fined, "P-3");
    expect(await decideSuspension(otherCity.approvers[0], listing, { decision: "remove", reason: "from far away" })).toBe("not-open");
    expect(await listingOf(otherCity.approvers[0], listing)).toBeNull();
  });

  it("shows a visitor notices and the register, nothing behind them, and lets none be changed", async () => {
    const firm = await eligible();
    const { id, noticeId } = await inNotice(firm, city);
    await objectionTo(id, noticeId);
    expect((await runningNotices(today())).some((notice) => notice.id === noticeId)).toBe(true);
    const hidden = [tables.applications, tables.evaluations, tables.objections, tables.facts, tables.sites] as const;
    for (const table of hidden) expect(await withTx(VISITOR, (tx) => tx.select().from(table))).toEqual([]);
    const closed = await withTx(VISITOR, (tx) => tx.update(tables.notices).set({ closedAt: new Date() }).returning());
    expect(closed).toEqual([]);
    const objection = { noticeId, enterpriseId: firm.enterpriseId, code: randomUUID(), text: "past the form" };
    await expect(withTx(VISITOR, (tx) => tx.insert(tables.objections).values(objection))).rejects.toMatchObject({ cause: { code: "42501" } });
  });
});
