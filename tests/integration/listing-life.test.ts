/** A listing over its life: proposal, pack, hearing, renewal, lapse, re-entry, legal notices, readings, history. */
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { applyForListing, checkApplication } from "~/features/positive-list/application-commands.server";
import { runDueWork } from "~/features/positive-list/due-work.server";
import { decideSuspension, suspendOnTrigger } from "~/features/positive-list/listing-commands.server";
import { inviteToHearing, recordHearing, stateCase, waiveHearing } from "~/features/positive-list/listing-life/hearing-commands.server";
import { acknowledge, markOpened, serveOtherwise } from "~/features/positive-list/listing-life/legal-notice-commands.server";
import { legalNotice, noticeLines, noticesToServe } from "~/features/positive-list/listing-life/legal-notice-queries.server";
import { hearingOf, ownHearing, ownPack, packsOf, waitingFor } from "~/features/positive-list/listing-life/life-queries.server";
import { listingLines, publicHistory, readingsOf } from "~/features/positive-list/listing-life/listing-queries.server";
import { askForPack, handInPack, judgePack } from "~/features/positive-list/listing-life/pack-commands.server";
import { declineProposal, propose, withdrawProposal } from "~/features/positive-list/listing-life/proposal-commands.server";
import { recheckListings } from "~/features/positive-list/listing-life/recheck.server";
import { lifeRules } from "~/features/positive-list/listing-life/rules.server";
import { decideApplication } from "~/features/positive-list/decision-commands.server";
import { setClockOffsetDays, today } from "~/platform/clock.server";
import { tables, withTx } from "~/platform/db.server";
import { holidays } from "~/platform/holidays.server";
import { system, type AgencyActor } from "~/shared/actor";
import { addDays, addMonths, day } from "~/shared/day";
import { addWorkingDays } from "~/shared/working-days";
import { officerOf, type TestEnterprise } from "../factories";
import { allInOrder, apply, check, cityOf, decide, eligible, goTo, inNotice, statusOf, type City } from "../listing-course";
import { freshDatabase, type FreshDatabase } from "./database";

const TEST = system("test");
let database: FreshDatabase;
let city: City;
let second: AgencyActor;
let elsewhere: City;
beforeAll(async () => {
  database = await freshDatabase();
  city = await cityOf("4401");
  second = await officerOf(city.officer.agencyId, "4401", "officer", "city");
  elsewhere = await cityOf("4403");
});
afterAll(() => database.close());
afterEach(() => setClockOffsetDays(0));

async function listed(firm: TestEnterprise) {
  const { endsOn } = await inNotice(firm, city);
  goTo(addDays(endsOn, 1));
  await runDueWork();
  return listing(firm);
}
async function listing({ enterpriseId }: TestEnterprise) {
  const [row] = await database.superuser<{ id: string; number: string; status: string; listedOn: string; endsOn: string; tier: string; due: string | null; reentry: string | null }[]>`
    select id, number, status, listed_on::text as "listedOn", ends_on::text as "endsOn", tier, decision_due_on::text as due, reentry_from::text as reentry
    from listing where enterprise_id = ${enterpriseId} order by listed_on desc limit 1`;
  return row!;
}
const suspend = ({ enterpriseId }: TestEnterprise) =>
  withTx(TEST, async (tx) => {
    const [fact] = await tx
      .insert(tables.facts)
      .values({ enterpriseId, kind: "verified-complaint", value: { verifiedOn: today() }, validFrom: today(), source: "test", sourceRef: randomUUID() })
      .returning({ id: tables.facts.id });
    return suspendOnTrigger(tx, TEST, enterpriseId, fact!.id, "verified-complaint", today());
  });
const hearingId = async (firm: TestEnterprise) => (await waitingFor(firm.actor)).hearing!.id;
const remove = (id: string, by = city.approvers[0]) => decideSuspension(by, id, { decision: "remove", reason: "heard and weighed" });
const kinds = async ({ enterpriseId }: TestEnterprise) =>
  (await database.superuser<{ kind: string }[]>`select kind from legal_notice where enterprise_id = ${enterpriseId} order by served_at, kind`).map(({ kind }) => kind);

