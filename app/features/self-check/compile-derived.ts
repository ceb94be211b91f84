/** Derived values as functions, and what each was worked out from. */
import { daysBetween, type Day } from "~/shared/day";
import type { Asking } from "./asking";
import { compileDay, compileNumber, type Names } from "./compile-term";
import type { DayTerm, NumberTerm } from "./condition";
import type { Derived } from "./derived";

/** One term of a derived value with what it came to; null: not known. */
export interface Part {
  readonly term: NumberTerm | DayTerm;
  readonly value: number | Day | null;
}
export interface CompiledDerived {
  readonly value: (asking: Asking) => number | null;
  readonly parts: (asking: Asking) => Part[];
}

export function compileDerived(derived: Derived, names: Names): CompiledDerived {
  switch (derived.is) {
    case "sum":
      return overNumbers(derived.of, names, (values) => values.reduce((a, b) => a + b, 0));
    case "product":
      return overNumbers(derived.of, names, (values) => values.reduce((a, b) => a * b, 1));
    case "ratio":
      return overNumbers([derived.of, derived.to], names, ([of = 0, to = 0]) =>
        to === 0 ? null : of / to
      );
    case "count":
      return overNumbers([derived.of], names, ([count = 0]) => count);
    case "days-since": {
      const day = compileDay(derived.of, names);
      return {
        value: (asking) => {
          const since = day(asking);
          return since === null ? null : daysBetween(since, asking.on);
        },
        parts: (asking) => [{ term: derived.of, value: day(asking) }],
      };
    }
  }
}

function overNumbers(
  terms: readonly NumberTerm[],
  names: Names,
  result: (values: number[]) => number | null
): CompiledDerived {
  const compiled = terms.map((term) => ({ term, valueOf: compileNumber(term, names) }));
  return {
    value: (asking) => {
      const values: number[] = [];
      for (const { valueOf } of compiled) {
        const value = valueOf(asking);
        if (value === null) return null;
        values.push(value);
      }
      const value = result(values);
      return value !== null && Number.isFinite(value) ? value : null;
    },
    parts: (asking) => compiled.map(({ term, valueOf }) => ({ term, value: valueOf(asking) })),
  };
}
