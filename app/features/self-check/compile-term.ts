/** Number and day terms of the expression language as functions. Null is what is not known. */
import { addDays, type Day } from "~/shared/day";
import type { Row } from "./answer";
import type { Asking } from "./asking";
import type { CountTerm, DayTerm, NumberTerm, Operator } from "./condition";

/** Places of questions and derived values by id. */
export interface Names {
  readonly question: ReadonlyMap<string, number>;
  readonly derived: ReadonlyMap<string, number>;
}
type ValueOf<T> = (asking: Asking) => T | null;

const placeOf = (names: ReadonlyMap<string, number>, id: string): number => names.get(id) ?? -1;

export function compileNumber(term: NumberTerm, names: Names): ValueOf<number> {
  if (typeof term === "number") return () => term;
  if ("derived" in term) {
    const at = placeOf(names.derived, term.derived);
    return (asking) => asking.derived(at);
  }
  if ("count" in term) return compileCount(term, names);
  if ("sum" in term) {
    const rows = rowsOf(term.sum, names);
    return (asking) => columnSum(rows(asking), term.column);
  }
  const at = placeOf(names.question, term.answer);
  return (asking) => {
    const answer = asking.answer(at);
    return answer?.is === "number" ? answer.value : null;
  };
}

function compileCount({ count, where }: CountTerm, names: Names): ValueOf<number> {
  const rows = rowsOf(count, names);
  if (!where) return (asking) => rows(asking)?.length ?? null;
  return (asking) =>
    rows(asking)?.filter((row) => where.is.includes(String(row[where.column]))).length ?? null;
}

export function compileDay(term: DayTerm, names: Names): ValueOf<Day> {
  if (typeof term === "string") return () => term;
  if ("today" in term) return ({ on }) => addDays(on, term.today);
  const at = placeOf(names.question, term.answer);
  return (asking) => {
    const answer = asking.answer(at);
    return answer?.is === "day" ? answer.value : null;
  };
}

function rowsOf(table: string, names: Names): ValueOf<readonly Row[]> {
  const at = placeOf(names.question, table);
  return (asking) => {
    const answer = asking.answer(at);
    return answer?.is === "table" ? answer.rows : null;
  };
}

/** An empty cell makes the sum unknown: it is not nothing. */
function columnSum(rows: readonly Row[] | null, column: string): number | null {
  if (!rows) return null;
  let sum = 0;
  for (const row of rows) {
    const cell = row[column];
    if (typeof cell !== "number") return null;
    sum += cell;
  }
  return sum;
}

/** What is not known compares with nothing. */
export function compare<T extends number | string>(
  left: T | null,
  op: Operator,
  right: T | null
): boolean {
  if (left === null || right === null) return false;
  switch (op) {
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case "=":
      return left === right;
    case ">=":
      return left >= right;
    case ">":
      return left > right;
  }
}
