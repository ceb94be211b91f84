import fc from "fast-check";
import { expect, it } from "vitest";
import { day } from "~/shared/day";
import { FACTS, ON, question, questionnaire } from "./example-questions";
import { canonicalJson, freeze, frozenSchema, type FrozenEvidence } from "./frozen";

it("equal values have equal texts, whatever the order of their keys", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const backwards = Object.fromEntries(Object.entries(value).toReversed());
      expect(canonicalJson(backwards)).toBe(canonicalJson(value));
      expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value));
    })
  );
});

it("different values have different texts", () => {
  expect(canonicalJson({ a: 1 })).not.toBe(canonicalJson({ a: "1" }));
  expect(canonicalJson({ a: [1, 2] })).not.toBe(canonicalJson({ a: [2, 1] }));
  expect(canonicalJson({ a: null })).not.toBe(canonicalJson({}));
});

it("a frozen self-check survives storage as the same text", () => {
  const frozen = freeze([], {
    on: day("2026-11-22"),
    siteFacts: {
      permitClass: "key",
      dischargesWater: true,
      dischargesAir: false,
      generatesHazardousWaste: true,
      automaticMonitoring: false,
      onDisclosureList: false,
    },
    answers: { b: { is: "number", value: 12.5 }, a: { is: "yes" } },
    evidence: [
      { questionId: "b", hash: "22", effectiveOn: day("2026-11-01") },
      { questionId: "a", hash: "11", effectiveOn: day("2026-11-02") },
    ],
  });
  expect(canonicalJson(frozenSchema.parse(JSON.parse(JSON.stringify(frozen))))).toBe(
    canonicalJson(frozen)
  );
  expect(frozen.evidence.map(({ questionId }) => questionId)).toEqual(["a", "b"]);
});

it("has the texts that hashes were made of", () => {
  expect(canonicalJson({ b: [1, "二", { d: null, c: true }], a: undefined, "a b": "\n" })).toBe(
    String.raw`{"a b":"\n","b":[1,"二",{"c":true,"d":null}]}`
  );
  expect([null, [], {}, 0, ""].map(canonicalJson)).toEqual(["null", "[]", "{}", "0", '""']);
});

const inputs = { on: ON, siteFacts: FACTS, answers: { a: { is: "no" as const } }, evidence: [] };
const set = [questionnaire([question("a", { severity: "major" })])];

it("names the questionnaires by id and version", () => {
  expect(freeze(set, inputs).questionnaires).toEqual([{ id: "core", version: 1 }]);
});

it("keeps the calendar it was given; without one the text is that of before there were any", () => {
  const before =
    '{"answers":{"a":{"is":"no"}},"evaluation":{"completeness":{"answered":1,"notKnown":0,"total":1},' +
    '"findings":[{"questionId":"a","severity":"major"}],"result":"amber","visible":["a"]},"evidence":[],' +
    '"on":"2026-11-22","questionnaires":[{"id":"core","version":1}],"siteFacts":{"automaticMonitoring":false,' +
    '"dischargesAir":true,"dischargesWater":true,"generatesHazardousWaste":true,"onDisclosureList":false,"permitClass":"key"}}';
  expect(canonicalJson(freeze(set, inputs))).toBe(before);
  const stored = frozenSchema.parse(JSON.parse(before));
  expect(canonicalJson(freeze(set, stored))).toBe(before);
  const calendar = { holidays: [day("2026-11-25")], makeUpWorkingDays: [] };
  const dated = freeze(set, { ...inputs, calendar });
  expect(dated.calendar).toEqual(calendar);
  expect(canonicalJson(freeze(set, frozenSchema.parse(JSON.parse(canonicalJson(dated)))))).toBe(canonicalJson(dated));
});

it("puts evidence in one order: by question, file and days", () => {
  const file = (questionId: string, hash: string, from: string, to?: string): FrozenEvidence => ({
    questionId,
    hash,
    effectiveOn: day(from),
    ...(to ? { effectiveTo: day(to) } : {}),
  });
  const ordered = [
    file("a", "1", "2026-11-02"),
    file("a", "2", "2026-11-01"),
    file("a", "2", "2026-11-01", "2026-11-09"),
    file("a", "2", "2026-11-01", "2026-11-10"),
    file("a", "2", "2026-11-03"),
    file("b", "0", "2026-11-01"),
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray(ordered, { minLength: ordered.length }), (evidence) => {
      expect(freeze([], { ...inputs, evidence }).evidence).toEqual(ordered);
    })
  );
});
