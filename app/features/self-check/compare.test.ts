import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { day } from "~/shared/day";
import type { Answer } from "./answer";
import { compareRuns, distinctLabels, trendPoint, type Change, type ComparedRun } from "./compare";
import { questionnairesOf } from "./content.server";
import { freeze } from "./frozen";
import type { SiteFacts } from "./questionnaire";

const FACTS: SiteFacts = {
  permitClass: "key",
  dischargesWater: true,
  dischargesAir: true,
  generatesHazardousWaste: true,
  automaticMonitoring: false,
  onDisclosureList: true,
};
function run(version: number, answers: Readonly<Record<string, Answer>>): ComparedRun {
  const questionnaires = questionnairesOf([{ id: "core", version }]);
  return { questionnaires, frozen: freeze(questionnaires, { on: day("2026-11-20"), siteFacts: FACTS, answers, evidence: [] }) };
}
const Q = "core-no-evasion";
const YES: Answer = { is: "yes" };
const NO: Answer = { is: "no" };
const UNKNOWN: Answer = { is: "not-known" };
const changeFrom = (before: Answer | null, after: Answer | null, id = Q) =>
  compareRuns(run(2, before ? { [id]: before } : {}), run(2, after ? { [id]: after } : {})).lines.find(
    ({ questionId }) => questionId === id
  )?.change;

describe("what changed between two self-checks", () => {
  it.each<[string, Answer | null, Answer | null, Change]>([
    ["a finding that is gone", NO, YES, "better"],
    ["a finding that has come", YES, NO, "worse"],
    ["known again", UNKNOWN, YES, "better"],
    ["known no more", YES, UNKNOWN, "worse"],
    ["a finding where nothing was known", UNKNOWN, NO, "worse"],
    ["an answer where there was none", null, YES, "better"],
    ["not known instead of not answered", null, UNKNOWN, "changed"],
    ["the same", NO, NO, "same"],
  ])("%s", (_case, before, after, change) => {
    expect(changeFrom(before, after)).toBe(change);
  });

  it("tells another value that complies as changed", () => {
    const expiry = (value: string): Answer => ({ is: "day", value: day(value) });
    const before = run(2, { "core-permit-valid": YES, "core-permit-expiry": expiry("2028-01-01") });
    const after = run(2, { "core-permit-valid": YES, "core-permit-expiry": expiry("2031-01-01") });
    expect(compareRuns(before, after).lines[0]).toMatchObject({ questionId: "core-permit-expiry", change: "changed" });
  });

  it("names what only one of two versions asks", () => {
    const { lines } = compareRuns(run(1, {}), run(2, {}));
    const of = (id: string) => lines.find(({ questionId }) => questionId === id)?.change;
    expect([of("core-outlets"), of("core-outlets-marked")]).toEqual(["new", "gone"]);
  });

  it("counts what a run found by severity", () => {
    const { frozen } = run(2, { [Q]: NO, "core-eia-acceptance": NO, "core-responsibility": NO });
    expect(trendPoint("x", frozen)).toMatchObject({ redLine: 1, major: 1, minor: 1, answered: 3 });
  });
});

const questions = questionnairesOf([{ id: "core", version: 2 }]).flatMap((each) => each.questions);
const given = fc.dictionary(
  fc.constantFrom(...questions.filter(({ kind }) => kind === "yes-no").map(({ id }) => id)),
  fc.constantFrom<Answer>(YES, NO, UNKNOWN)
);
const MIRROR: Readonly<Record<Change, Change>> = {
  better: "worse",
  worse: "better",
  new: "gone",
  gone: "new",
  changed: "changed",
  same: "same",
};

describe("for any two self-checks", () => {
  it("looking from the other side turns everything round", () => {
    fc.assert(
      fc.property(given, given, fc.constantFrom(1, 2), (a, b, version) => {
        const [there, back] = [compareRuns(run(version, a), run(2, b)), compareRuns(run(2, b), run(version, a))];
        const changes = new Map(back.lines.map(({ questionId, change }) => [questionId, change]));
        for (const { questionId, change } of there.lines) expect(changes.get(questionId)).toBe(MIRROR[change]);
        expect([...there.opened].sort()).toEqual([...back.closed].sort());
        expect([...there.stillOpen].sort()).toEqual([...back.stillOpen].sort());
      }),
      { numRuns: 50 }
    );
  });
  it("one compared with itself differs in nothing", () => {
    fc.assert(
      fc.property(given, (answers) => {
        const { lines, opened, closed } = compareRuns(run(2, answers), run(2, answers));
        expect(lines.filter(({ change }) => change !== "same")).toEqual([]);
        expect([...opened, ...closed]).toEqual([]);
      }),
      { numRuns: 30 }
    );
  });
});

describe("labels of runs to choose from", () => {
  const nth = (label: string, number: number) => `${label} #${number}`;
  const labels = (...all: string[]) => distinctLabels(all.map((label) => ({ label })), nth).map(({ label }) => label);

  it("are numbered where two read the same, the oldest first", () => {
    expect(labels("a", "b", "a", "c", "a")).toEqual(["a #3", "b", "a #2", "c", "a #1"]);
    expect(labels()).toEqual([]);
  });

  it("never read the same", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("x", "y", "z")), (all) => {
        expect(new Set(labels(...all)).size).toBe(all.length);
      })
    );
  });
});
