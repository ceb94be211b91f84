/**
 * What a self-check comes to: which questions are asked, how complete the answers are, what they find and why, and the
 * result.
 *
 * Pure: no clock, no database. The browser, the server and a later replay get the same value from the same input.
 * An answer to a question that is not asked is kept but does not count. Unknown never passes and is never a finding: it
 * is a task, counted in `completeness`.
 */
import type { Day } from "~/shared/day";
import type { HolidayCalendar } from "~/shared/working-days";
import type { Answers } from "./answer";
import { Asking } from "./asking";
import { compiledOf, type Reason } from "./compile";
import type { Part } from "./compile-derived";
import { correctionDueOn } from "./due-day";
import { judge, type Because } from "./judge";
import type { Question, Questionnaire } from "./questionnaire";
import type { SiteFacts } from "./site-facts";

export type Severity = Question["severity"];
/** Red when a red-line item fails, amber when a major one does, else green. Says nothing of completeness. */
export type Result = "red" | "amber" | "green";

export interface Completeness {
  /** Answered with yes, no, not applicable or a value that can be judged. */
  readonly answered: number;
  /** Answered with "not known", or with a value whose bound is not known yet. */
  readonly notKnown: number;
  readonly total: number;
}
export interface FindingLine {
  readonly questionId: string;
  readonly severity: Severity;
}
/** What is frozen of an evaluation. Its form never changes: it is hashed. All else can be worked out again. */
export interface Evaluation {
  /** Ids of the questions that are asked, in order. */
  readonly visible: readonly string[];
  readonly completeness: Completeness;
  readonly findings: readonly FindingLine[];
  readonly result: Result;
}

/** A derived value with what it was worked out from. */
export interface DerivedUse {
  readonly id: string;
  readonly value: number | null;
  readonly parts: readonly Part[];
}
export interface Finding extends FindingLine {
  readonly basis: Question["basis"];
  readonly waivableIf: Question["waivableIf"] | null;
  readonly correction: Question["correction"];
  /** Null without a calendar of working days. */
  readonly dueOn: Day | null;
  readonly because: Because;
  /** The derived values that were bounds of it, and those they rest on. */
  readonly derived: readonly DerivedUse[];
}
export interface ExplainedEvaluation extends Evaluation {
  readonly findings: readonly Finding[];
  /** Answered, but the bound is not known: counted as not known. */
  readonly unjudged: readonly { readonly questionId: string; readonly derived: readonly DerivedUse[] }[];
  /** Why each of the other questions is not asked. */
  readonly notAsked: readonly { readonly questionId: string; readonly because: readonly Reason[] }[];
}

export function evaluateSelfCheck(
  questionnaires: readonly Questionnaire[],
  siteFacts: SiteFacts,
  answers: Answers,
  on: Day,
  calendar: HolidayCalendar | null = null
): ExplainedEvaluation {
  const compiled = compiledOf(questionnaires);
  const asking = new Asking(compiled, siteFacts, answers, on);
  const derivedValue = (id: string) => asking.derived(compiled.names.derived.get(id) ?? -1);
  const visible: string[] = [];
  const findings: Finding[] = [];
  const unjudged: ExplainedEvaluation["unjudged"][number][] = [];
  const notAsked: ExplainedEvaluation["notAsked"][number][] = [];
  let answered = 0;
  let notKnown = 0;
  compiled.questions.forEach((question, at) => {
    if (!asking.asks(at)) {
      const because = compiled.checks[at]?.against(asking, true) ?? [];
      notAsked.push({ questionId: question.id, because });
      return;
    }
    visible.push(question.id);
    const answer = asking.answer(at);
    if (!answer) return;
    const verdict = judge(question, answer, on, derivedValue);
    if (answer.is === "not-known" || verdict.is === "unjudged") notKnown += 1;
    else answered += 1;
    if (verdict.is === "breach") findings.push(finding(question, verdict.because, asking, calendar));
    if (verdict.is === "unjudged")
      unjudged.push({ questionId: question.id, derived: usesOf(verdict.derived, asking) });
  });
  return {
    visible,
    completeness: { answered, notKnown, total: visible.length },
    findings,
    result: resultOf(findings),
    unjudged,
    notAsked,
  };
}

/** What is frozen of it, and no more. */
export function frozenPart({ visible, completeness, findings, result }: Evaluation): Evaluation {
  const lines = findings.map(({ questionId, severity }) => ({ questionId, severity }));
  return { visible, completeness, findings: lines, result };
}

export const isComplete = ({ answered, total }: Completeness): boolean => answered === total;

/** The questions asked of this site, in order. A condition on a question that is itself not asked does not hold. */
export function visibleQuestions(
  questionnaires: readonly Questionnaire[],
  siteFacts: SiteFacts,
  answers: Answers,
  on: Day
): Question[] {
  const compiled = compiledOf(questionnaires);
  const asking = new Asking(compiled, siteFacts, answers, on);
  return compiled.questions.filter((_question, at) => asking.asks(at));
}

function finding(
  question: Question,
  because: Because,
  asking: Asking,
  calendar: HolidayCalendar | null
): Finding {
  const { id, severity, basis, waivableIf = null, correction } = question;
  return {
    questionId: id,
    severity,
    basis,
    waivableIf,
    correction,
    dueOn: calendar ? correctionDueOn(correction, asking.on, calendar) : null,
    because,
    derived: usesOf(boundsIn(because), asking),
  };
}

function boundsIn(because: Because): string[] {
  if (because.is === "cells") return because.cells.flatMap((cell) => boundsIn(cell.because));
  return "derived" in because && because.derived !== null ? [because.derived] : [];
}

/** These derived values and, after them, those they rest on; each once. */
function usesOf(ids: readonly string[], asking: Asking): DerivedUse[] {
  if (ids.length === 0) return [];
  const uses = new Map<string, DerivedUse>();
  const queue = [...ids];
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    const at = asking.compiled.names.derived.get(id) ?? -1;
    const parts = asking.compiled.derived[at]?.parts(asking) ?? [];
    if (!uses.has(id)) uses.set(id, { id, value: asking.derived(at), parts });
    for (const { term } of parts)
      if (typeof term === "object" && "derived" in term && !uses.has(term.derived))
        queue.push(term.derived);
  }
  return [...uses.values()];
}

const GRAVITY: Readonly<Record<Severity, number>> = { "red-line": 0, major: 1, minor: 2 };

/** What must be dealt with first comes first; otherwise in the order given. */
export const gravestFirst = <T extends { readonly severity: Severity }>(lines: readonly T[]): T[] =>
  lines.toSorted((a, b) => GRAVITY[a.severity] - GRAVITY[b.severity]);

function resultOf(findings: readonly FindingLine[]): Result {
  if (findings.some(({ severity }) => severity === "red-line")) return "red";
  return findings.some(({ severity }) => severity === "major") ? "amber" : "green";
}
