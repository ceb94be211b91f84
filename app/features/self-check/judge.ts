/** Whether an answer shows a breach, and by which bound. Bounds themselves still comply. */
import { addDays, isDay, type Day } from "~/shared/day";
import type { Answer } from "./answer";
import type { Bound, Column, Question } from "./questionnaire";

/** Why an answer is a breach: the answer, the bound, and where the bound comes from. Data; views put it into words. */
export type Because =
  | { readonly is: "said-no" }
  | { readonly is: "ticked" | "not-ticked"; readonly choices: readonly string[] }
  | {
      readonly is: "above" | "below";
      readonly value: number;
      readonly bound: number;
      /** The derived value that was the bound; null: the questionnaire states the number. */
      readonly derived: string | null;
    }
  | {
      readonly is: "too-old" | "too-soon";
      readonly value: Day;
      readonly days: number;
      /** The first day that would still have complied. */
      readonly bound: Day;
    }
  | { readonly is: "cells"; readonly cells: readonly CellBreach[] };
export interface CellBreach {
  /** From 0. */
  readonly row: number;
  readonly column: string;
  readonly because: Because;
}
export type Verdict =
  | { readonly is: "complies" }
  | { readonly is: "breach"; readonly because: Because }
  /** The bound is not known, so nothing can be said. */
  | { readonly is: "unjudged"; readonly derived: readonly string[] };

/** What a derived value comes to; null when it is not known. */
export type DerivedValue = (id: string) => number | null;

const COMPLIES: Verdict = { is: "complies" };
const SAID_NO: Verdict = { is: "breach", because: { is: "said-no" } };
const breach = (because: Because): Verdict => ({ is: "breach", because });

export function judge(
  question: Question,
  answer: Answer,
  on: Day,
  derivedValue: DerivedValue
): Verdict {
  switch (answer.is) {
    case "no":
      return question.kind === "yes-no" ? SAID_NO : COMPLIES;
    case "number":
      return question.kind === "number"
        ? judgeNumber(question, answer.value, derivedValue)
        : COMPLIES;
    case "day":
      return question.kind === "day" ? judgeDay(question, answer.value, on) : COMPLIES;
    case "choice":
      return question.kind === "choice" ? judgeTicked(question, [answer.value]) : COMPLIES;
    case "choices":
      return question.kind === "choices" ? judgeTicked(question, answer.value) : COMPLIES;
    case "table":
      return question.kind === "table"
        ? judgeRows(question.columns, answer.rows, on, derivedValue)
        : COMPLIES;
    default:
      return COMPLIES;
  }
}

interface Ticks {
  readonly choices: readonly { readonly id: string; readonly breach: boolean }[];
  readonly breachWithout?: readonly string[] | undefined;
}
function judgeTicked({ choices, breachWithout = [] }: Ticks, ticked: readonly string[]): Verdict {
  const bad = choices.filter((choice) => choice.breach && ticked.includes(choice.id));
  if (bad.length > 0) return breach({ is: "ticked", choices: bad.map(({ id }) => id) });
  const missing = breachWithout.filter((id) => !ticked.includes(id));
  return missing.length > 0 ? breach({ is: "not-ticked", choices: missing }) : COMPLIES;
}

interface NumberBounds {
  readonly breachAbove?: Bound | undefined;
  readonly breachBelow?: Bound | undefined;
}
function judgeNumber(bounds: NumberBounds, value: number, derivedValue: DerivedValue): Verdict {
  const unknown: string[] = [];
  for (const is of ["above", "below"] as const) {
    const given = is === "above" ? bounds.breachAbove : bounds.breachBelow;
    if (given === undefined) continue;
    const derived = typeof given === "number" ? null : given.derived;
    const bound = typeof given === "number" ? given : derivedValue(given.derived);
    if (bound === null) unknown.push(...(derived === null ? [] : [derived]));
    else if (is === "above" ? value > bound : value < bound)
      return breach({ is, value, bound, derived });
  }
  return unknown.length > 0 ? { is: "unjudged", derived: unknown } : COMPLIES;
}

interface DayBounds {
  readonly breachOlderThanDays?: number | undefined;
  readonly breachSoonerThanDays?: number | undefined;
}
function judgeDay(bounds: DayBounds, value: Day, on: Day): Verdict {
  const { breachOlderThanDays: older, breachSoonerThanDays: sooner } = bounds;
  if (older !== undefined && value < addDays(on, -older))
    return breach({ is: "too-old", value, days: older, bound: addDays(on, -older) });
  if (sooner !== undefined && value < addDays(on, sooner))
    return breach({ is: "too-soon", value, days: sooner, bound: addDays(on, sooner) });
  return COMPLIES;
}

function judgeRows(
  columns: readonly Column[],
  rows: readonly Readonly<Record<string, string | number>>[],
  on: Day,
  derivedValue: DerivedValue
): Verdict {
  const cells: CellBreach[] = [];
  const unknown = new Set<string>();
  rows.forEach((values, row) => {
    for (const column of columns) {
      const verdict = judgeCell(column, values[column.id], on, derivedValue);
      if (verdict.is === "breach")
        cells.push({ row, column: column.id, because: verdict.because });
      else if (verdict.is === "unjudged") verdict.derived.forEach((id) => unknown.add(id));
    }
  });
  if (cells.length > 0) return breach({ is: "cells", cells });
  return unknown.size > 0 ? { is: "unjudged", derived: [...unknown] } : COMPLIES;
}

function judgeCell(
  column: Column,
  cell: string | number | undefined,
  on: Day,
  derivedValue: DerivedValue
): Verdict {
  switch (column.kind) {
    case "number":
      return typeof cell === "number" ? judgeNumber(column, cell, derivedValue) : COMPLIES;
    case "choice":
      return typeof cell === "string" ? judgeTicked(column, [cell]) : COMPLIES;
    case "day":
      return isDay(cell) ? judgeDay(column, cell, on) : COMPLIES;
    case "text":
      return COMPLIES;
  }
}
