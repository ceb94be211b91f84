import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { provisionFileSchema } from "~/features/law/provision";
import {
  questionnaireSchema,
  siteFactsSchema,
  type Condition,
  type Question,
  type Questionnaire,
} from "~/features/self-check/questionnaire";
import { citationParts } from "~/shared/citation";

const CONTENT = new URL("../content/", import.meta.url);
const NAMES = ["core", "electroplating", "coating", "textile-dyeing"];

function readYaml(path: string): unknown {
  return parse(readFileSync(new URL(path, CONTENT), "utf8"));
}

function namesIn(folder: string): string[] {
  return readdirSync(new URL(folder, CONTENT)).filter((name) => name.endsWith(".yaml"));
}

/** The newest version of each questionnaire, core first. */
function newest(name: string): Questionnaire {
  const versions = namesIn(`questionnaires/${name}/`).map((file) =>
    questionnaireSchema.parse(readYaml(`questionnaires/${name}/${file}`))
  );
  return versions.sort((a, b) => b.version - a.version)[0]!;
}

const questionnaires = NAMES.map(newest);
const core = questionnaires[0]!;

type Leaf = Extract<Condition, { site: string }> | Extract<Condition, { answer: string }>;

function leaves(condition: Condition): Leaf[] {
  if ("all" in condition) return condition.all.flatMap(leaves);
  if ("any" in condition) return condition.any.flatMap(leaves);
  if ("not" in condition) return leaves(condition.not);
  return [condition];
}

function leavesOf(question: Question): Leaf[] {
  return question.visibleIf ? leaves(question.visibleIf) : [];
}

function possibleAnswers(question: Question): string[] {
  const answers = question.allowsNotApplicable ? ["not-applicable"] : [];
  if (question.kind === "yes-no") answers.push("yes", "no");
  if (question.kind === "choice") answers.push(...question.choices.map((choice) => choice.id));
  return answers;
}

/** Ids a question could wait for, found by following answers until none is new. */
function waitsFor(id: string, byId: Map<string, Question>): Set<string> {
  const found = new Set<string>();
  const queue = [id];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const question = byId.get(next);
    for (const leaf of question ? leavesOf(question) : []) {
      if ("answer" in leaf && !found.has(leaf.answer)) {
        found.add(leaf.answer);
        queue.push(leaf.answer);
      }
    }
  }
  return found;
}