describe("a proposal", () => {
  it("is open once, is accepted by applying, and its proposer takes no further step", async () => {
    const firm = await eligible();
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => propose(city.officer, firm.enterpriseId, "steady for years")));
    expect(outcomes.filter((outcome) => outcome === "proposed")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === "already")).toHaveLength(4);
    expect(await propose(elsewhere.officer, firm.enterpriseId, "from far away")).toBe("not-there");
    // Applying answers the open proposal, whether it is named or not.
    const accepted = await applyForListing(firm.actor, randomUUID());
    expect((await waitingFor(firm.actor)).proposal).toBeNull();
    if (accepted.is !== "applied") throw new Error(accepted.is);
    expect(await check(city.officer, accepted.id)).toBe("own-proposal");
    expect(await check(second, accepted.id)).toBe("done");
    const both: AgencyActor = { ...city.officer, role: "approver" };
    expect(await decide(both, accepted.id)).toBe("own-proposal");
    await expect(database.superuser`update application set decided_by = proposed_by where id = ${accepted.id}`).rejects.toThrow("application_six_eyes");
    // Who proposed cannot be wiped out to get round it.
    await database.superuser`update application set proposed_by = null where id = ${accepted.id}`;
    expect(await decide(both, accepted.id)).toBe("own-proposal");
    expect(await decide(city.approvers[0], accepted.id)).toBe("decided");
    expect(await propose(city.officer, firm.enterpriseId, "once more, please")).toBe("listed");
  });

  it("is declined, withdrawn or accepted, never two of them; unanswered it lapses after its day", async () => {
    for (let round = 0; round < 8; round += 1) {
      const firm = await eligible();
      await propose(city.officer, firm.enterpriseId, "steady for years");
      const { proposal } = await waitingFor(firm.actor);
      const id = proposal!.id;
      const told = await Promise.all([
        declineProposal(firm.actor, id, "not this year"),
        withdrawProposal(city.officer, firm.enterpriseId),
        applyForListing(firm.actor, randomUUID(), id).then(({ is }) => is),
      ]);
      const [row] = await database.superuser<{ status: string }[]>`select status from listing_proposal where id = ${id}`;
      expect(told.filter((is) => ["declined", "withdrawn", "applied"].includes(is))).toHaveLength(1);
      const ends = new Map<string, string>([["declined", "declined"], ["withdrawn", "withdrawn"], ["applied", "accepted"]]);
      expect(told.flatMap((is) => ends.get(is) ?? [])).toEqual([row!.status]);
      expect(await statusOf(firm)).toBe(row!.status === "accepted" ? "submitted" : undefined);
    }
    const firm = await eligible();
    await propose(city.officer, firm.enterpriseId, "steady for years");
    const due = addWorkingDays(holidays(), today(), lifeRules().proposalAnswerWorkingDays);
    goTo(due);
    await runDueWork();
    expect((await waitingFor(firm.actor)).proposal).not.toBeNull();
    goTo(addDays(due, 1));
    await runDueWork();
    expect((await waitingFor(firm.actor)).proposal).toBeNull();
  });
});

