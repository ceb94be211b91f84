/** The way to a listing, step by step, for tests that begin in the middle of it. */
import { randomUUID } from "node:crypto";
import { applyForListing, checkApplication } from "~/features/positive-list/application-commands.server";
import { ownApplication } from "~/features/positive-list/application-queries.server";
import { decideApplication } from "~/features/positive-list/decision-commands.server";
import { exampleFacts } from "~/features/positive-list/example-facts";
import { countyCheck } from "~/features/positive-list/listing-life/rules.server";
import { clockOffsetDays, setClockOffsetDays, today } from "~/platform/clock.server";
import { tables, withTx } from "~/platform/db.server";
import { system, type AgencyActor } from "~/shared/actor";
import { day, daysBetween, type Day } from "~/shared/day";
import { agency, enterprise, officerOf, type TestEnterprise } from "./factories";

const TEST = system("test");
export interface City {
  readonly officer: AgencyActor;
  readonly approvers: readonly [AgencyActor, AgencyActor];
}

/** A city agency with one officer and two approvers. */
export async function cityOf(region: string): Promise<City> {
  const id = await agency(region, "city");
  const person = (role: "officer" | "approver") => officerOf(id, region, role, "city");
  return { officer: await person("officer"), approvers: [await person("approver"), await person("approver")] };
}
/** An enterprise that meets every condition but the pledge. */
export async function eligible(region = "440113"): Promise<TestEnterprise> {
  const firm = await enterprise(region);
  await restate(firm);
  return firm;
}
/** States the same facts as of today, so that none of them is out of date. */
export async function restate(firm: TestEnterprise): Promise<void> {
  const stated = exampleFacts(today()).filter(({ kind }) => kind !== "pledge" && kind !== "listing");
  await withTx(TEST, (tx) =>
    tx.insert(tables.facts).values(
      stated.map(({ id, kind, value, validFrom, validTo, source }) => ({ enterpriseId: firm.enterpriseId, kind, value, validFrom, validTo, source, sourceRef: `${id} ${today()}` }))
    )
  );
}
export const apply = async (firm: TestEnterprise): Promise<string> => {
  const outcome = await applyForListing(firm.actor, randomUUID());
  return outcome.is === "applied" ? outcome.id : outcome.is;
};
/** Every item of the county's checklist looked at and in order. */
export const allInOrder = () => Object.fromEntries(countyCheck().items.map(({ id }) => [id, { verdict: "in-order" as const, note: "seen in the files" }]));
export const check = (actor: AgencyActor, id: string, outcome: "checked" | "returned" = "checked") =>
  checkApplication(actor, id, { outcome, basis: "files", items: allInOrder(), note: "files looked at" });
export const decide = (actor: AgencyActor, id: string, decision: "approve" | "refuse" = "approve") =>
  decideApplication(actor, id, { decision, reason: "heard and weighed" });
export const statusOf = async (firm: TestEnterprise) => (await ownApplication(firm.actor))?.status;

export async function checked(firm: TestEnterprise, by: City): Promise<string> {
  const id = await apply(firm);
  const outcome = await check(by.officer, id);
  if (outcome !== "done") throw new Error(outcome);
  return id;
}
export async function inNotice(firm: TestEnterprise, by: City) {
  const id = await checked(firm, by);
  const outcome = await decide(by.approvers[0], id);
  if (outcome !== "decided") throw new Error(outcome);
  const own = await ownApplication(firm.actor);
  return { id, noticeId: own?.noticeId ?? "", endsOn: day(own?.noticeEndsOn ?? "") };
}
/** Moves the portal's time to a day. */
export const goTo = (on: Day): void => setClockOffsetDays(clockOffsetDays() + daysBetween(today(), on));
