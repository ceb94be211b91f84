/** What takes an enterprise off the list: which trigger, on which days of a listing, and how long it then waits. */
import { describe, expect, it } from "vitest";
import { addDays, day, type Day } from "~/shared/day";
import { TEST_DAY as on } from "./arbitrary-facts.test-data";
import { evaluate } from "./evaluate";
import { exampleFacts } from "./example-facts";
import type { Fact } from "./facts";
import type { Profile } from "./profile";
import { profileById, scoreRules } from "./rules.server";

const rules = scoreRules();
const profile = profileById("default");
const SINCE = day("2025-06-01");

type Said = { [F in Fact as F["kind"]]: Pick<F, "kind" | "value"> }[Fact["kind"]];
const fact = (id: string, said: Said, validFrom: Day = SINCE): Fact => ({ ...said, id, validFrom, validTo: null, source: "test" });
const listing = (listedOn: Day = SINCE, endsOn: Day = day("2028-05-31")): Fact =>
  fact("listing", { kind: "listing", value: { listedOn, endsOn, status: "listed", reentryFrom: null } }, listedOn);
const penalty = (id: string, decidedOn: Day): Fact =>
  fact(id, { kind: "penalty", value: { decidedOn, fineFen: 1, severity: "minor" } }, decidedOn);
const falsification = (id: string, foundOn: Day): Fact =>
  fact(id, { kind: "falsification", value: { foundOn, what: "falsification" } }, foundOn);
const crime = (openedOn: Day, convictedOn: Day | null): Fact =>
  fact("crime", { kind: "crime", value: { openedOn, convictedOn } }, openedOn);
const removal = (more: readonly Fact[], of: Profile = profile, list: Fact = listing()) =>
  evaluate([...exampleFacts(on), list, ...more], of, rules, on).removal;

const LATELY = day("2026-01-15");

describe("a trigger takes effect while the listing runs", () => {
  it.each<[string, Day, Day, boolean]>([
    ["listed today", on, addDays(on, 30), true],
    ["listed from tomorrow", addDays(on, 1), addDays(on, 30), false],
    ["ending today", SINCE, on, true],
    ["ended yesterday", SINCE, addDays(on, -1), false],
  ])("%s", (_case, listedOn, endsOn, counts) => {
    const found = removal([penalty("p", on)], profile, listing(listedOn, endsOn));
    expect(found?.factId ?? null).toBe(counts ? "p" : null);
  });
});

describe("of several triggers", () => {
  it("the earliest is named, whatever order they come in", () => {
    const [early, late] = [penalty("z", LATELY), falsification("a", addDays(LATELY, 5))];
    for (const order of [[early, late], [late, early]])
      expect(removal(order)).toMatchObject({ trigger: "penalty", factId: "z", happenedOn: LATELY });
  });

  it("on one day the fact with the first id is named", () => {
    const facts = [penalty("b", LATELY), penalty("c", LATELY), penalty("a", LATELY)];
    expect(removal(facts)?.factId).toBe("a");
    expect(removal([falsification("b", LATELY), penalty("c", LATELY)])?.factId).toBe("b");
  });

  it("the longest wait of all holds", () => {
    const long = { trigger: "falsification", reentryFrom: "2031-01-15" };
    expect(removal([falsification("f", LATELY)])).toMatchObject(long);
    expect(removal([falsification("f", LATELY), penalty("p", addDays(LATELY, 30))])).toMatchObject(long);
    expect(removal([penalty("p", LATELY)])).toMatchObject({ reentryFrom: "2028-01-15" });
    expect(removal([penalty("p", LATELY), penalty("q", addDays(LATELY, 30))])).toMatchObject({
      factId: "p",
      reentryFrom: "2028-02-14",
    });
  });

  it("one that the city's rules do not name takes nobody off", () => {
    const value = profile.listing.triggers.value.filter((trigger) => trigger !== "penalty");
    const milder = { ...profile, listing: { ...profile.listing, triggers: { ...profile.listing.triggers, value } } };
    expect(removal([penalty("p", LATELY)], milder)).toBeNull();
    expect(removal([penalty("p", LATELY), falsification("f", addDays(LATELY, 1))], milder)?.factId).toBe("f");
  });
});

describe("the day on which it happened", () => {
  const opened = day("2025-07-01");
  it.each<[string, Fact, string, Day]>([
    ["a case that is open", crime(opened, null), "crime", opened],
    ["a conviction", crime(opened, LATELY), "crime", LATELY],
    ["a conviction of today", crime(opened, on), "crime", on],
    ["a case whose conviction is still to come", crime(opened, addDays(on, 1)), "crime", opened],
    [
      "an untrue pledge",
      fact("pledge", { kind: "pledge", value: { signedOn: opened, version: 1, foundFalseOn: LATELY } }, opened),
      "false-pledge",
      LATELY,
    ],
  ])("of %s", (_case, one, trigger, happenedOn) => {
    expect(removal([one])).toMatchObject({ trigger, factId: one.id, happenedOn });
  });

  it("of an alarm without explanation is the day of the statement; none left over takes nobody off", () => {
    const monitoring = exampleFacts(on).find((one) => one.kind === "monitoring-state");
    if (monitoring?.kind !== "monitoring-state") throw new Error("The example has no automatic monitoring.");
    const state = (alarmsUnexplained: number): Fact => ({
      ...monitoring,
      id: "m",
      value: { ...monitoring.value, alarmsUnexplained },
      validFrom: addDays(on, -2),
    });
    expect(removal([state(1)])).toMatchObject({ trigger: "unexplained-alarm", factId: "m", happenedOn: addDays(on, -2) });
    expect(removal([state(0)])).toBeNull();
  });

  it("before the listing it does not count", () => {
    expect(removal([penalty("p", addDays(SINCE, -1))])).toBeNull();
    expect(removal([crime(addDays(SINCE, -1), null)])).toBeNull();
  });
});

describe("what is recommended", () => {
  const recommended = (facts: readonly Fact[], tiers: readonly { recommendsListing: boolean }[]) =>
    evaluate(facts, profile, { ...rules, tiers: { ...rules.tiers, tiers: rules.tiers.tiers.map((tier, at) => ({ ...tier, ...tiers[at] })) } }, on);
  const every = (recommendsListing: boolean) => rules.tiers.tiers.map(() => ({ recommendsListing }));

  it("is what the reached tier recommends, and only for who passes every gate", () => {
    const good = exampleFacts(on);
    const reached = rules.tiers.tiers.findIndex(({ code }) => code === evaluate(good, profile, rules, on).score.tier);
    expect(recommended(good, every(true)).recommended).toBe(true);
    expect(recommended(good, every(false)).recommended).toBe(false);
    expect(recommended(good, every(false).map((one, at) => (at === reached ? { recommendsListing: true } : one))).recommended).toBe(true);
    expect(recommended(good, every(true).map((one, at) => (at === reached ? { recommendsListing: false } : one))).recommended).toBe(false);
    expect(recommended([...good, penalty("p", addDays(on, -1))], every(true)).recommended).toBe(false);
    expect(recommended([], every(true)).recommended).toBe(false);
  });
});
