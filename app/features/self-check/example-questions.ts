/** Questions of every kind, for tests and the bench. */
import { day } from "~/shared/day";
import { questionSchema, questionnaireSchema, type Question, type Questionnaire, type QuestionOf } from "./questionnaire";
import type { SiteFacts } from "./site-facts";

export const ON = day("2026-11-22");
export const both = (text: string) => ({ "zh-CN": text, en: text });
export const FACTS: SiteFacts = {
  permitClass: "key",
  dischargesWater: true,
  dischargesAir: true,
  generatesHazardousWaste: true,
  automaticMonitoring: false,
  onDisclosureList: false,
};

/** A yes-no question of the topic "permit", or what `extra` makes of it. @throws {ZodError} */
export function question(id: string, extra: Readonly<Record<string, unknown>> = {}): Question {
  return questionSchema.parse({
    kind: "yes-no",
    id,
    topic: "permit",
    text: both(id),
    why: both("why"),
    howToCheck: both("how"),
    basis: ["eec-2026/174"],
    severity: "minor",
    correction: { days: 5, dayKind: "working" },
    ...extra,
  });
}

/** @throws {ZodError} */
export function questionnaire(
  questions: readonly Question[],
  derived?: readonly unknown[]
): Questionnaire {
  return questionnaireSchema.parse({
    id: "core",
    version: 1,
    publishedOn: "2026-09-01",
    title: both("Core"),
    topics: [{ id: "permit", title: both("Permit"), intro: both("Intro") }],
    questions,
    derived,
  });
}

export function questionOf<K extends Question["kind"]>(
  kind: K,
  id: string,
  extra: Readonly<Record<string, unknown>> = {}
): QuestionOf<K> {
  const made = question(id, { kind, ...extra });
  if (!isOf(made, kind)) throw new Error(`Not a question of kind ${kind}.`);
  return made;
}
const isOf = <K extends Question["kind"]>(made: Question, kind: K): made is QuestionOf<K> =>
  made.kind === kind;

const choice = (id: string, extra: Readonly<Record<string, unknown>> = {}) => ({
  id,
  text: both(id),
  breach: false,
  ...extra,
});

export const number = questionOf("number", "number", {
  unit: both("t"),
  min: 0,
  max: 1999,
  allowsNotApplicable: false,
});
export const dayQuestion = questionOf("day", "day");
export const choices = questionOf("choices", "choices", {
  choices: [choice("label"), choice("door"), choice("leak", { breach: true }), choice("none", { alone: true })],
  breachWithout: ["label"],
});
export const text = questionOf("text", "text");
export const table = questionOf("table", "table", {
  columns: [
    { kind: "text", id: "name", title: both("Name") },
    { kind: "number", id: "flow", title: both("Flow"), unit: both("m³/d"), min: 0, max: 100, breachAbove: 50 },
    { kind: "day", id: "since", title: both("Since"), required: false, breachOlderThanDays: 30 },
    {
      kind: "choice",
      id: "state",
      title: both("State"),
      required: false,
      choices: [choice("open"), choice("shut"), choice("broken", { breach: true })],
    },
  ],
  maxRows: 3,
});
export const file = questionOf("file", "file", { maxFiles: 2 });
