/**
 * What a whole evaluation of a generated questionnaire costs, beside survey-core doing the visibility work alone: the same
 * questions, conditions and answers, in the same process, after a check that both ask the same questions.
 *
 * Ours is worked out anew each time and gives visibility, completeness, findings with reasons, and why the others are not
 * asked. survey-core keeps its model between runs, which is how it is meant to be used. Three figures: all answers set
 * at once, one answer changed, and how ours grows from 100 to 900 questions.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Model } from "survey-core";
import { build } from "vite";

const root = fileURLToPath(new URL("../..", import.meta.url));
const outDir = mkdtempSync(join(tmpdir(), "bench-questionnaire-"));
await build({
  root,
  configFile: false,
  logLevel: "error",
  publicDir: false,
  resolve: { alias: { "~": `${root}app` } },
  ssr: { noExternal: true },
  build: {
    outDir,
    emptyOutDir: false,
    target: "es2022",
    ssr: true,
    minify: false,
    rollupOptions: {
      input: {
        evaluate: `${root}app/features/self-check/evaluate.ts`,
        example: `${root}app/features/self-check/example-questions.ts`,
      },
      output: { entryFileNames: "[name].mjs", chunkFileNames: "[name].mjs" },
      preserveEntrySignatures: "strict",
    },
  },
});
const { evaluateSelfCheck } = await import(`${outDir}/evaluate.mjs`);
const { question, questionnaire, both, FACTS, ON } = await import(`${outDir}/example.mjs`);
rmSync(outDir, { recursive: true });

const CONDITIONAL = 2 / 3;
// Every third question is always asked; the two after it hang on earlier ones of that kind, and on the site.
/** @param {number} size */
function generated(size) {
  const ours = [];
  const theirs = [];
  for (let at = 0; at < size; at += 1) {
    const head = at - (at % 3);
    const before = Math.max(0, head - 3);
    const isNumber = (/** @type {number} */ place) => place % 6 === 3;
    const severity = /** @type {const} */ (["minor", "major", "red-line"])[at % 3];
    const kind = isNumber(at)
      ? { kind: "number", unit: both("t"), min: 0, max: 100, breachAbove: 80 }
      : {};
    const [leaf, expression] = isNumber(head)
      ? [{ number: { answer: `q${head}` }, op: ">", to: 40 }, `{q${head}} > 40`]
      : [{ answer: `q${head}`, is: ["yes"] }, `{q${head}} = 'yes'`];
    const [other, otherExpression] = isNumber(before)
      ? [{ number: { answer: `q${before}` }, op: "<=", to: 60 }, `{q${before}} <= 60`]
      : [{ answer: `q${before}`, is: ["no"] }, `{q${before}} = 'no'`];
    const visible =
      at % 3 === 0
        ? {}
        : at % 3 === 1
          ? { visibleIf: leaf }
          : {
              visibleIf: {
                all: [{ site: "dischargesWater", is: [true] }, { any: [leaf, { not: other }] }],
              },
            };
    const visibleText =
      at % 3 === 0
        ? {}
        : at % 3 === 1
          ? { visibleIf: expression }
          : { visibleIf: `{dischargesWater} = true and (${expression} or !(${otherExpression}))` };
    ours.push(question(`q${at}`, { severity, ...kind, ...visible }));
    theirs.push({
      name: `q${at}`,
      ...(isNumber(at)
        ? { type: "text", inputType: "number" }
        : { type: "radiogroup", choices: ["yes", "no", "not-applicable", "not-known"] }),
      ...visibleText,
    });
  }
  return {
    ours: [questionnaire(ours)],
    theirs: { pages: [{ name: "page", elements: theirs }] },
    isNumber: (/** @type {number} */ at) => at % 6 === 3,
  };
}

// Two sets of answers to everything that differ in every third, so that going from one to the other changes much.
/** @param {number} size @param {(at: number) => boolean} isNumber @param {number} shift */
function answersTo(size, isNumber, shift) {
  const ours = /** @type {Record<string, object>} */ ({});
  const theirs = /** @type {Record<string, unknown>} */ ({});
  for (let at = 0; at < size; at += 1) {
    const turn = at + (at % 3 === 0 ? shift : 0);
    const word = turn % 5 === 0 ? "no" : "yes";
    ours[`q${at}`] = isNumber(at) ? { is: "number", value: (turn * 37) % 101 } : { is: word };
    theirs[`q${at}`] = isNumber(at) ? (turn * 37) % 101 : word;
  }
  return { ours, theirs };
}

