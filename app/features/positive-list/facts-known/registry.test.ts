import { describe, expect, it } from "vitest";
import { z } from "zod";
import { day } from "~/shared/day";
import { LOCALES } from "~/shared/locale";
import { evaluate } from "../evaluate";
import { exampleFacts } from "../example-facts";
import { FACT_KINDS, isFactKind } from "../fact-kinds";
import { factSchema, type FactKind } from "../facts";
import { IMPORTABLE_KINDS } from "../import-columns";
import { profileById, scoreRules } from "../rules.server";
import { fieldsOf } from "./fields";
import { countingOf, writersOf } from "./registry";
import { cellOf, valueAt, valueLines } from "./value-words";

const KINDS = Object.keys(FACT_KINDS).filter(isFactKind);
const ON = day("2026-11-22");

/** Paths of an object schema: "decidedOn", "findings.major". */
function pathsOf(schema: z.core.JSONSchema.BaseSchema, prefix = ""): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
    const path = prefix + name;
    return typeof inner === "object" && inner.properties ? pathsOf(inner, `${path}.`) : [path];
  });
}
function schemaPaths(kind: FactKind): string[] {
  const option = factSchema.options.find((one) => one.shape.kind.value === kind);
  if (kind === "exclusion") return fieldsOf(kind).map(({ path }) => path);
  return pathsOf(z.toJSONSchema(option!.shape.value, { unrepresentable: "any" }));
}

describe("the registry of fact kinds", () => {
  it.each(KINDS)("describes every field of %s, and no other", (kind) => {
    expect(fieldsOf(kind).map(({ path }) => path).sort()).toEqual(schemaPaths(kind).sort());
    for (const locale of LOCALES) expect(FACT_KINDS[kind].label[locale].length).toBeGreaterThan(0);
  });

  it("lets agencies write what they can import, and nobody write what the portal computes", () => {
    const byAgency = KINDS.filter((kind) => writersOf(kind).scope === "facts:write");
    expect(byAgency.sort()).toEqual([...IMPORTABLE_KINDS].sort());
    for (const kind of KINDS)
      expect(writersOf(kind).roles.length === 0).toBe(FACT_KINDS[kind].writer === "system");
    expect(writersOf("pledge").roles).toEqual(["legal-representative"]);
  });

  it("names every condition that a kind is used by", () => {
    const facts = exampleFacts(ON);
    const kindOf = new Map(facts.map(({ id, kind }) => [id, kind]));
    const profile = profileById("default");
    for (const { code, factsUsed } of evaluate(facts, profile, scoreRules(), ON).gates)
      for (const id of factsUsed) {
        const { gates } = countingOf(kindOf.get(id)!, profile, scoreRules());
        expect(gates.map((gate) => gate.code), `${kindOf.get(id)} in ${code}`).toContain(code);
      }
  });

  it("reads windows from the local rules", () => {
    const counting = (kind: FactKind, id = "default") => countingOf(kind, profileById(id), scoreRules());
    expect(counting("penalty").gates).toEqual([{ code: "G2", months: 24 }]);
    expect(counting("falsification").gates).toEqual([{ code: "G9", months: 60 }]);
    expect(counting("permit").gates[0]).toEqual({ code: "G1", months: null });
    expect(counting("record-check")).toMatchObject({ freshDays: 35, scoreMonths: null });
    expect(counting("penalty").scoreMonths).toBeGreaterThan(0);
  });

  it("puts every example into words, and every cell reads back", () => {
    for (const { kind, value } of exampleFacts(ON))
      for (const locale of LOCALES) {
        const lines = valueLines(kind, value, locale);
        expect(lines.length, kind).toBeGreaterThan(0);
        expect(lines.every(({ title, text }) => title !== "" && text !== "")).toBe(true);
        for (const { path, cell } of fieldsOf(kind)) {
          const said = valueAt(value, path);
          if (cell.is === "count" && said !== undefined) expect(cellOf(cell, said)).toBe(String(said));
        }
      }
    const [penalty] = [{ decidedOn: "2026-01-05", fineFen: 5_000_050, severity: "serious" }];
    expect(valueLines("penalty", penalty, "zh-CN").map(({ title, text }) => `${title} ${text}`)).toEqual([
      "处罚决定日期 2026年1月5日",
      "罚款金额（元） 50,000.5元",
      "情节 严重",
    ]);
    expect(cellOf({ is: "yuan" }, 5_000_050)).toBe("50000.5");
  });
});
