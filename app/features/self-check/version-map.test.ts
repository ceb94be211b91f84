import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { contentFiles } from "~/platform/content.server";
import { sha256Hex } from "~/platform/crypto.server";
import { allQuestionnaires, questionnairesOf, versionFiles } from "./content.server";
import type { Question, Questionnaire } from "./questionnaire";
import {
  compose,
  isReworded,
  mapFaults,
  passageOf,
  samePassage,
  takesAnswersOf,
  together,
  versionMapSchema,
  type Passage,
  type VersionMap,
} from "./version-map";
import { checkPublished, checkVersions, loadMaps, passageBetween } from "./versions.server";

const [CORE1, CORE2] = questionnairesOf([
  { id: "core", version: 1 },
  { id: "core", version: 2 },
]) as [Questionnaire, Questionnaire];
const mapFile = contentFiles("questionnaires/", "yaml").find(
  ({ path }) => path === "questionnaires/core/v2.map.yaml"
)!;
const MAP: VersionMap = versionMapSchema.parse(parse(mapFile.text));
const reason = { "zh-CN": "因", en: "Reason" };

/** A chain of three versions as sets of ids, with what becomes of each. */
const ids = fc.uniqueArray(fc.constantFrom(..."abcdefghij"), { minLength: 1, maxLength: 8 });
const step = (older: readonly string[]) =>
  fc
    .record({
      fates: fc.tuple(...older.map(() => fc.constantFrom("kept", "asked-again", "dropped"))),
      added: fc.uniqueArray(fc.constantFrom(..."klmnopqrst"), { maxLength: 4 }),
    })
    .map(({ fates, added }): { passage: Passage; newer: string[] } => {
      const passage = passageOf({
        questionnaire: "core",
        from: 1,
        to: 2,
        kept: older.filter((_, at) => fates[at] === "kept"),
        askedAgain: older.filter((_, at) => fates[at] === "asked-again").map((id) => ({ id, reason })),
        dropped: older.filter((_, at) => fates[at] === "dropped").map((id) => ({ id, reason })),
        added: added.filter((id) => !older.includes(id)).map((id) => ({ id, reason })),
      });
      const goesOn = older.filter((_, at) => fates[at] !== "dropped");
      return { passage, newer: [...goesOn, ...passage.added.keys()] };
    });
const chain = ids.chain((first) =>
  step(first).chain((one) =>
    step(one.newer).chain((two) =>
      step(two.newer).map((three) => ({ first, steps: [one, two, three] as const }))
    )
  )
);
const told = (passage: Passage) => [
  [...passage.fates].sort(([a], [b]) => (a < b ? -1 : 1)),
  [...passage.added.keys()].sort(),
];

describe("versions that follow each other", () => {
  it("tell the fate of every old question and the origin of every new one", () => {
    fc.assert(
      fc.property(chain, ({ first, steps: [one, two] }) => {
        const passage = compose(one.passage, two.passage);
        expect([...passage.fates.keys()].sort()).toEqual([...first].sort());
        const there = [...passage.fates]
          .filter(([, fate]) => fate.is !== "dropped")
          .map(([id]) => id);
        expect([...there, ...passage.added.keys()].sort()).toEqual([...two.newer].sort());
      })
    );
  });

  it("come to the same in whichever order the steps are joined", () => {
    fc.assert(
      fc.property(chain, ({ steps: [one, two, three] }) => {
        const left = compose(compose(one.passage, two.passage), three.passage);
        const right = compose(one.passage, compose(two.passage, three.passage));
        expect(told(left)).toEqual(told(right));
      })
    );
  });

  it("keep an answer only when every step keeps it", () => {
    fc.assert(
      fc.property(chain, ({ first, steps: [one, two] }) => {
        const passage = compose(one.passage, two.passage);
        for (const id of first)
          expect(passage.fates.get(id)?.is === "kept").toBe(
            one.passage.fates.get(id)?.is === "kept" && two.passage.fates.get(id)?.is === "kept"
          );
      })
    );
  });

  it("change nothing when the version stays the same", () => {
    fc.assert(
      fc.property(chain, ({ first, steps: [one] }) => {
        expect(told(compose(samePassage(first), one.passage))).toEqual(told(one.passage));
        expect(told(compose(one.passage, samePassage(one.newer)))).toEqual(told(one.passage));
      })
    );
  });

  it("stand side by side without touching each other", () => {
    const both = together([samePassage(["a"]), samePassage(["b"])]);
    expect([...both.fates.keys()]).toEqual(["a", "b"]);
  });
});

