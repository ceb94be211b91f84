/**
 * What the first published versions come to is for keeps: these hashes were taken from the engine that froze the first
 * self-checks, and every later engine gives the same.
 */
import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { day } from "~/shared/day";
import type { Answer } from "./answer";
import { questionnairesOf } from "./content.server";
import { canonicalJson, freeze } from "./frozen";
import type { Question, Questionnaire, SiteFacts } from "./questionnaire";

const ON = day("2026-11-22");
const GOLDEN = {
  electroplating: {
    first: "6dcacf0d6a5321f4e65e6c9523a42bb1bb6ef41062d63a3e2c9f87aca0554107",
    all: "7e8d0b54a8adcf5ac4f85d3b5583946f0d090c9e64f2b42876fd22224eca5d48",
  },
  coating: {
    first: "c1ae2a513cfd0b07f457e8237772dff7f2899da0e37e877779aab9fa89e56ff5",
    all: "4b7b620b84734e6f533f0e31828d38b06435ad752baf4050f004e74b7d4d8487",
  },
  "textile-dyeing": {
    first: "70406e981b408c41ff3838a0b9cb1b454b0dbc31c64d842cfe04008030daf830",
    all: "965ef3a39a239a30d13d8fd41a0561969e4e1b2984c045bd2cf253b28a9076e8",
  },
};

/** A small generator of its own, so that no library decides what is frozen here. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
}

function answerOf(question: Question, pick: (below: number) => number): Answer | undefined {
  const way = pick(10);
  if (way === 0) return undefined;
  if (way === 1) return { is: "not-known" };
  if (way === 2) return { is: "not-applicable" };
  if (question.kind === "number")
    return {
      is: "number",
      value: question.min + Math.round((question.max - question.min) * (pick(101) / 100)),
    };
  if (question.kind === "day")
    return {
      is: "day",
      value: day(`202${5 + pick(3)}-${10 + pick(3)}-${10 + pick(18)}`),
    };
  if (question.kind === "choice") {
    const choice = question.choices[pick(question.choices.length)];
    return choice && { is: "choice", value: choice.id };
  }
  return { is: pick(3) === 0 ? "no" : "yes" };
}

function frozenHash(questionnaires: readonly Questionnaire[], seed: number): string {
  const pick = numbersFrom(seed);
  const permitClasses = ["key", "simplified", "registration"] as const;
  const siteFacts: SiteFacts = {
    permitClass: permitClasses[pick(3)] ?? "key",
    dischargesWater: pick(4) > 0,
    dischargesAir: pick(4) > 0,
    generatesHazardousWaste: pick(4) > 0,
    automaticMonitoring: pick(2) > 0,
    onDisclosureList: pick(2) > 0,
  };
  const answers: Record<string, Answer> = {};
  for (const question of questionnaires.flatMap(({ questions }) => questions)) {
    const answer = answerOf(question, pick);
    if (answer) answers[question.id] = answer;
  }
  const evidence = Object.keys(answers)
    .slice(0, 3)
    .map((questionId) => ({ questionId, hash: "ab".repeat(32), effectiveOn: ON }));
  const text = canonicalJson(freeze(questionnaires, { on: ON, siteFacts, answers, evidence }));
  return createHash("sha256").update(text).digest("hex");
}

it.each(["electroplating", "coating", "textile-dyeing"] as const)(
  "forty generated runs of %s in version 1 freeze to the very bytes they always froze to",
  (sector) => {
    const questionnaires = questionnairesOf([
      { id: "core", version: 1 },
      { id: sector, version: 1 },
    ]);
    const hashes = Array.from({ length: 40 }, (_, seed) => frozenHash(questionnaires, seed + 1));
    expect(new Set(hashes).size).toBe(40);
    const all = createHash("sha256").update(hashes.join("\n")).digest("hex");
    expect({ first: hashes[0], all }).toEqual(GOLDEN[sector]);
  }
);
