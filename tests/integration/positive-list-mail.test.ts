/** The letters an enterprise gets on its way to a listing and after. */
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { runDueWork } from "~/features/positive-list/due-work.server";
import { decideSuspension, suspendOnTrigger } from "~/features/positive-list/listing-commands.server";
import { waiveHearing } from "~/features/positive-list/listing-life/hearing-commands.server";
import { setClockOffsetDays, today } from "~/platform/clock.server";
import { unseal } from "~/platform/crypto.server";
import { tables, withTx } from "~/platform/db.server";
import { system } from "~/shared/actor";
import { addDays } from "~/shared/day";
import { apply, check, checked, cityOf, decide, eligible, goTo, inNotice, type City } from "../listing-course";
import { colleague, type TestEnterprise } from "../factories";
import { freshDatabase, type FreshDatabase } from "./database";

const letter = z.object({ to: z.string(), subject: z.string(), text: z.string() });
let database: FreshDatabase;
let city: City;
beforeAll(async () => {
  database = await freshDatabase();
  city = await cityOf("4401");
});
afterAll(() => database.close());
afterEach(() => setClockOffsetDays(0));

let read = 0;
/** Letters queued since the last call, in their order. */
async function newLetters() {
  const rows = await database.superuser<{ sealed: string }[]>`
    select data->'payload'->>'sealed' as sealed from pgboss.job where data->>'job' = 'mail' order by created_on`;
  const letters = rows.map(({ sealed }) => letter.parse(JSON.parse(unseal(sealed, "mail"))));
  const fresh = letters.slice(read);
  read = letters.length;
  // No placeholder left open, no key in the place of its text.
  for (const { subject, text } of fresh) expect(`${subject}\n${text}`).not.toMatch(/\{\{|undefined|mail\.|reason: \n/i);
  return fresh;
}

async function suspend({ enterpriseId }: TestEnterprise): Promise<void> {
  await withTx(system("test"), async (tx) => {
    const [fact] = await tx
      .insert(tables.facts)
      .values({ enterpriseId, kind: "penalty", value: {}, validFrom: today(), source: "test", sourceRef: today() })
      .returning({ id: tables.facts.id });
    await suspendOnTrigger(tx, system("test"), enterpriseId, fact!.id, "penalty", today());
  });
}

it("an enterprise is told of every decision with its reasons, and not of steps inside the agency", async () => {
  const firm = await eligible();
  await colleague(firm.enterpriseId, "learner");
  await check(city.officer, await apply(firm), "returned");
  const [returned, ...others] = await newLetters();
  expect(returned).toMatchObject({ to: "legal-representative@example.test", text: expect.stringContaining("files looked at") });
  expect(others).toEqual([]);

  const refused = await checked(firm, city);
  expect(await newLetters()).toEqual([]);
  await decide(city.approvers[0], refused, "refuse");
  expect(await newLetters()).toMatchObject([{ text: expect.stringContaining("heard and weighed") }]);

  const { endsOn } = await inNotice(firm, city);
  expect(await newLetters()).toMatchObject([{ text: expect.stringContaining("heard and weighed") }]);
  goTo(addDays(endsOn, 1));
  await Promise.all([runDueWork(), runDueWork()]);
  const number = `4401-${today().slice(0, 4)}-000001`;
  expect(await newLetters()).toMatchObject([{ subject: expect.stringContaining(number) }]);

  const [listing] = await database.superuser<{ id: string }[]>`select id from listing where number = ${number}`;
  await suspend(firm);
  const settle = { reason: "heard on site", decision: "remove" as const };
  const [hearing] = await database.superuser<{ id: string }[]>`select id from listing_hearing where listing_id = ${listing!.id}`;
  expect(await waiveHearing(firm.actor, hearing!.id)).toBe("waived");
  await Promise.all(city.approvers.map((approver) => decideSuspension(approver, listing!.id, settle)));
  const [suspended, removed, ...more] = await newLetters();
  expect([suspended?.subject, removed?.subject].every((subject) => subject?.includes(number))).toBe(true);
  expect(removed?.text).toContain("heard on site");
  expect(more).toEqual([]);
});
