import { describe, expect, it } from "vitest";
import { nextStep, type Standing } from "./next-step";

const settled: Standing = {
  incompleteSiteId: null,
  draftSelfCheckId: null,
  completedSelfChecks: 1,
  dueCorrectionId: null,
  waitingVerificationId: null,
  listing: "none",
  eligible: false,
};

describe("nextStep", () => {
  it.each<[string, Partial<Standing>, string]>([
    ["missing permit data comes before all else", { incompleteSiteId: "s", dueCorrectionId: "c", listing: "suspended" }, "site"],
    ["a suspended listing before corrections", { listing: "suspended", dueCorrectionId: "c" }, "hearing"],
    ["a due correction before an open draft", { dueCorrectionId: "c", draftSelfCheckId: "d" }, "correct"],
    ["what waits to be verified before a draft", { waitingVerificationId: "c", draftSelfCheckId: "d" }, "verify"],
    ["an open draft before a new one", { draftSelfCheckId: "d", completedSelfChecks: 0 }, "continue"],
    ["a first self-check before applying", { completedSelfChecks: 0, eligible: true }, "start"],
    ["applying when eligible", { eligible: true }, "apply"],
    ["what is missing when not", {}, "improve"],
    ["keeping a place on the list", { listing: "listed", eligible: true }, "keep"],
    ["waiting for the decision", { listing: "applied", eligible: true }, "keep"],
  ])("%s", (_case, change, key) => {
    expect(nextStep({ ...settled, ...change }).key).toBe(key);
  });
});
