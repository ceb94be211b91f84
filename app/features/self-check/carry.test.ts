import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spanOf } from "~/features/law/content.server";
import type { CitationId } from "~/shared/citation";
import { addDays, day, type Day } from "~/shared/day";
import { fits, type Answer } from "./answer";
import { countFates, planCarry, type NextRun, type PastRun } from "./carry";
import { allQuestionnaires, questionnairesOf } from "./content.server";
import { visibleQuestions } from "./evaluate";
import type { Question, SiteFacts } from "./questionnaire";
import { changeOf, staleAnswers, type ForceSpan, type LawChange } from "./stale";
import { passageBetween } from "./versions.server";

const ON = day("2026-11-20");
const GIVEN = day("2026-09-10");
const OLD = questionnairesOf([{ id: "core", version: 1 }, { id: "electroplating", version: 1 }]);
const NEW = questionnairesOf([{ id: "core", version: 2 }, { id: "electroplating", version: 2 }]);
const FACTS: SiteFacts = {
  permitClass: "key",
  dischargesWater: true,
  dischargesAir: true,
  generatesHazardousWaste: true,
  automaticMonitoring: true,
  onDisclosureList: true,
};
const PASSAGE = passageBetween(OLD, NEW);
const NOTHING: ReadonlyMap<string, readonly LawChange[]> = new Map();
const questions = OLD.flatMap((each) => each.questions);

function past(answers: Readonly<Record<string, Answer>>, evidence: PastRun["evidence"] = []): PastRun {
  return {
    questionnaires: OLD,
    visible: visibleQuestions(OLD, FACTS, answers, GIVEN).map(({ id }) => id),
    answers: Object.entries(answers).map(([questionId, answer]) => ({ questionId, answer, note: "", givenOn: GIVEN })),
    evidence,
  };
}
const next: NextRun = { questionnaires: NEW, siteFacts: FACTS, on: ON };
const lineOf = (plan: ReturnType<typeof planCarry>, id: string) => plan.lines.find(({ questionId }) => questionId === id);
const YES: Answer = { is: "yes" };

describe("what the next self-check takes over", () => {
  it("offers what was kept, with the day it was given", () => {
    const plan = planCarry(past({ "core-no-evasion": YES }), next, PASSAGE, NOTHING);
    expect(plan.offers).toMatchObject([{ questionId: "core-no-evasion", answer: YES, givenOn: GIVEN }]);
    expect(lineOf(plan, "core-no-evasion")).toMatchObject({ fate: "kept", givenOn: GIVEN, reworded: false });
  });
  it.each<[string, PastRun, string, object]>([
    ["another version asks something else", past({ "core-ledgers": YES }), "core-ledgers", { fate: "asked-again", why: { is: "version" } }],
    ["it was not known", past({ "core-no-evasion": { is: "not-known" } }), "core-no-evasion", { fate: "asked-again", why: { is: "not-known" } }],
    ["it was not answered", past({}), "core-no-evasion", { fate: "asked-again", why: { is: "not-answered" } }],
    ["its evidence has ended", past({ "core-no-evasion": YES }, [{ questionId: "core-no-evasion", effectiveTo: addDays(ON, -1) }]), "core-no-evasion", { fate: "asked-again", why: { is: "evidence-ended" } }],
  ])("asks again where %s", (_case, run, id, line) => {
    const plan = planCarry(run, next, PASSAGE, NOTHING);
    expect(lineOf(plan, id)).toMatchObject(line);
    expect(plan.offers.map(({ questionId }) => questionId)).not.toContain(id);
  });
  it("keeps an answer with evidence that holds, also beside some that has ended", () => {
    const evidence = [{ questionId: "core-no-evasion", effectiveTo: addDays(ON, -1) }, { questionId: "core-no-evasion", effectiveTo: ON }];
    expect(lineOf(planCarry(past({ "core-no-evasion": YES }, evidence), next, PASSAGE, NOTHING), "core-no-evasion")).toMatchObject({ fate: "kept" });
  });
  it("asks again exactly the answers whose law has changed", () => {
    const changes: LawChange[] = [{ provision: "eec-2026/164" as CitationId, on: ON, is: "ended", replacedBy: [] }];
    const run = past({ "core-no-evasion": YES, "core-eia-acceptance": YES });
    const plan = planCarry(run, next, PASSAGE, new Map([["core-no-evasion", changes]]));
    expect(plan.offers.map(({ questionId }) => questionId)).toEqual(["core-eia-acceptance"]);
    expect(lineOf(plan, "core-no-evasion")).toMatchObject({ why: { is: "law-changed", changes } });
  });
  it("names what is dropped and what is new", () => {
    const plan = planCarry(past({ "core-outlets-marked": YES }), next, PASSAGE, NOTHING);
    expect(lineOf(plan, "core-outlets-marked")).toMatchObject({ fate: "dropped" });
    expect(lineOf(plan, "core-outlets")).toMatchObject({ fate: "new" });
  });
});

