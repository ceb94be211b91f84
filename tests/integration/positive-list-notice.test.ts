/** What comes to light late: during a public notice, or after the listing began. */
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { applicationOf } from "~/features/positive-list/application-queries.server";
import { runDueWork } from "~/features/positive-list/due-work.server";
import { importFacts } from "~/features/positive-list/import-commands.server";
import { readImportFile } from "~/features/positive-list/import-file.server";
import { setClockOffsetDays, today } from "~/platform/clock.server";
import { unseal } from "~/platform/crypto.server";
import { addDays, addMonths, type Day } from "~/shared/day";
import type { TestEnterprise } from "../factories";
import { cityOf, decide, eligible, goTo, inNotice, statusOf, type City } from "../listing-course";
import { freshDatabase, type FreshDatabase } from "./database";

let database: FreshDatabase;
let city: City;
beforeAll(async () => {
  database = await freshDatabase();
  city = await cityOf("4401");
});
afterAll(() => database.close());
afterEach(() => setClockOffsetDays(0));

async function fine(firm: TestEnterprise, decidedOn: Day): Promise<number> {
  const text = `统一社会信用代码,处罚决定日期,罚款金额（元）,情节,编号\n${firm.uscc},${decidedOn},50000,一般,${randomUUID()}`;
  const read = await readImportFile(new File([text], "facts.csv", { type: "text/csv" }));
  if (!read.ok) throw new Error(read.error);
  const outcome = await importFacts(city.officer, "penalty", read);
  if (outcome.is !== "imported") throw new Error(JSON.stringify(outcome));
  return outcome.suspended;
}
const listingsOf = ({ enterpriseId }: TestEnterprise) =>
  database.superuser<{ status: string; reason: string }[]>`select status, reason from listing where enterprise_id = ${enterpriseId}`;
const letter = z.object({ subject: z.string(), text: z.string() });
async function lastLetter() {
  const [row] = await database.superuser<{ sealed: string }[]>`
    select data->'payload'->>'sealed' as sealed from pgboss.job where data->>'job' = 'mail' order by created_on desc limit 1`;
  return letter.parse(JSON.parse(unseal(row!.sealed, "mail")));
}

it("a penalty imported while the notice runs sends the application back to the approver, with the reason and a letter", async () => {
  const firm = await eligible();
  const { id, endsOn } = await inNotice(firm, city);
  expect(await fine(firm, addDays(today(), -3))).toBe(0);
  await runDueWork();
  expect(await statusOf(firm)).toBe("in-notice");
  goTo(addDays(endsOn, 1));
  await Promise.all([runDueWork(), runDueWork()]);
  expect([await statusOf(firm), await listingsOf(firm)]).toEqual(["checked", []]);
  const { decisionReason, decider } = (await applicationOf(city.approvers[0], id))!;
  expect(decider).toBeNull();
  expect(decisionReason).toContain("Penalty decisions");
  expect(decisionReason).toContain("公示于");
  expect((await lastLetter()).text).toMatch(/Penalty decisions|处罚/);
  const stopped = await database.superuser`select payload from ledger_entry where owner_id = ${firm.enterpriseId} and kind = 'positive-list.notice-stopped'`;
  expect(stopped.map(({ payload }) => payload.gates)).toEqual([["G2"]]);
  // The approver decides again, and the same gate stops the next notice.
  expect(await decide(city.approvers[1], id)).toBe("decided");
  goTo(addDays(today(), 15));
  await runDueWork();
  expect(await listingsOf(firm)).toEqual([]);
});

it("a penalty dated before the listing and imported later suspends it; one that closes no gate any more does not", async () => {
  const firm = await eligible();
  const { endsOn } = await inNotice(firm, city);
  goTo(addDays(endsOn, 1));
  await runDueWork();
  expect(await fine(firm, addMonths(today(), -61))).toBe(0);
  expect(await listingsOf(firm)).toMatchObject([{ status: "listed" }]);
  expect(await fine(firm, addDays(today(), -30))).toBe(1);
  expect(await listingsOf(firm)).toEqual([{ status: "suspended", reason: "penalty" }]);
});

it("an import at the moment the notice ends leaves no listing in force", async () => {
  for (let time = 0; time < 4; time += 1) {
    const firm = await eligible();
    const { endsOn } = await inNotice(firm, city);
    const decidedOn = today();
    goTo(addDays(endsOn, 1));
    await Promise.all([fine(firm, decidedOn), runDueWork()]);
    expect((await listingsOf(firm)).filter(({ status }) => status === "listed")).toEqual([]);
    setClockOffsetDays(0);
  }
});
