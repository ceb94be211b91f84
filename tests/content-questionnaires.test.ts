import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { provisionFileSchema } from "~/features/law/provision";
import { leavesOf } from "~/features/self-check/condition";
import {
  questionnaireSchema,
  siteFactsSchema,
  type Condition,
  type Question,
  type Questionnaire,
} from "~/features/self-check/questionnaire";
import { citationParts } from "~/shared/citation";
import { LOCALES } from "~/shared/locale";

const CONTENT = new URL("../content/", import.meta.url);
const NAMES = ["core", "electroplating", "coating", "textile-dyeing"];

function readYaml(path: string): unknown {
  return parse(readFileSync(new URL(path, CONTENT), "utf8"));
}

function namesIn(folder: string): string[] {
  return readdirSync(new URL(folder, CONTENT)).filter(
    (name) => name.endsWith(".yaml") && !name.endsWith(".map.yaml")
  );
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

/** What a condition asks by words; comparisons have their own check, run below on every file. */
const leaves = (condition: Condition | undefined) =>
  leavesOf(condition).filter((leaf) => "is" in leaf);

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
    for (const leaf of leaves(byId.get(next)?.visibleIf)) {
      if ("answer" in leaf && !found.has(leaf.answer)) {
        found.add(leaf.answer);
        queue.push(leaf.answer);
      }
    }
  }
  return found;
}

/** Why a question's condition cannot be decided when it is reached. */
function conditionFaults(question: Question, earlier: Map<string, Question>): string[] {
  return leaves(question.visibleIf).flatMap((leaf) => {
    if ("site" in leaf) {
      const values = siteFactsSchema.shape[leaf.site];
      return leaf.is
        .filter((value) => !values.safeParse(value).success)
        .map((value) => `${question.id}: ${leaf.site} is never ${String(value)}`);
    }
    const asked = earlier.get(leaf.answer);
    if (!asked) return [`${question.id}: ${leaf.answer} is not asked before it`];
    const possible = possibleAnswers(asked);
    return leaf.is
      .filter((value) => !possible.includes(value))
      .map((value) => `${question.id}: ${leaf.answer} is never answered ${value}`);
  });
}

/** Why a typed question could never pass, or never fail. */
function boundFaults(question: Question): string[] {
  if (question.kind === "yes-no") return [];
  if (question.kind === "choice") {
    const ids = new Set(question.choices.map((choice) => choice.id));
    const outcomes = new Set(question.choices.map((choice) => choice.breach));
    if (ids.size < question.choices.length) return [`${question.id}: a choice id stands twice`];
    return outcomes.size === 2 ? [] : [`${question.id}: all choices have the same outcome`];
  }
  // Bounds of the other kinds are checked when the content is read.
  if (question.kind !== "number" && question.kind !== "day") return [];
  const bounds =
    question.kind === "number"
      ? [question.breachAbove, question.breachBelow]
      : [question.breachOlderThanDays, question.breachSoonerThanDays];
  const given = bounds.filter((bound) => bound !== undefined);
  if (given.length === 0) return [`${question.id}: no bound`];
  if (question.kind === "day") return [];
  return given
    .filter((bound) => typeof bound === "number")
    .filter((bound) => bound < question.min || bound > question.max)
    .map((bound) => `${question.id}: ${bound} lies outside min and max`);
}

describe("published questionnaires", () => {
  it("keep name, version and folder in step", () => {
    const files = NAMES.flatMap((name) =>
      namesIn(`questionnaires/${name}/`).map((file) => `${name}/${file}`)
    );
    const declared = files.map((file) => {
      const parsed = questionnaireSchema.parse(readYaml(`questionnaires/${file}`));
      return `${parsed.id}/v${parsed.version}.yaml`;
    });
    expect(declared).toEqual(files);
  });

  it("have at least 24 core questions and at least 12 in each sector", () => {
    expect(core.questions.length).toBeGreaterThanOrEqual(24);
    const short = questionnaires.filter((each) => each.questions.length < 12);
    expect(short.map((each) => each.id)).toEqual([]);
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
      leaves(question.visibleIf).some((leaf) => "answer" in leaf)
    );
    expect(onAnswers.length).toBeGreaterThanOrEqual(1);
  });
});

describe.each(questionnaires)("questionnaire $id", (questionnaire) => {
  it("uses every topic it declares and no other, topic by topic", () => {
    const topics = questionnaire.topics.map((topic) => topic.id);
    const used = questionnaire.questions.map((question) => question.topic);
    const runs = used.filter((topic, index) => topic !== used[index - 1]);
    expect(runs).toEqual(topics);
  });

  it("asks only about site facts and earlier answers that can be given", () => {
    const before = questionnaire === core ? [] : core.questions;
    const faults = questionnaire.questions.flatMap((question, index) => {
      const earlier = [...before, ...questionnaire.questions.slice(0, index)];
      return conditionFaults(question, new Map(earlier.map((each) => [each.id, each])));
    });
    expect(faults).toEqual([]);
  });

  it("has no circle of questions that wait for each other", () => {
    const all = [...core.questions, ...questionnaire.questions];
    const byId = new Map(all.map((question) => [question.id, question]));
    expect([...byId.keys()].filter((id) => waitsFor(id, byId).has(id))).toEqual([]);
  });

  it("waives no red line, and gives every waiver both its bases", () => {
    const waivable = questionnaire.questions.filter((question) => question.waivableIf);
    expect(waivable.filter((question) => question.severity === "red-line")).toEqual([]);
    const bases = new Set(waivable.map((question) => question.waivableIf?.basis.join(" ")));
    expect([...bases]).toEqual(["eec-2026/1056 apl-2021/33"]);
  });

  it("gives typed questions a bound that can be met and missed", () => {
    expect(questionnaire.questions.flatMap(boundFaults)).toEqual([]);
  });

  it("points only to lessons that exist in both languages", () => {
    const lessons = questionnaire.questions.flatMap((question) => question.lesson ?? []);
    const files = lessons.flatMap((lesson) =>
      LOCALES.map((locale) => `courses/${lesson.replace("/", "/lessons/")}.${locale}.md`)
    );
    expect(files.filter((file) => !existsSync(new URL(file, CONTENT)))).toEqual([]);
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
    ["a text without languages", "{ zh-CN: 法, en: Way }", "Way"],
    ["no basis", "[eec-2026/174]", "[]"],
    ["a basis that is no citation", "eec-2026/174", "Article 174"],
    ["a window of no days", "days: 5", "days: 0"],
    ["an unknown site fact", "site: permitClass", "site: colour"],
    ["an unknown kind of question", "kind: yes-no", "kind: essay"],
    ["a field that does not belong", "severity: minor", "severity: minor\n    weight: 3"],
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
