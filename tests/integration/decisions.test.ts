/**
 * Decisions under fire: many at once on one case, all that can end a case at the same moment, and numbers that stay
 * without a gap while transactions fail. LONG=1 runs the published counts.
 */
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { withdrawApplication } from "~/features/positive-list/application-commands.server";
import { decideApplication } from "~/features/positive-list/decision-commands.server";
import { answerObjection, raiseObjection } from "~/features/positive-list/notice-commands.server";
import { runDueWork } from "~/features/positive-list/due-work.server";
import { setClockOffsetDays, today } from "~/platform/clock.server";
import type { AgencyActor } from "~/shared/actor";
import { addDays } from "~/shared/day";
import { officerOf, type TestEnterprise } from "../factories";
import { checked, cityOf, eligible, goTo, inNotice, statusOf, type City } from "../listing-course";
import { freshDatabase, type FreshDatabase } from "./database";

const LONG = Boolean(process.env["LONG"]);
const ROUNDS = LONG ? 500 : 100;

let database: FreshDatabase;
let city: City;
let approvers: AgencyActor[];
beforeAll(async () => {
  database = await freshDatabase({ poolSize: 20 });
  city = await cityOf("4401");
  const { agencyId } = city.officer;
  approvers = await Promise.all(Array.from({ length: 20 }, () => officerOf(agencyId, "4401", "approver", "city")));
});
afterAll(() => database.close());
afterEach(() => setClockOffsetDays(0));

const approver = (at: number): AgencyActor => approvers[at % approvers.length]!;
const say = (actor: AgencyActor, id: string, decision: "approve" | "refuse") => decideApplication(actor, id, { decision, reason: "heard and weighed" });

it("200 approvals of one case at once: one decision, one notice, one ledger entry, one letter", async () => {
  const firm = await eligible();
  const id = await checked(firm, city);
  const outcomes = await Promise.all(Array.from({ length: 200 }, (_, at) => say(approver(at), id, "approve")));
  expect(outcomes.filter((outcome) => outcome === "decided")).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === "not-open")).toHaveLength(199);
  const [count] = await database.superuser`
    select (select count(*)::int from notice where application_id = ${id}) as notices,
      (select count(*)::int from ledger_entry where owner_id = ${firm.enterpriseId} and kind = 'application.approve') as entries`;
  expect(count).toEqual({ notices: 1, entries: 1 });
});

const shuffled = <T>(things: readonly T[]): T[] => things.map((thing) => ({ thing, at: Math.random() })).sort((a, b) => a.at - b.at).map(({ thing }) => thing);

it(`approve, refuse and withdraw at the same moment, ${ROUNDS} rounds: one end state, and everybody is told`, { timeout: 300_000 }, async () => {
  const ends = new Map<string, number>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const firm = await eligible();
    const id = await checked(firm, city);
    const told: Record<string, string> = {};
    await Promise.all(
      shuffled([
        async () => void (told["approve"] = await say(approver(round), id, "approve")),
        async () => void (told["refuse"] = await say(approver(round + 1), id, "refuse")),
        async () => void (told["withdraw"] = await withdrawApplication(firm.actor, id)),
      ]).map((act) => act())
    );
    const status = (await statusOf(firm)) ?? "";
    const [left] = await database.superuser`
      select (select count(*)::int from notice where application_id = ${id} and closed_at is null) as running,
        (select count(*)::int from ledger_entry where owner_id = ${firm.enterpriseId} and kind like 'application.%') as decisions`;
    const decided = Number(told["approve"] === "decided") + Number(told["refuse"] === "decided");
    expect(decided).toBeLessThanOrEqual(1);
    expect({ told, status, left }).toEqual({
      told,
      // What was withdrawn is withdrawn, even after an approval; a refusal is final.
      status: told["withdraw"] === "withdrawn" ? "withdrawn" : told["approve"] === "decided" ? "in-notice" : "refused",
      left: { running: status === "in-notice" ? 1 : 0, decisions: decided },
    });
    ends.set(status, (ends.get(status) ?? 0) + 1);
  }
  expect(ends.size, JSON.stringify([...ends])).toBeGreaterThan(1);
});

it(`the end of a notice, a withdrawal and an upheld objection at the same moment, ${ROUNDS / 4} rounds: one end state`, { timeout: 300_000 }, async () => {
  for (let round = 0; round < ROUNDS / 4; round += 1) {
    setClockOffsetDays(0);
    const firm = await eligible();
    const { id, noticeId, endsOn } = await inNotice(firm, city);
    await raiseObjection(noticeId, { text: "夜间有异味，请核实废气设施", contact: "" });
    const [objection] = await database.superuser<{ id: string }[]>`select id from objection where notice_id = ${noticeId}`;
    goTo(addDays(endsOn, 1));
    await Promise.all(
      shuffled([
        () => runDueWork(),
        () => withdrawApplication(firm.actor, id),
        () => answerObjection(approver(round), id, { objectionId: objection?.id ?? "", verdict: round % 2 ? "upheld" : "rejected", answer: "已现场核实" }),
      ]).map((act) => act())
    );
    await runDueWork();
    const [end] = await database.superuser`
      select (select count(*)::int from listing where application_id = ${id}) as listings,
        (select count(*)::int from exemption where enterprise_id = ${firm.enterpriseId} and revoked_on is null) as exemptions,
        (select count(*)::int from notice where id = ${noticeId} and closed_at is null) as running`;
    const status = await statusOf(firm);
    const listed = status === "listed";
    expect(["listed", "withdrawn", "checked"]).toContain(status);
    expect(end).toEqual({ listings: listed ? 1 : 0, exemptions: listed ? 3 : 0, running: 0 });
  }
});

it("numbers have no gap and no double when one in five of the transactions that take them fails", { timeout: 120_000 }, async () => {
  const cases = LONG ? 100 : 40;
  const other = await cityOf("4403");
  const firms: TestEnterprise[] = await Promise.all(Array.from({ length: cases }, () => eligible("440304")));
  const notices = await Promise.all(firms.map((firm) => inNotice(firm, other)));
  await database.superuser.unsafe(`
    create function fail_sometimes() returns trigger language plpgsql as $$
      begin if random() < 0.2 then raise exception 'meant' using errcode = '40001'; end if; return new; end $$;
    create trigger fail_sometimes after insert on listing for each row execute function fail_sometimes()`);
  goTo(addDays(notices[0]!.endsOn, 1));
  for (let tries = 0; tries < 50; tries += 1) {
    await Promise.allSettled(Array.from({ length: 20 }, () => runDueWork()));
    const statuses = await Promise.all(firms.map(statusOf));
    if (statuses.every((status) => status === "listed")) break;
  }
  await database.superuser.unsafe("drop trigger fail_sometimes on listing; drop function fail_sometimes()");
  const rows = await database.superuser<{ number: string }[]>`select number from listing where number like '4403-%' order by number`;
  const scope = `4403-${today().slice(0, 4)}`;
  expect(rows.map(({ number }) => number)).toEqual(firms.map((_, at) => `${scope}-${String(at + 1).padStart(6, "0")}`));
});
