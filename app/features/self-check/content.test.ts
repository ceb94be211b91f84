import { describe, expect, it } from "vitest";
import { checkQuestionnaires, loadQuestionnaires, questionnairesFor } from "./content.server";

const sound = `id: core
version: 1
publishedOn: "2026-09-01"
title: { zh-CN: 表, en: Form }
topics:
  - { id: permit, title: { zh-CN: 许可, en: Permit }, intro: { zh-CN: 说明, en: Intro } }
questions:
  - kind: yes-no
    id: first
    topic: permit
    text: { zh-CN: 问, en: Question }
    why: { zh-CN: 因, en: Reason }
    howToCheck: { zh-CN: 法, en: Way }
    basis: [eec-2026/174]
    severity: minor
    correction: { days: 5, dayKind: working }
    visibleIf: { site: permitClass, is: [key] }
  - kind: yes-no
    id: second
    topic: permit
    text: { zh-CN: 问, en: Question }
    why: { zh-CN: 因, en: Reason }
    howToCheck: { zh-CN: 法, en: Way }
    basis: [eec-2026/174]
    severity: minor
    correction: { days: 5, dayKind: working }
    visibleIf: { answer: first, is: [yes] }
`;
const load = (text: string) => loadQuestionnaires([{ path: "questionnaires/core/v1.yaml", text }]);

describe("a questionnaire that cannot be used is refused with file, line and remedy", () => {
  it.each([
    [
      "a name nobody knows",
      "answer: first",
      "answer: third",
      /v1\.yaml:19: second: visibleIf names "third"/,
    ],
    [
      "a question that waits for itself",
      "answer: first",
      "answer: second",
      /:19: second: visibleIf names "second"/,
    ],
    [
      "a circle",
      "{ site: permitClass, is: [key] }",
      "{ answer: second, is: [yes] }",
      /:9: first: visibleIf names "second"/,
    ],
    [
      "an answer that cannot be given",
      "is: [yes]",
      "is: [maybe]",
      /:19: second: "first" is never answered "maybe"/,
    ],
    [
      "a site fact of another kind",
      "is: [key]",
      "is: [gold]",
      /:9: first: site fact permitClass is never gold/,
    ],
    [
      "a contradiction",
      "{ answer: first, is: [yes] }",
      "{ all: [{ answer: first, is: [yes] }, { answer: first, is: [no] }] }",
      /:19: second: visibleIf can never hold/,
    ],
    [
      "a topic nobody declared",
      "id: second\n    topic: permit",
      "id: second\n    topic: water",
      /:19: second: topic "water"/,
    ],
    ["an id that stands twice", "id: second", "id: first", /first: this id stands twice/],
    [
      "a version that is not the file's",
      "version: 1",
      "version: 2",
      /v1\.yaml:1: id and version say/,
    ],
  ])("%s", (_fault, from, to, message) => {
    expect(sound).toContain(from);
    expect(() => load(sound.replace(from, to))).toThrow(message);
  });

  it("and accepted without the fault", () => {
    expect(load(sound)).toHaveLength(1);
  });
});

describe("the published questionnaires", () => {
  it("can be used, and cite what is in force", () => {
    expect(() => checkQuestionnaires()).not.toThrow();
  });

  it.each(["electroplating", "coating", "textile-dyeing"])(
    "ask core and sector questions of %s",
    (sector) => {
      expect(questionnairesFor(sector).map(({ id }) => id)).toEqual(["core", sector]);
    }
  );
});
