import { describe, expect, it } from "vitest";
import { addDays, day } from "~/shared/day";
import { periodState, spanOf, visitSpan } from "./period";
import { quartersOf } from "./strata";

describe("the time of a draw", () => {
  it.each([
    ["2027-Q1", "2027-01-01", "2027-03-31"],
    ["2027-Q4", "2027-10-01", "2027-12-31"],
    ["2028-Q1", "2028-01-01", "2028-03-31"],
    ["2028", "2028-01-01", "2028-12-31"],
  ])("%s runs from %s to %s", (period, from, to) => expect(spanOf(period)).toEqual({ from, to }));

  it("opens on its first day and ends after its last", () =>
    expect(["2027-03-31", "2027-04-01", "2027-06-30", "2027-07-01"].map((on) => periodState("2027-Q2", day(on)))).toEqual(["not-begun", "open", "open", "over"]));

  it("leaves a visit that was not made in its time to be made later", () =>
    expect([visitSpan("2027-Q1", day("2027-03-31")).to, visitSpan("2027-Q1", day("2027-04-01")).to]).toEqual(["2027-03-31", "2028-04-01"]));

  it("lets no day of a year fall into two quarters or none", () => {
    for (let on = day("2028-01-01"); on <= "2028-12-31"; on = addDays(on, 1)) expect(quartersOf(2028).filter((period) => periodState(period, on) === "open")).toHaveLength(1);
  });
});
