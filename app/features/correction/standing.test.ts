import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, day } from "~/shared/day";
import { correctionShare, standingOn, type CorrectionStatus } from "./standing";

const due = day("2026-11-20");
const correction = (status: CorrectionStatus, submittedOn: string | null = null) => ({
  status,
  dueOn: due,
  submittedOn: submittedOn === null ? null : day(submittedOn),
});

describe("standing of a correction due on 20 November", () => {
  it.each([
    ["2026-11-14", "open", null, "on-time"],
    ["2026-11-15", "open", null, "due-soon"],
    ["2026-11-20", "open", null, "due-soon"],
    ["2026-11-21", "open", null, "overdue"],
    ["2026-11-21", "reopened", null, "overdue"],
    ["2026-12-24", "submitted", "2026-11-20", "on-time"],
    ["2026-12-24", "submitted", "2026-11-21", "overdue"],
    ["2026-12-24", "verified", "2026-11-21", "closed"],
  ] as const)("on %s, %s, submitted %s: %s", (on, status, submittedOn, expected) => {
    expect(standingOn(day(on), correction(status, submittedOn))).toBe(expected);
  });

  it("never gets better by waiting", () => {
    const rank = { closed: 0, "on-time": 1, "due-soon": 2, overdue: 3 };
    fc.assert(
      fc.property(fc.integer({ min: -400, max: 400 }), fc.nat(60), (offset, wait) => {
        const on = addDays(due, offset);
        const open = correction("open");
        expect(rank[standingOn(addDays(on, wait), open)]).toBeGreaterThanOrEqual(
          rank[standingOn(on, open)]
        );
      })
    );
  });
});

describe("share closed on time", () => {
  it("counts what fell due in twelve months, and what was closed before it fell due", () => {
    const on = day("2026-12-01");
    const share = correctionShare(on, [
      correction("verified", "2026-11-20"),
      correction("verified", "2026-11-21"),
      correction("open"),
      { ...correction("verified", "2026-11-30"), dueOn: day("2027-01-10") },
      { ...correction("open"), dueOn: day("2027-01-10") },
      { ...correction("verified", "2025-11-01"), dueOn: day("2025-12-01") },
    ]);
    expect(share).toEqual({ due: 4, closedOnTime: 2 });
  });
});