describe("the county's check", () => {
  it("asks for a pack once, takes files, asks for more with reasons, accepts, and ends with the check", async () => {
    const firm = await eligible();
    const id = await apply(firm);
    expect(await askForPack(elsewhere.officer, id, { way: "files", note: "from far away" })).toBe("not-open");
    const asked = await Promise.all([1, 2, 3].map(() => askForPack(city.officer, id, { way: "files", note: "ledgers of the last year" })));
    expect(asked.sort()).toEqual(["already", "already", "asked"]);
    const packId = (await waitingFor(firm.actor)).pack!.id;
    expect(await judgePack(city.officer, id, { verdict: "accepted", note: "nothing came yet" })).toBe("not-open");
    expect(await handInPack(firm.actor, packId, "without any file", [])).toBe("no-files");
    const hash = "a".repeat(64);
    const file = { fileName: "ledger.pdf", mediaType: "application/pdf", sizeBytes: 10, hash, originalHash: hash, waitingAs: null, effectiveFrom: today(), effectiveTo: null };
    expect(await handInPack(firm.actor, packId, "ledgers of 2026", [file])).toBe("handed-in");
    expect(await judgePack(city.officer, id, { verdict: "more", note: "December is missing" })).toBe("done");
    expect(await handInPack(firm.actor, packId, "December is in it", [file])).toBe("handed-in");
    const { packs } = await packsOf(city.officer, id);
    expect(packs[0]?.steps.map(({ kind }) => kind)).toEqual(["asked", "handed-in", "more", "handed-in"]);
    expect(packs[0]?.files).toHaveLength(1);
    expect((await packsOf(elsewhere.officer, id)).packs).toEqual([]);
    // The agency may open what hangs here, another city may not.
    const open = (actor: AgencyActor) => withTx(actor, (tx) => tx.select({ id: tables.evidence.id }).from(tables.evidence));
    const evidenceId = packs[0]!.files[0]!.id;
    expect((await open(city.officer)).some((row) => row.id === evidenceId)).toBe(true);
    expect((await open(elsewhere.officer)).some((row) => row.id === evidenceId)).toBe(false);
    expect(await judgePack(city.officer, id, { verdict: "accepted", note: "complete and readable" })).toBe("done");
    expect((await ownPack(firm.actor, packId))?.status).toBe("accepted");
    expect(await check(city.officer, id)).toBe("done");
    expect(await askForPack(city.officer, id, { way: "files", note: "after the check" })).toBe("not-open");
  });

  it("accepts a help visit only once it has been made", async () => {
    const firm = await eligible();
    const id = await apply(firm);
    expect(await askForPack(city.officer, id, { way: "help-visit", note: "show us the dosing room" })).toBe("asked");
    expect(await judgePack(city.officer, id, { verdict: "accepted", note: "we were there" })).toBe("no-visit");
    await withTx(TEST, (tx) =>
      tx.insert(tables.appointments).values({
        enterpriseId: firm.enterpriseId, siteId: firm.siteId, agencyId: city.officer.agencyId, officerId: city.officer.accountId, kind: "help", topic: "dosing", day: today(),
        half: "am", during: `[${today()}T01:00:00Z,${today()}T04:00:00Z)`, status: "done", legalEffect: "ISOLATED", legalEffectProfile: "test@1",
        legalEffectShownAt: new Date(), requestedBy: firm.actor.accountId, requestedOn: today(), replyDueOn: today(),
      })
    );
    expect(await judgePack(city.officer, id, { verdict: "accepted", note: "we were there" })).toBe("done");
  });

  it("is not passed on with an item nobody looked at; the city sends it back to be checked again", async () => {
    const firm = await eligible();
    const id = await apply(firm);
    const { permit: _left, ...rest } = allInOrder();
    expect(await checkApplication(city.officer, id, { outcome: "checked", basis: "files", items: rest, note: "in a hurry" })).toBe("incomplete");
    expect(await check(city.officer, id)).toBe("done");
    expect(await decideApplication(city.approvers[0], id, { decision: "send-back", reason: "look at the ledgers" })).toBe("decided");
    expect(await statusOf(firm)).toBe("submitted");
    expect(await decide(city.approvers[0], id)).toBe("not-open");
    expect(await check(second, id)).toBe("done");
    expect(await decide(city.approvers[0], id)).toBe("decided");
  });

  it("lapses when nobody decides while the pledge counts", async () => {
    const firm = await eligible();
    await apply(firm);
    const last = addMonths(today(), lifeRules().applicationValidMonths);
    goTo(last);
    await runDueWork();
    expect(await statusOf(firm)).toBe("submitted");
    goTo(addDays(last, 1));
    await runDueWork();
    expect(await statusOf(firm)).toBe("lapsed");
  });
});

