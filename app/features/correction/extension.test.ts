import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, day } from "~/shared/day";
import { holidayCalendar } from "~/shared/working-days";
import { deciderOf, decides, extensionBounds, extensionFault } from "./extension";

const CALENDAR = holidayCalendar([
  { year: 2026, status: "official", holidays: [day("2026-12-01")], makeUpWorkingDays: [] },
]);
const due = {
  foundOn: day("2026-11-16"),
  firstDueOn: day("2026-11-23"),
  dueOn: day("2026-11-23"),
  windowDays: 5,
  windowKind: "working" as const,
};

describe("the days that may be asked for", () => {
  test("reach to the end of the window counted again, in the days of its rule", () => {
    // Monday to Friday, and 1 December is no working day here.
    expect(extensionBounds(due, CALENDAR)).toEqual({ earliest: "2026-11-24", latest: "2026-11-30" });
    expect(extensionBounds({ ...due, windowDays: 6 }, CALENDAR)?.latest).toBe("2026-12-02");
    expect(extensionBounds({ ...due, windowKind: "calendar" }, CALENDAR)?.latest).toBe("2026-11-28");
    expect(extensionBounds({ ...due, windowDays: null, windowKind: null }, CALENDAR)?.latest).toBe("2026-11-30");
  });

  test("do not grow with each extension", () => {
    expect(extensionBounds({ ...due, dueOn: day("2026-11-28") }, CALENDAR)?.latest).toBe("2026-11-30");
    expect(extensionBounds({ ...due, dueOn: day("2026-11-30") }, CALENDAR)).toBeNull();
  });

  test.each([
    ["2026-11-23", "2026-11-23", "", "too-early"],
    ["2026-11-23", "2026-11-24", "", null],
    ["2026-11-23", "2026-11-30", "", null],
    ["2026-11-23", "2026-12-01", "", "too-late"],
    ["2026-11-24", "2026-11-30", "", "unexplained"],
    ["2026-11-24", "2026-11-30", "负责人住院", null],
    ["2026-11-26", "2026-11-26", "负责人住院", "too-early"],
  ])("asked on %s for %s, explained as “%s”: %s", (on, newDueOn, whyLate, fault) => {
    expect(extensionFault(due, { on: day(on), newDueOn: day(newDueOn), whyLate }, CALENDAR)).toBe(fault);
  });

  test("nothing is left once the window has been used again", () => {
    const used = { ...due, dueOn: day("2026-11-30") };
    expect(extensionFault(used, { on: day("2026-11-25"), newDueOn: day("2026-12-01"), whyLate: "" }, CALENDAR)).toBe("used-up");
  });

  test("of any window: what is not refused is later than the due day and within twice the window", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 180 }),
        fc.constantFrom("working" as const, "calendar" as const),
        fc.integer({ min: -5, max: 400 }),
        fc.integer({ min: -10, max: 10 }),
        (windowDays, windowKind, ahead, later) => {
          const one = { ...due, windowDays, windowKind };
          const newDueOn = addDays(one.dueOn, ahead);
          const asked = { on: addDays(one.dueOn, later), newDueOn, whyLate: "explained" };
          if (extensionFault(one, asked, CALENDAR) !== null) return;
          expect(newDueOn > one.dueOn && newDueOn > asked.on).toBe(true);
          const bounds = extensionBounds(one, CALENDAR);
          expect(bounds && newDueOn <= bounds.latest).toBe(true);
        }
      )
    );
  });
});

test("who found it says who decides", () => {
  expect(["self-check", "visit", "warning", "inspection"].map((source) => deciderOf(source, "manager"))).toEqual([
    "legal-representative",
    "officer",
    "officer",
    "officer",
  ]);
});

test.each([
  ["manager", "legal-representative", ["legal-representative"]],
  ["learner", "legal-representative", ["legal-representative"]],
  [null, "legal-representative", ["legal-representative"]],
  ["legal-representative", "another-lead", ["manager", "legal-representative"]],
] as const)("of what a self-check found, asked by %s: %s", (asker, decider, roles) => {
  expect(deciderOf("self-check", asker)).toBe(decider);
  const all = ["learner", "manager", "legal-representative", "officer", "approver", "supervisor", "editor"];
  expect(all.filter((role) => decides(decider, role))).toEqual(roles);
  expect(deciderOf("inspection", asker)).toBe("officer");
  expect(all.filter((role) => decides("officer", role))).toEqual(["officer", "approver"]);
});
