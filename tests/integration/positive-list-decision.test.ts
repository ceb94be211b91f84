import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { applyForListing, checkApplication, withdrawApplication } from "~/features/positive-list/application-commands.server";
import { applicationOf, ownApplication } from "~/features/positive-list/application-queries.server";
import { decideApplication } from "~/features/positive-list/decision-commands.server";
import { runDueWork } from "~/features/positive-list/due-work.server";
import { exampleFacts } from "~/features/positive-list/example-facts";
import { decideSuspension, suspendOnTrigger } from "~/features/positive-list/listing-commands.server";
import { recordHearing } from "~/features/positive-list/listing-life/hearing-commands.server";
import { answerObjection, raiseObjection } from "~/features/positive-list/notice-commands.server";
import { registerPage } from "~/features/positive-list/register-queries.server";
import { setClockOffsetDays, today } from "~/platform/clock.server";
import { tables, withTx } from "~/platform/db.server";
import { system, type AgencyActor } from "~/shared/actor";
import { addMonths } from "~/shared/day";
import { agency, enterprise, officerOf, type TestEnterprise } from "../factories";
import { allInOrder } from "../listing-course";
import { freshDatabase, type FreshDatabase } from "./database";

const TEST = system("test");
let database: FreshDatabase;
let city: { officer: AgencyActor; approvers: AgencyActor[] };
beforeAll(async () => {
  database = await freshDatabase();
  const id = await agency("4401", "city");
  const person = (role: "officer" | "approver") => officerOf(id, "4401", role, "city");
  city = { officer: await person("officer"), approvers: await Promise.all(Array.from({ length: 5 }, () => person("approver"))) };
});
afterAll(() => database.close());

/** An enterprise that meets every condition but the pledge. */
async function eligible(): Promise<TestEnterprise> {
  const firm = await enterprise();
  const stated = exampleFacts(today()).filter(({ kind }) => kind !== "pledge" && kind !== "listing");
  await withTx(TEST, (tx) =>
    tx.insert(tables.facts).values(
      stated.map(({ id, kind, value, validFrom, validTo, source }) => ({ enterpriseId: firm.enterpriseId, kind, value, validFrom, validTo, source, sourceRef: id }))
    )
  );
  return firm;
}
async function applied(firm: TestEnterprise): Promise<string> {
  const outcome = await applyForListing(firm.actor, randomUUID());
  if (outcome.is !== "applied") throw new Error(outcome.is);
  return outcome.id;
}
async function checked(firm: TestEnterprise): Promise<string> {
  const id = await applied(firm);
  expect(await checkApplication(city.officer, id, { outcome: "checked", basis: "files", items: allInOrder(), note: "files complete" })).toBe("done");
  return id;
}
const approve = (actor: AgencyActor, id: string) => decideApplication(actor, id, { decision: "approve", reason: "every condition is met" });
const statusOf = async (firm: TestEnterprise) => (await ownApplication(firm.actor))?.status;
async function inNotice(firm: TestEnterprise): Promise<{ id: string; noticeId: string }> {
  const id = await checked(firm);
  expect(await approve(city.approvers[0]!, id)).toBe("decided");
  return { id, noticeId: (await ownApplication(firm.actor))?.noticeId ?? "" };
}
async function afterNotice(fn: () => Promise<void>): Promise<void> {
  setClockOffsetDays(20);
  try {
    await fn();
  } finally {
    setClockOffsetDays(0);
  }
}

describe("an application", () => {
  it("is made once, however often it is sent, and only by who is eligible", async () => {
    const firm = await eligible();
    const key = randomUUID();
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => applyForListing(firm.actor, key)));
    expect(new Set(outcomes.map((outcome) => (outcome.is === "applied" ? outcome.id : outcome.is))).size).toBe(1);
    expect(await applyForListing(firm.actor, randomUUID())).toEqual({ is: "already" });
    expect(await applyForListing((await enterprise()).actor, randomUUID())).toEqual({ is: "not-eligible" });
  });

  it("is decided once by 100 approvals at the same time", async () => {
    const firm = await eligible();
    const id = await checked(firm);
    const outcomes = await Promise.all(Array.from({ length: 100 }, (_, at) => approve(city.approvers[at % 5]!, id)));
    expect(outcomes.filter((outcome) => outcome === "decided")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === "not-open")).toHaveLength(99);
    const [count] = await database.superuser<{ notices: number; entries: number }[]>`
      select (select count(*)::int from notice where application_id = ${id}) as notices,
        (select count(*)::int from ledger_entry where owner_id = ${firm.enterpriseId} and chain = 'decision') as entries`;
    expect(count).toEqual({ notices: 1, entries: 1 });
  });

  it("is never decided by who checked it, not even past the portal's own check", async () => {
    const id = await checked(await eligible());
    const both: AgencyActor = { ...city.officer, role: "approver" };
    expect(await approve(both, id)).toBe("own-check");
    await expect(database.superuser`update application set decided_by = checked_by where id = ${id}`).rejects.toThrow("application_four_eyes");
  });

  it("ends in one state when it is approved and withdrawn at once", async () => {
    const firm = await eligible();
    const id = await checked(firm);
    await Promise.all([approve(city.approvers[0]!, id), withdrawApplication(firm.actor, id)]);
    const running = await database.superuser`select 1 from notice where application_id = ${id} and closed_at is null`;
    expect([await statusOf(firm), running.length]).toEqual(["withdrawn", 0]);
  });

  it("is out of reach for an agency of another region", async () => {
    const id = await checked(await eligible());
    const stranger = await officerOf(await agency("3501", "city"), "3501", "approver", "city");
    expect(await applicationOf(stranger, id)).toBeNull();
    expect(await approve(stranger, id)).toBe("not-open");
  });
});