describe("a suspension", () => {
  it("opens a hearing; nobody is removed who may still be heard, in the database neither; a late statement is said to be late", async () => {
    const firm = await eligible();
    const { id } = await listed(firm);
    await suspend(firm);
    const hearing = await hearingId(firm);
    expect(await remove(id)).toBe("not-heard");
    await expect(database.superuser`update listing set status = 'removed', removed_on = ${today()} where id = ${id}`).rejects.toThrow("may still be heard");
    const view = await hearingOf(city.officer, id);
    expect(view).toMatchObject({ status: "open", cause: "verified-complaint", statementDueOn: addWorkingDays(holidays(), today(), 7), decisionDueOn: addWorkingDays(holidays(), today(), 15) });
    expect(await hearingOf(elsewhere.officer, id)).toBeNull();
    expect(await inviteToHearing(city.officer, id, { meetingOn: addDays(today(), -1), meetingPlace: "room 2" })).toBe("past-day");
    expect(await inviteToHearing(city.officer, id, { meetingOn: addDays(today(), 3), meetingPlace: "room 2" })).toBe("invited");
    goTo(addDays(day(view!.statementDueOn), 1));
    expect(await stateCase(firm.actor, hearing, "the complaint was not about us", [])).toBe("stated");
    expect((await ownHearing(firm.actor, hearing))!.statedOn! > view!.statementDueOn).toBe(true);
    expect(await recordHearing(elsewhere.officer, id, "from far away")).toBe("not-open");
    expect(await recordHearing(city.officer, id, "heard in room 2")).toBe("recorded");
    expect(await remove(id)).toBe("decided");
    expect(await stateCase(firm.actor, hearing, "too late by now", [])).toBe("not-open");
    expect(await kinds(firm)).toEqual(["approval", "suspension", "hearing", "removal"]);
    const { reentry } = await listing(firm);
    expect(reentry).toBe(addMonths(today(), 24));
    // Re-entry only from its day: past the portal's own rules the database refuses it too.
    const early = (on: string) => database.superuser`
      insert into application (enterprise_id, evaluation_id, pledge, submitted_by, submitted_on)
      select enterprise_id, evaluation_id, pledge, submitted_by, ${on} from application where enterprise_id = ${firm.enterpriseId} limit 1`;
    await expect(early(addDays(day(reentry!), -1))).rejects.toThrow("application before");
    await early(reentry!);
  });

  it("is decided once the enterprise waived, or its time has passed; decisions that are overdue show and are reminded once", async () => {
    const waived = await eligible();
    const silent = await eligible();
    const [{ id: first }, { id: other }] = [await listed(waived), await (setClockOffsetDays(0), listed(silent))];
    await suspend(waived);
    await suspend(silent);
    expect(await waiveHearing(waived.actor, await hearingId(waived))).toBe("waived");
    expect(await remove(first)).toBe("decided");
    const hearing = await hearingOf(city.officer, other);
    goTo(day(hearing!.statementDueOn));
    expect(await remove(other)).toBe("not-heard");
    goTo(addDays(day(hearing!.decisionDueOn), 1));
    expect((await listingLines(city.approvers[0], "overdue")).map(({ id }) => id)).toContain(other);
    expect((await listingLines(elsewhere.approvers[0], "overdue")).map(({ id }) => id)).not.toContain(other);
    await Promise.all([runDueWork(), runDueWork()]);
    const reminded = await database.superuser`select what from listing_reminder where subject_id = ${other} and what like 'decision%'`;
    expect(reminded).toHaveLength(1);
    expect(await remove(other)).toBe("decided");
  });

  it("states and decides at the same moment into one end state", async () => {
    for (let round = 0; round < 6; round += 1) {
      setClockOffsetDays(0);
      const firm = await eligible();
      const { id } = await listed(firm);
      await suspend(firm);
      const hearing = await hearingId(firm);
      const [stated, removed, reinstated] = await Promise.all([
        stateCase(firm.actor, hearing, "please hear us first", []),
        remove(id),
        decideSuspension(city.approvers[1], id, { decision: "reinstate", reason: "a mistake of ours" }),
      ]);
      const { status } = await listing(firm);
      const decided = [removed, reinstated].filter((is) => is === "decided");
      expect(decided).toHaveLength(1);
      expect(status).toBe(removed === "decided" ? "removed" : "listed");
      if (removed === "decided") expect(stated).toBe("stated");
      const [row] = await database.superuser`select status, outcome from listing_hearing where id = ${hearing}`;
      expect(row).toEqual({ status: "closed", outcome: removed === "decided" ? "remove" : "reinstate" });
    }
  });
});