describe("a map that does not hold is refused", () => {
  const faults = (change: Partial<VersionMap>) =>
    mapFaults({ ...MAP, ...change }, CORE1, CORE2).map(({ id, remedy }) => `${id} ${remedy}`);

  it("not so the one that is published", () => {
    expect(faults({})).toEqual([]);
  });
  it.each<[string, Partial<VersionMap>, RegExp]>([
    ["a question left out", { kept: MAP.kept.slice(1) }, /core-permit-valid is not in the map/],
    ["a new question left out", { added: MAP.added.slice(1) }, /core-outlets is not in the map/],
    ["an id nobody knows", { kept: [...MAP.kept, "core-nobody"] }, /core-nobody is in neither/],
    ["an id that stands twice", { kept: [...MAP.kept, "core-ledgers"] }, /core-ledgers stands twice/],
    ["a kept question that is gone", { kept: [...MAP.kept, "core-outlets-marked"], dropped: [] }, /core-outlets-marked is gone/],
    ["a dropped question that is there", { dropped: [...MAP.dropped, { id: "core-no-evasion", reason }], kept: MAP.kept.filter((id) => id !== "core-no-evasion") }, /core-no-evasion is not dropped/],
    ["a new question that is old", { added: [...MAP.added, { id: "core-no-evasion", reason }], kept: MAP.kept.filter((id) => id !== "core-no-evasion") }, /core-no-evasion is not new/],
    ["an old question that is new", { kept: [...MAP.kept, "core-outlets"], added: MAP.added.slice(1) }, /core-outlets is new/],
    ["other versions", { from: 2, to: 3 }, /expected questionnaire core, from 1, to 2/],
  ])("%s", (_fault, change, message) => {
    expect(faults(change).join("\n")).toMatch(message);
  });

  it("with file and line, and a version without a map as well", () => {
    const all = [CORE1, CORE2];
    const broken = { ...mapFile, text: mapFile.text.replace("- core-no-evasion", "- core-nobody") };
    expect(() => loadMaps([broken], all)).toThrow(/core\/v2\.map\.yaml:\d+: core-nobody is in neither/);
    expect(() => loadMaps([], all)).toThrow(/core\/v2\.map\.yaml:1: missing/);
    expect(() => loadMaps([mapFile, { ...mapFile, path: "questionnaires/core/v9.map.yaml" }], all)).toThrow(/v9\.map\.yaml:1: no version follows/);
  });
});

describe("an answer can be kept only where it fits", () => {
  const base = CORE1.questions[0]!;
  const { kind: _kind, ...common } = base as Extract<Question, { kind: "yes-no" }>;
  const unit = { "zh-CN": "个", en: "pieces" };
  const number = (min: number, max: number): Question => ({ ...common, kind: "number", unit, min, max });
  const choice = (...names: string[]): Question => ({
    ...common,
    kind: "choice",
    choices: names.map((id) => ({ id, text: unit, breach: false })),
  });
  it.each<[string, Question, Question, boolean]>([
    ["a wider range", number(0, 10), number(-1, 11), true],
    ["a narrower range", number(0, 10), number(0, 9), false],
    ["one more choice", choice("a", "b"), choice("a", "b", "c"), true],
    ["one choice less", choice("a", "b", "c"), choice("a", "b"), false],
    ["another kind", number(0, 10), { ...base, kind: "yes-no" } as Question, false],
    ["not applicable no more", { ...base, allowsNotApplicable: true }, { ...base, allowsNotApplicable: false }, false],
  ])("%s", (_case, older, newer, fits) => {
    expect(takesAnswersOf(older, newer)).toBe(fits);
  });

  it("and is marked when the question reads differently", () => {
    expect(isReworded(base, { ...base })).toBe(false);
    expect(isReworded(base, { ...base, howToCheck: unit })).toBe(false);
    expect(isReworded(base, { ...base, text: unit })).toBe(true);
  });
});

describe("what is published", () => {
  const list = { path: "questionnaires/published.yaml", text: "" };
  const entry = (text: string) =>
    `- { questionnaire: core, version: 1, publishedOn: "2026-09-01", sha256: ${sha256Hex(text)} }\n`;
  const v1 = { path: "questionnaires/core/v1.yaml", text: "questions" };

  it("holds: every version listed under its hash, every step with a map", () => {
    expect(() => checkVersions()).not.toThrow();
    expect(versionFiles()).toHaveLength(allQuestionnaires().length);
  });
  it("cannot be changed by one letter", () => {
    const listed = { ...list, text: entry(v1.text) };
    expect(() => checkPublished(listed, [v1])).not.toThrow();
    expect(() => checkPublished(listed, [{ ...v1, text: "question" }])).toThrow(
      /core\/v1\.yaml:1: version 1 was published on 2026-09-01 and is frozen\. Undo the change here and make it in v2\.yaml/
    );
  });
  it("cannot be taken away, and nothing comes in unlisted", () => {
    expect(() => checkPublished({ ...list, text: entry(v1.text) }, [])).toThrow(/core\/v1\.yaml was published and is missing/);
    expect(() => checkPublished({ ...list, text: "[]" }, [v1])).toThrow(/core\/v1\.yaml:1: not published yet/);
  });
  it("drops a sector that is no longer asked and brings in another as new", () => {
    const [coating] = questionnairesOf([{ id: "coating", version: 1 }]);
    const passage = passageBetween([CORE1, coating!], [CORE2]);
    expect(passage.fates.get(coating!.questions[0]!.id)?.is).toBe("dropped");
    expect(passage.fates.get("core-no-evasion")?.is).toBe("kept");
    expect(passage.fates.get("core-ledgers")?.is).toBe("asked-again");
    expect(passageBetween([CORE1], [CORE1, coating!]).added.has(coating!.questions[0]!.id)).toBe(true);
  });
});
