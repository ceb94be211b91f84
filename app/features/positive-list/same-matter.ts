/**
 * Statements that speak of the same matter must say the same: two with one number of the source, or two states of one
 * enterprise, site and day without a number. Events without a number may be several of a kind. Pure.
 */
import type { Day } from "~/shared/day";
import { FACT_KINDS } from "./fact-kinds";
import { fieldsOf } from "./facts-known/fields";
import { cellOf, valueAt } from "./facts-known/value-words";
import type { FactKind } from "./facts";

interface Speaking {
  readonly uscc: string;
  readonly value: unknown;
  readonly validFrom: Day;
  readonly reference: string | null;
}

/** Null when nothing else can speak of the same matter. */
export function matterOf(kind: FactKind, { uscc, value, validFrom, reference }: Speaking): string | null {
  if (reference !== null) return `${uscc} # ${reference}`;
  if (FACT_KINDS[kind].nature === "event") return null;
  const site = valueAt(value, "site");
  return `${uscc} ${validFrom} ${typeof site === "string" ? site : ""}`;
}

export interface Difference {
  /** Path within the value, or "validFrom" or "validTo". */
  readonly path: string;
  readonly earlier: string;
  readonly later: string;
}

interface Comparable {
  readonly value: unknown;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** The first field in which two statements differ, as a file would write it; null when they say the same. */
export function firstDifference(kind: FactKind, earlier: Comparable, later: Comparable): Difference | null {
  for (const { path, cell } of fieldsOf(kind)) {
    const [a, b] = [cellOf(cell, valueAt(earlier.value, path)), cellOf(cell, valueAt(later.value, path))];
    if (a !== b) return { path, earlier: a, later: b };
  }
  for (const path of ["validFrom", "validTo"] as const)
    if (earlier[path] !== later[path]) return { path, earlier: earlier[path] ?? "", later: later[path] ?? "" };
  return null;
}