it("a legal notice is opened and acknowledged by the enterprise, each once, or served otherwise after its time", async () => {
  const firm = await eligible();
  await listed(firm);
  const [notice] = await noticeLines(firm.actor, false, "en");
  const id = notice!.id;
  expect(notice!.standing).toBe("overdue");
  const neighbour = await eligible();
  await markOpened(neighbour.actor, id);
  expect(await legalNotice(neighbour.actor, id, "en")).toBeNull();
  expect((await noticesToServe(city.officer)).map((row) => row.id)).toContain(id);
  expect((await noticesToServe(elsewhere.officer)).map((row) => row.id)).not.toContain(id);
  const other = { way: "post" as const, on: addDays(today(), 1), note: "registered letter 4711" };
  expect(await serveOtherwise(city.officer, id, other)).toBe("future-day");
  expect(await serveOtherwise(elsewhere.officer, id, { ...other, on: today() })).toBe("not-due");
  expect((await Promise.all([1, 2].map(() => serveOtherwise(city.officer, id, { ...other, on: today() })))).sort()).toEqual(["not-due", "recorded"]);
  expect((await Promise.all([1, 2, 3].map(() => acknowledge(firm.actor, id)))).sort()).toEqual(["acknowledged", "already", "already"]);
  const seen = await legalNotice(city.officer, id, "en");
  expect(seen).toMatchObject({ standing: "acknowledged", fallback: { way: "post", note: "registered letter 4711" } });
  for (const change of ["words = '{}'", "opened_at = now()", "fallback_note = 'another letter'", "open_due_on = open_due_on + 1"])
    await expect(database.superuser.unsafe(`update legal_notice set ${change} where id = '${id}'`), change).rejects.toThrow("change refused");
  // Within its time there is nothing to serve otherwise.
  const fresh = await eligible();
  await inNotice(fresh, city);
  const [young] = await noticeLines(fresh.actor, false, "zh-CN");
  expect(await serveOtherwise(city.officer, young!.id, { ...other, on: today() })).toBe("not-due");
});

it("monthly readings are taken once a month; two below 85 lose tier 1, told and in the public history", async () => {
  const firm = await eligible();
  const { id, number } = await listed(firm);
  await database.superuser`update listing set tier = 'T1' where id = ${id}`;
  const worse = { risk: { planFiled: "no", planDrilled: "no", hazardousWasteInOrder: "no", receptorsProtected: "no" }, management: { managementSystem: "no", cleanerProductionLevel: "none", airGrade: "not-applicable" } };
  await withTx(TEST, (tx) =>
    tx.insert(tables.facts).values(Object.entries(worse).map(([kind, value]) => ({ enterpriseId: firm.enterpriseId, kind, value, validFrom: today(), source: "test", sourceRef: randomUUID() })))
  );
  await Promise.all([recheckListings(today()), recheckListings(today())]);
  expect(await readingsOf(city.officer, id)).toHaveLength(1);
  expect((await readingsOf(firm.actor, id))[0]!.score).toBeLessThan(85);
  expect((await listing(firm)).tier).toBe("T1");
  goTo(addMonths(today(), 1));
  await recheckListings(today());
  expect(await readingsOf(firm.actor, id)).toHaveLength(2);
  expect((await listing(firm)).tier).toBe("T2");
  expect((await publicHistory(number))?.changes.at(-1)?.kind).toBe("tier-lost");
  expect(await readingsOf(elsewhere.officer, id)).toEqual([]);
});
