import { expect, it } from "vitest";
import { addDays, day } from "~/shared/day";
import { certificateState } from "./listing-check";

const on = day("2026-11-23");
const listing = { status: "listed", listedOn: addDays(on, -100), endsOn: on } as const;

it.each([
  [listing, "valid"],
  [{ ...listing, endsOn: addDays(on, -1) }, "ended"],
  [{ ...listing, status: "suspended" }, "suspended"],
  [{ ...listing, status: "suspended", endsOn: addDays(on, -1) }, "ended"],
  [{ ...listing, status: "removed" }, "ended"],
  [{ ...listing, status: "expired" }, "ended"],
] as const)("%o is %s", (given, state) => {
  expect(certificateState(given, on)).toBe(state);
});