describe("a notice", () => {
  it("becomes one listing with its exemptions after its last day, however many clerks end it", async () => {
    const firm = await eligible();
    await inNotice(firm);
    await runDueWork();
    expect(await statusOf(firm)).toBe("in-notice");
    await afterNotice(async () => {
      await Promise.all(Array.from({ length: 10 }, () => runDueWork()));
    });
    expect(await statusOf(firm)).toBe("listed");
    const granted = await database.superuser`select kind from exemption where enterprise_id = ${firm.enterpriseId}`;
    expect(granted).toHaveLength(3);
    expect((await registerPage(firm.uscc, 1)).rows).toHaveLength(1);
  });

  it("waits for an open objection, and goes back to be decided when one is upheld", async () => {
    const firm = await eligible();
    const { id, noticeId } = await inNotice(firm);
    expect((await raiseObjection(noticeId, { text: "odour at night", contact: "" })).is).toBe("raised");
    await afterNotice(runDueWork);
    expect(await statusOf(firm)).toBe("in-notice");
    const objection = (await applicationOf(city.officer, id))?.objections[0]?.id ?? "";
    expect(await answerObjection(city.approvers[0]!, id, { objectionId: objection, verdict: "upheld", answer: "confirmed on site" })).toBe("answered");
    expect(await statusOf(firm)).toBe("checked");
    expect(await approve(city.approvers[1]!, id)).toBe("decided");
    await afterNotice(runDueWork);
    expect(await statusOf(firm)).toBe("listed");
  });

  it("gives numbers without a gap when many end at once", async () => {
    const firms = await Promise.all(Array.from({ length: 8 }, eligible));
    for (const firm of firms) await inNotice(firm);
    await afterNotice(async () => {
      await Promise.all(Array.from({ length: 5 }, () => runDueWork()));
    });
    const rows = await database.superuser<{ number: string }[]>`select number from listing order by number`;
    const serials = rows.map(({ number }) => Number(number.split("-")[2]));
    expect(serials).toEqual(serials.map((_, at) => at + 1));
  });
});

it("a suspension revokes the exemptions at once; a person reinstates or removes", async () => {
  const firm = await eligible();
  await inNotice(firm);
  await afterNotice(runDueWork);
  const live = async () =>
    (await database.superuser<{ n: number }[]>`select count(*)::int as n from exemption where enterprise_id = ${firm.enterpriseId} and revoked_on is null`)[0]?.n;
  const suspend = () =>
    withTx(TEST, async (tx) => {
      const [fact] = await tx
        .insert(tables.facts)
        .values({ enterpriseId: firm.enterpriseId, kind: "penalty", value: {}, validFrom: today(), source: "test", sourceRef: randomUUID() })
        .returning({ id: tables.facts.id });
      return suspendOnTrigger(tx, TEST, firm.enterpriseId, fact!.id, "penalty", today());
    });
  expect([await live(), await suspend(), await live()]).toEqual([3, "suspended", 0]);
  const [listing] = await database.superuser<{ id: string }[]>`select id from listing where enterprise_id = ${firm.enterpriseId}`;
  const decide = (decision: "reinstate" | "remove") => decideSuspension(city.approvers[0]!, listing!.id, { decision, reason: "heard and decided" });
  expect([await decide("reinstate"), await decide("reinstate"), await live()]).toEqual(["decided", "not-open", 3]);
  expect([await suspend(), await decide("remove")]).toEqual(["suspended", "not-heard"]);
  expect(await recordHearing(city.officer, listing!.id, "heard on site")).toBe("recorded");
  expect(await decide("remove")).toBe("decided");
  const [after] = await database.superuser<{ status: string; reentry: string }[]>`select status, reentry_from::text as reentry from listing where id = ${listing!.id}`;
  expect(after).toEqual({ status: "removed", reentry: addMonths(today(), 24) });
});