describe("published questionnaires", () => {
  it("keep name, version and folder in step", () => {
    for (const name of NAMES) {
      for (const file of namesIn(`questionnaires/${name}/`)) {
        const parsed = questionnaireSchema.parse(readYaml(`questionnaires/${name}/${file}`));
        expect(`${parsed.id}/v${parsed.version}.yaml`).toBe(`${name}/${file}`);
      }
    }
  });

  it("have 24 core questions and at least 12 in each sector", () => {
    expect(core.questions).toHaveLength(24);
    for (const sector of questionnaires.slice(1)) {
      expect(sector.questions.length, sector.id).toBeGreaterThanOrEqual(12);
    }
  });

  it("never use a question id twice", () => {
    const ids = questionnaires.flatMap((each) => each.questions.map((question) => question.id));
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it("branch at least eight times in core, at least once on an earlier answer", () => {
    expect(core.questions.filter((question) => question.visibleIf).length).toBeGreaterThanOrEqual(
      8
    );
    const onAnswers = core.questions.filter((question) =>
      leavesOf(question).some((leaf) => "answer" in leaf)
    );
    expect(onAnswers.length).toBeGreaterThanOrEqual(1);
  });
});

describe.each(questionnaires)("questionnaire $id", (questionnaire) => {
  it("uses every topic it declares and no other, topic by topic", () => {
    const topics = questionnaire.topics.map((topic) => topic.id);
    const used = questionnaire.questions.map((question) => question.topic);
    expect(new Set(topics).size).toBe(topics.length);
    expect([...new Set(used)]).toEqual(topics);
    const order = used.map((topic) => topics.indexOf(topic));
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it("asks only about site facts and earlier answers that can be given", () => {
    const known = new Map<string, Question>();
    if (questionnaire !== core) for (const each of core.questions) known.set(each.id, each);
    for (const question of questionnaire.questions) {
      for (const leaf of leavesOf(question)) {
        if ("site" in leaf) {
          for (const value of leaf.is) {
            expect(siteFactsSchema.shape[leaf.site].safeParse(value).success, question.id).toBe(
              true
            );
          }
        } else {
          const asked = known.get(leaf.answer);
          expect(asked, `${question.id} waits for ${leaf.answer}`).toBeDefined();
          expect(possibleAnswers(asked!), question.id).toEqual(expect.arrayContaining(leaf.is));
        }
      }
      known.set(question.id, question);
    }
  });

  it("has no circle of questions that wait for each other", () => {
    const all = [...core.questions, ...questionnaire.questions];
    const byId = new Map(all.map((question) => [question.id, question]));
    for (const id of byId.keys()) expect(waitsFor(id, byId).has(id), id).toBe(false);
  });

  it("waives no red line, and gives every waiver both its bases", () => {
    for (const question of questionnaire.questions) {
      if (question.severity === "red-line")
        expect(question.waivableIf, question.id).toBeUndefined();
      if (question.waivableIf) {
        expect(question.waivableIf.basis, question.id).toEqual(["eec-2026/1056", "apl-2021/33"]);
      }
    }
  });

  it("gives typed questions a bound that can be met and missed", () => {
    for (const question of questionnaire.questions) {
      if (question.kind === "number") {
        const bounds = [question.breachAbove, question.breachBelow].filter((n) => n !== undefined);
        expect(bounds.length, question.id).toBeGreaterThan(0);
        for (const bound of bounds) {
          expect(bound, question.id).toBeGreaterThanOrEqual(question.min);
          expect(bound, question.id).toBeLessThanOrEqual(question.max);
        }
      }
      if (question.kind === "day") {
        expect(question.breachOlderThanDays ?? question.breachSoonerThanDays).toBeDefined();
      }
      if (question.kind === "choice") {
        const ids = question.choices.map((choice) => choice.id);
        expect(new Set(ids).size, question.id).toBe(ids.length);
        expect(new Set(question.choices.map((choice) => choice.breach)).size, question.id).toBe(2);
      }
    }
  });

  it("cites only provisions the registry has", () => {
    const registry = new Set(
      namesIn("law/provisions/").flatMap((file) => {
        const { instrument, provisions } = provisionFileSchema.parse(
          readYaml(`law/provisions/${file}`)
        );
        return provisions.map((provision) => `${instrument}/${provision.article}`);
      })
    );
    const cited = questionnaire.questions.flatMap((question) => [
      ...question.basis,
      ...(question.waivableIf?.basis ?? []),
    ]);
    const missing = cited.filter((id) => {
      const { instrument, article } = citationParts(id);
      return !registry.has(`${instrument}/${article}`);
    });
    expect([...new Set(missing)].sort()).toEqual([]);
  });
});

describe("malformed questionnaires", () => {
  const sound = `
id: core
version: 1
publishedOn: "2026-09-01"
title: { zh-CN: 表, en: Form }
topics:
  - { id: permit, title: { zh-CN: 许可, en: Permit }, intro: { zh-CN: 说明, en: Intro } }
questions:
  - kind: yes-no
    id: core-sample
    topic: permit
    text: { zh-CN: 问, en: Question }
    why: { zh-CN: 因, en: Reason }
    howToCheck: { zh-CN: 法, en: Way }
    basis: [eec-2026/174]
    severity: minor
    correction: { days: 5, dayKind: working }
    visibleIf: { site: permitClass, is: [key] }
`;

  it("would be accepted without the fault", () => {
    expect(questionnaireSchema.safeParse(parse(sound)).success).toBe(true);
  });

  it.each([
    ["an unknown questionnaire", "id: core\n", "id: bakery\n"],
    ["a day that does not exist", "2026-09-01", "2026-02-30"],
    ["a missing language", "text: { zh-CN: 问, en: Question }", "text: { zh-CN: 问 }"],
    ["an empty text", "en: Reason", 'en: " "'],
    ["a text without languages", "{ zh-CN: 法, en: Way }", "Way"],
    ["no basis", "[eec-2026/174]", "[]"],
    ["a basis that is no citation", "eec-2026/174", "Article 174"],
    ["an unknown severity", "severity: minor", "severity: low"],
    ["a window of no days", "days: 5", "days: 0"],
    ["an unknown kind of day", "dayKind: working", "dayKind: business"],
    ["an unknown site fact", "site: permitClass", "site: colour"],
    ["an unknown kind of question", "kind: yes-no", "kind: essay"],
    ["a field that does not belong", "severity: minor", "severity: minor\n    weight: 3"],
    ["an id with capitals", "id: core-sample", "id: Core-Sample"],
    [
      "a condition in prose",
      "visibleIf: { site: permitClass, is: [key] }",
      "visibleIf: key permits",
    ],
  ])("are refused: %s", (_fault, from, to) => {
    expect(sound).toContain(from);
    expect(questionnaireSchema.safeParse(parse(sound.replace(from, to))).success).toBe(false);
  });
});