const answerTo = (question: Question): fc.Arbitrary<Answer> =>
  question.kind === "number"
    ? fc.integer({ min: question.min, max: question.max }).map((value) => ({ is: "number", value }))
    : question.kind === "day"
      ? fc.integer({ min: -400, max: 400 }).map((count) => ({ is: "day", value: addDays(ON, count) }))
      : question.kind === "choice"
        ? fc.constantFrom(...question.choices).map(({ id }) => ({ is: "choice", value: id }))
        : fc.constantFrom<Answer>({ is: "yes" }, { is: "no" }, { is: "not-known" }, { is: "not-applicable" });
const given = fc
  .record(Object.fromEntries(questions.map((question) => [question.id, answerTo(question)])), { requiredKeys: [] })
  .map((record) => record as Record<string, Answer>);

describe("for any answers", () => {
  it("every question that will be asked stands in the plan once, and every offer can be given", () => {
    const byId = new Map(NEW.flatMap((each) => each.questions.map((question) => [question.id, question])));
    fc.assert(
      fc.property(given, (answers) => {
        const plan = planCarry(past(answers), next, PASSAGE, NOTHING);
        const seen = plan.lines.map(({ questionId }) => questionId);
        expect(new Set(seen).size).toBe(seen.length);
        const offered = Object.fromEntries(plan.offers.map(({ questionId, answer }) => [questionId, answer]));
        const asked = visibleQuestions(NEW, FACTS, offered, ON).map(({ id }) => id);
        expect(plan.lines.filter(({ fate }) => fate !== "dropped").map(({ questionId }) => questionId)).toEqual(asked);
        for (const { questionId, answer } of plan.offers) expect(fits(byId.get(questionId)!, answer)).toBe(true);
        const counts = countFates(plan.lines);
        expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(plan.lines.length);
      }),
      { numRuns: 60 }
    );
  });
  it("one more answer never takes away the offer of another", () => {
    fc.assert(
      fc.property(given, fc.constantFrom(...questions), (answers, question) => {
        const { [question.id]: _left, ...without } = answers;
        const ids = (record: Record<string, Answer>) => planCarry(past(record), next, PASSAGE, NOTHING).offers.map(({ questionId }) => questionId);
        const [less, more] = [ids(without), ids(answers)];
        expect(less.filter((id) => !more.includes(id))).toEqual([]);
      }),
      { numRuns: 60 }
    );
  });
});

describe("law that changes", () => {
  const id = "eec-2026/1" as CitationId;
  const span = (from: Day, to: Day | null): (() => ForceSpan) => () => ({ from, to, replacedBy: [] });
  const [before, answered, after] = [day("2026-01-01"), day("2026-06-15"), day("2026-10-01")];

  it.each<[string, ForceSpan["from"], Day | null, LawChange["is"] | null]>([
    ["still in force", before, null, null],
    ["ended after the answer", before, day("2026-08-14"), "ended"],
    ["ends on the day of the answer", before, answered, "ended"],
    ["ended before the answer", before, addDays(answered, -1), null],
    ["ends today, so holds today", before, after, null],
    ["ended yesterday", before, addDays(after, -1), "ended"],
    ["came into force after the answer", day("2026-08-15"), null, "came-into-force"],
    ["came into force on the day of the answer", answered, null, null],
    ["comes into force tomorrow", addDays(after, 1), null, null],
  ])("%s", (_case, from, to, is) => {
    expect(changeOf(id, answered, after, span(from, to))?.is ?? null).toBe(is);
  });

  it("touches exactly the answers that rest on it, and none given afterwards", () => {
    const ending = (cited: CitationId): ForceSpan | null =>
      cited === id ? { from: before, to: day("2026-08-14"), replacedBy: ["eec-2026/2" as CitationId] } : { from: before, to: null, replacedBy: [] };
    const asked = [{ id: "a", basis: [id] }, { id: "b", basis: ["eec-2026/3" as CitationId] }, { id: "c", basis: [id] }, { id: "d", basis: [id] }];
    const days = new Map([["a", answered], ["b", answered], ["c", after]]);
    const stale = staleAnswers(asked, days, after, ending);
    expect([...stale.keys()]).toEqual(["a"]);
    expect(stale.get("a")).toEqual([{ provision: id, on: day("2026-08-15"), is: "ended", replacedBy: ["eec-2026/2"] }]);
  });

  it("has touched no published question between its publication and now", () => {
    for (const { questions: asked, publishedOn } of allQuestionnaires()) {
      const days = new Map(asked.map((question) => [question.id, publishedOn]));
      expect([...staleAnswers(asked, days, day("2026-11-23"), spanOf).keys()]).toEqual([]);
    }
  });
});
