import fc from "fast-check";
import { expect, it } from "vitest";
import { day } from "~/shared/day";
import { canonicalJson, freeze, frozenSchema } from "./frozen";

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