/** @param {number} size */
function setUp(size) {
  const { ours, theirs, isNumber } = generated(size);
  const model = new Model(theirs);
  model.setVariable("dischargesWater", true);
  return {
    ours,
    theirs,
    model,
    even: answersTo(size, isNumber, 0),
    odd: answersTo(size, isNumber, 1),
  };
}
/** @param {import("survey-core").SurveyModel} model */
const visibleIn = (model) => model.getAllQuestions(true).map(({ name }) => name);

/** `sink` keeps the work from being left out. */
let sink = 0;
// Milliseconds for one turn, over about `ms`.
/** @param {(turn: number) => number} work */
function timed(work, ms = 250) {
  let count = 0;
  const start = performance.now();
  let now = start;
  while (now - start < ms) {
    sink += work(count);
    count += 1;
    now = performance.now();
  }
  return (now - start) / count;
}
// Medians of both, measured in turns, so that what else the machine does meets both.
/** @param {((turn: number) => number)[]} works @returns {number[]} */
function mediansOf(works, rounds = 7) {
  const times = works.map(() => /** @type {number[]} */ ([]));
  for (let round = -2; round < rounds; round += 1)
    works.forEach((work, at) => {
      const ms = timed(work);
      if (round >= 0) times[at]?.push(ms);
    });
  return times.map((each) => each.sort((a, b) => a - b)[Math.floor(each.length / 2)] ?? 0);
}

const SIZE = 300;
const { ours, theirs, model, even, odd } = setUp(SIZE);
for (const set of [even, odd]) {
  model.data = { ...set.theirs };
  const asked = evaluateSelfCheck(ours, FACTS, set.ours, ON).visible;
  const shown = visibleIn(model);
  if (asked.join() !== shown.join() || asked.length === SIZE || asked.length <= SIZE * (1 - CONDITIONAL))
    throw new Error(`The two do not ask the same: ${asked.length} and ${shown.length} questions.`);
}

const setAt = (/** @type {number} */ turn) => (turn % 2 === 0 ? even : odd);
const evaluate = (/** @type {object} */ answers, questionnaires = ours) =>
  evaluateSelfCheck(questionnaires, FACTS, answers, ON).visible.length;

const [all = 0, allTheirs = 0] = mediansOf([
  (turn) => evaluate(setAt(turn).ours),
  (turn) => {
    model.data = { ...setAt(turn).theirs };
    return visibleIn(model).length;
  },
]);
/** Question 150 is a yes-no question on which four others hang. Both change one value in what they hold. */
const changed = { ...even.ours };
const words = ["yes", "no"];
model.data = { ...even.theirs };
const [one = 0, oneTheirs = 0] = mediansOf([
  (turn) => {
    changed["q150"] = { is: words[turn % 2] };
    return evaluate(changed);
  },
  (turn) => {
    model.setValue("q150", words[turn % 2]);
    return visibleIn(model).length;
  },
]);
const [fresh = 0, freshTheirs = 0] = mediansOf([
  () => evaluate(even.ours, [{ ...ours[0] }]),
  () => {
    const built = new Model(theirs);
    built.setVariable("dischargesWater", true);
    built.data = { ...even.theirs };
    return visibleIn(built).length;
  },
]);
const SIZES = [100, 300, 900];
const grown = mediansOf(
  SIZES.map(setUp).map((each) => (/** @type {number} */ turn) =>
    evaluate((turn % 2 === 0 ? each.even : each.odd).ours, each.ours)
  )
);
if (!Number.isFinite(sink)) throw new Error("The evaluation gave nothing.");

const round = (/** @type {number} */ value) => Math.round(value * 10_000) / 10_000;
/** @param {string} what @param {number} value @param {number} baseline */
const print = (what, value, baseline) =>
  console.log(
    JSON.stringify({
      bench: "questionnaire",
      what,
      value: round(value),
      unit: "ms",
      baseline: `survey-core, visibility alone: ${round(baseline)} ms`,
      ratio: Math.round((baseline / value) * 10) / 10,
    })
  );
print(`${SIZE} questions, all answers set`, all, allTheirs);
print(`${SIZE} questions, one answer changed`, one, oneTheirs);
print(`${SIZE} questions, questionnaire not seen before`, fresh, freshTheirs);
const growth = (grown[2] ?? 0) / 900 / ((grown[0] ?? 1) / 100);
console.log(
  JSON.stringify({
    bench: "questionnaire",
    what: "time for each question at 900 questions against 100; 1 is linear",
    value: Math.round(growth * 100) / 100,
    unit: "times",
    baseline: SIZES.map((size, at) => `${size} questions: ${round(grown[at] ?? 0)} ms`).join(", "),
    ratio: Math.round(growth * 100) / 100,
  })
);
