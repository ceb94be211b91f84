import { describe, expect, it } from "vitest";
import { profileFor, profileVersions, putInForce, REGION_PROFILES } from "../rules.server";
import { day } from "~/shared/day";
import { comparison, profileLines, profilePage } from "./profile-view.server";

const keys = [...profileVersions().keys()];

describe("the page of one profile", () => {
  it.each(keys)("%s has a value, a source and a title in every row, in both languages", (key) => {
    const [id = "", version = ""] = key.split("@");
    for (const locale of ["zh-CN", "en"] as const) {
      const rows = profilePage(id, Number(version), locale)?.parts.flatMap((part) => part.rows) ?? [];
      expect(rows.length).toBeGreaterThan(20);
      for (const row of rows) {
        expect(row.value, row.key).not.toBe("");
        expect(`${row.title} ${row.value}`, row.key).not.toMatch(/gateValue|setting\.|creditEffect|undefined|NaN|\{\{/);
        expect(row.source).not.toBe("");
      }
    }
  });
  it("is none for a version that is not there", () => {
    expect(profilePage("guangzhou", 9, "en")).toBeNull();
    expect(profilePage("guangzhou", Number.NaN, "en")).toBeNull();
  });
  it("shows what only this place asks, and no empty part elsewhere", () => {
    const parts = (id: string) => profilePage(id, 1, "en")?.parts ?? [];
    const local = parts("hainan").find(({ part }) => part === "local");
    expect(local?.rows.map(({ value }) => value)).toEqual([
      "All 5 basic conditions and at least 1 of 6 screening conditions",
    ]);
    expect(parts("guangzhou").map(({ part }) => part)).toEqual(["gates", "listing", "visits"]);
    expect(parts("shaanxi").at(-1)?.rows[0]?.value).toBe(
      "A (from 90 points): priority for the list; B (from 60 points): no effect stated; C (from 40 points): more random checks; D (below 40 points): key target of supervision"
    );
  });
});

describe("two side by side", () => {
  it("names what only one of them asks, whichever comes first", () => {
    for (const [one, other] of [["suzhou@1", "default@1"], ["default@1", "suzhou@1"]] as const) {
      const row = comparison(one, other, "en")?.rows.find(({ key }) => key === "refreshMonths");
      expect([row?.one.value, row?.other.value].toSorted()).toEqual(["every month", "no such rule"]);
      expect(row?.differs).toBe(true);
    }
  });
  it("differs from itself in nothing, and counts the same both ways", () => {
    for (const a of keys)
      for (const b of keys) {
        const there = comparison(a, b, "zh-CN")?.differing;
        expect(there).toBe(comparison(b, a, "zh-CN")?.differing);
        if (a === b) expect(there).toBe(0);
      }
  });
  it("puts what differs first, and says of each value whether it is the portal's own", () => {
    const rows = comparison("default@1", "hainan@1", "en")?.rows ?? [];
    const marks = rows.map(({ differs }) => differs);
    expect(marks).toEqual(marks.toSorted((a, b) => Number(b) - Number(a)));
    const falsification = rows.find(({ key }) => key === "G9");
    expect(falsification?.one.value).toBe("None in 60 months");
    expect(falsification?.other).toEqual({ value: "None in 36 months", isDesign: false });
    expect(rows.find(({ key }) => key === "G3")?.other.isDesign).toBe(true);
  });
  it("is none with one that is not there", () => expect(comparison("default@1", "mars@1", "en")).toBeNull());
});

describe("where rules apply", () => {
  it("asks the city before its province", () => {
    const lengths = REGION_PROFILES.map(([prefix]) => prefix.length);
    expect(lengths).toEqual(lengths.toSorted((a, b) => b - a));
    expect(profileFor("320505").id).toBe("suzhou");
    expect(profileFor("320102").id).toBe("jiangsu");
    expect(profileFor("110105").id).toBe("default");
  });
  it("names a place whose agency has put rules into force", () => {
    putInForce([
      { regionCode: "42", profileId: "hubei-2020", version: 1, fromDay: day("2020-03-25") },
    ]);
    const regionsOf = (id: string) => profileLines("en").find((line) => line.id === id)?.regions;
    expect(regionsOf("hubei-2020")).toEqual(["42"]);
    putInForce([]);
    expect(regionsOf("hubei-2020")).toEqual([]);
  });
});
