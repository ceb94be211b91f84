import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, day } from "~/shared/day";
import { knownAbout, knownBy, versionsOf, type Held, type Recorded } from "./known";

type Row = Recorded & Held;
const START = day("2026-01-01");
const instant = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();

/** Rows in the order of recording; some replace or take back an earlier one that nobody has replaced yet. */
const ledger = fc
  .array(
    fc.record({
      minutes: fc.nat(3),
      from: fc.nat(20),
      days: fc.option(fc.nat(20), { nil: null }),
      replaces: fc.option(fc.nat(), { nil: null }),
      takesBack: fc.boolean(),
    }),
    { maxLength: 25 }
  )
  .map((steps) => {
    const rows: Row[] = [];
    let minute = 0;
    for (const [at, step] of steps.entries()) {
      minute += step.minutes;
      const free = rows.filter(({ id }) => !rows.some(({ replaces }) => replaces === id));
      const target = step.replaces === null ? undefined : free[step.replaces % Math.max(1, free.length)];
      const validFrom = addDays(START, step.from);
      rows.push({
        id: `f${at}`,
        replaces: target?.id ?? null,
        withdrawn: target !== undefined && step.takesBack,
        recordedAt: instant(minute),
        validFrom,
        validTo: step.days === null ? null : addDays(validFrom, step.days),
      });
    }
    return rows;
  });

describe("what was known when", () => {
  it("is not changed by what is recorded later", () => {
    fc.assert(
      fc.property(ledger, fc.nat(80), fc.nat(45), (rows, minute, ahead) => {
        const by = instant(minute);
        const on = addDays(START, ahead);
        const then = rows.filter(({ recordedAt }) => recordedAt <= by);
        expect(knownAbout(rows, on, by)).toEqual(knownAbout(then, on, by));
        expect(knownAbout(rows, on, by)).toEqual(knownAbout(then, on, null));
      })
    );
  });

  it("holds each statement in one version at most", () => {
    fc.assert(
      fc.property(ledger, fc.nat(80), (rows, minute) => {
        const known = knownBy(rows, instant(minute));
        for (const { id } of known) {
          const family = new Set(versionsOf(rows, id).map((version) => version.id));
          expect(known.filter((row) => family.has(row.id))).toHaveLength(1);
        }
      })
    );
  });

  it("does not depend on the order of the rows", () => {
    fc.assert(
      fc.property(ledger, fc.nat(80), (rows, minute) => {
        const ids = (list: readonly Row[]) => knownBy(list, instant(minute)).map(({ id }) => id).sort();
        expect(ids(rows.toReversed())).toEqual(ids(rows));
      })
    );
  });

  const row = (id: string, minute: number, more: Partial<Row> = {}): Row => ({
    id, replaces: null, withdrawn: false, recordedAt: instant(minute), validFrom: START, validTo: null, ...more,
  });

  it.each([
    ["before anything was recorded", 0, []],
    ["at the instant of recording", 1, ["a"]],
    ["after the correction", 2, ["b"]],
    ["after it was taken back", 3, []],
  ])("%s", (_name, minute, ids) => {
    const rows = [
      row("a", 1),
      row("b", 2, { replaces: "a" }),
      row("c", 3, { replaces: "b", withdrawn: true }),
    ];
    expect(knownBy(rows, instant(minute)).map(({ id }) => id)).toEqual(ids);
    expect(versionsOf(rows, "b").map(({ id }) => id)).toEqual(["a", "b", "c"]);
  });

  it("counts the first and the last day of a statement", () => {
    const rows = [row("a", 1, { validTo: addDays(START, 2) })];
    const holds = [-1, 0, 2, 3].map((ahead) => knownAbout(rows, addDays(START, ahead), null).length);
    expect(holds).toEqual([0, 1, 1, 0]);
  });

  it("follows versions only within what is given, also when a chain is broken", () => {
    expect(versionsOf([row("b", 2, { replaces: "gone" })], "b").map(({ id }) => id)).toEqual(["b"]);
    expect(versionsOf([row("a", 1)], "nobody")).toEqual([]);
  });
});
