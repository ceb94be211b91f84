/** Random facts for property tests. */
import fc from "fast-check";
import { addDays, day, type Day } from "~/shared/day";
import { exampleFacts } from "./example-facts";
import type { Answer } from "./fact-values";
import type { Fact } from "./facts";

export const TEST_DAY = day("2026-11-22");

const past: fc.Arbitrary<Day> = fc
  .integer({ min: 0, max: 2_300 })
  .map((ago) => addDays(TEST_DAY, -ago));
const answer = fc.constantFrom<Answer[]>("yes", "yes", "yes", "no", "not-known", "not-applicable");
const id = fc.uuid();

const statement = fc.record({
  id,
  validFrom: past,
  validTo: fc.constant(null),
  source: fc.constant("test"),
});

export const badFact: fc.Arbitrary<Fact> = fc
  .tuple(statement, past, fc.nat(40_000_000), fc.nat({ max: 6 }))
  .map(([base, when, fineFen, which]): Fact => {
    const on = { ...base, validFrom: when };
    const bad: Fact[] = [
      { ...on, kind: "penalty", value: { decidedOn: when, fineFen, severity: "ordinary" } },
      { ...on, kind: "violation-without-penalty", value: { decidedOn: when } },
      { ...on, kind: "incident", value: { occurredOn: when, level: "ordinary" } },
      { ...on, kind: "crime", value: { openedOn: when, convictedOn: fineFen % 2 ? null : when } },
      { ...on, kind: "falsification", value: { foundOn: when, what: "evasion" } },
      { ...on, kind: "verified-complaint", value: { verifiedOn: when } },
      { ...on, kind: "late-fix", value: { dueOn: when, closedOn: null } },
    ];
    return bad[which] ?? { ...on, kind: "late-fix", value: { dueOn: when, closedOn: null } };
  });

/** One example fact with some answers and numbers changed. */
const disturbed: fc.Arbitrary<Fact> = fc
  .tuple(
    fc.constantFrom(...exampleFacts(TEST_DAY)),
    id,
    past,
    fc.array(answer, { minLength: 8, maxLength: 8 }),
    fc.nat(100)
  )
  .map(([fact, ownId, validFrom, answers, number]): Fact => {
    let at = 0;
    const text = JSON.stringify(fact.value)
      .replace(/"(yes|no)"/g, () => `"${answers[at++ % answers.length]}"`)
      .replace(
        /"(validDataPercent|balance|due|compared)":[\d.]+/,
        (_all, key: string) => `"${key}":${number}`
      );
    return { ...fact, id: ownId, validFrom, value: JSON.parse(text) } as Fact;
  });

const listing: fc.Arbitrary<Fact> = fc
  .tuple(
    statement,
    past,
    fc.constantFrom("listed" as const, "suspended" as const, "removed" as const)
  )
  .map(([base, listedOn, status]): Fact => ({
    ...base,
    validFrom: listedOn,
    kind: "listing",
    value: {
      listedOn,
      endsOn: addDays(listedOn, 1095),
      status,
      reentryFrom: status === "removed" ? addDays(listedOn, 900) : null,
    },
  }));

/** A good enterprise with some facts missing, some changed and some bad ones added; or facts at random. */
export const anyFacts: fc.Arbitrary<Fact[]> = fc
  .tuple(
    fc.oneof(
      { weight: 3, arbitrary: fc.constant(exampleFacts(TEST_DAY)) },
      { weight: 1, arbitrary: fc.subarray(exampleFacts(TEST_DAY)) }
    ),
    fc.array(disturbed, { maxLength: 5 }),
    fc.array(badFact, { maxLength: 2 }),
    fc.option(listing, { nil: null, freq: 4 })
  )
  .map(([base, changed, bad, listed]) => [
    ...base,
    ...changed,
    ...bad,
    ...(listed ? [listed] : []),
  ]);
