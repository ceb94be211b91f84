import { describe, expect, it } from "vitest";
import { exampleFacts } from "./example-facts";
import { FACT_KINDS, factSchemaOf, isFactKind } from "./fact-kinds";
import { factSchema } from "./facts";
import { day } from "~/shared/day";

describe("the registry of fact kinds", () => {
  it("has an entry and a schema for every kind", () => {
    const kinds = factSchema.options.map((option) => option.shape.kind.value);
    expect(Object.keys(FACT_KINDS).sort()).toEqual([...kinds].sort());
    for (const kind of kinds) expect(factSchemaOf(kind)).toBeDefined();
    expect(isFactKind("rumour")).toBe(false);
  });

  it("accepts the example facts one by one", () => {
    for (const fact of exampleFacts(day("2026-11-22")))
      expect(factSchemaOf(fact.kind).safeParse(fact).error).toBeUndefined();
  });

  it("refuses a fraction of a fen, a day that does not exist, and an unknown member", () => {
    const penalty = {
      id: "p",
      kind: "penalty",
      validFrom: "2026-01-01",
      validTo: null,
      source: "test",
    };
    const value = { decidedOn: "2026-01-01", fineFen: 100, severity: "minor" };
    const accepts = (change: object) =>
      factSchema.safeParse({ ...penalty, value: { ...value, ...change } }).success;
    expect(accepts({})).toBe(true);
    expect(accepts({ fineFen: 0.5 })).toBe(false);
    expect(accepts({ decidedOn: "2026-02-30" })).toBe(false);
    expect(accepts({ fineYuan: 1 })).toBe(false);
  });
});
