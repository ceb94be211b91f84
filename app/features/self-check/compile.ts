/** Questionnaires made ready to be worked out: names looked up and conditions turned into functions, once. */
import type { Asking } from "./asking";
import type { Condition, Leaf } from "./condition";
import { compileDerived, type CompiledDerived } from "./compile-derived";
import { conditionWord } from "./answer";
import { compare, compileDay, compileNumber, type Names } from "./compile-term";
import type { Question, Questionnaire } from "./questionnaire";

/** One thing asked of site or answers that is not as it must be for a question to be asked. */
export interface Reason {
  readonly asks: Leaf;
  /** False: it holds, and would have to not hold. */
  readonly wanted: boolean;
  /** What there is instead: values, or both sides of a comparison; null is what is not known. */
  readonly found: readonly (string | number | boolean | null)[];
}
export interface Check {
  readonly holds: (asking: Asking) => boolean;
  /** The leaves because of which it is not as wanted; none when it is. */
  readonly against: (asking: Asking, wanted: boolean) => Reason[];
}
export interface Compiled {
  readonly questions: readonly Question[];
  /** By place of the question; null: always asked. */
  readonly checks: readonly (Check | null)[];
  readonly derived: readonly CompiledDerived[];
  readonly names: Names;
}

interface Step {
  compiled?: Compiled;
  readonly next: WeakMap<Questionnaire, Step>;
}
const root: Step = { next: new WeakMap() };

/** Compiled once for each set of questionnaires, for as long as the set is there. */
export function compiledOf(questionnaires: readonly Questionnaire[]): Compiled {
  let step = root;
  for (const questionnaire of questionnaires) {
    let next = step.next.get(questionnaire);
    if (!next) step.next.set(questionnaire, (next = { next: new WeakMap() }));
    step = next;
  }
  return (step.compiled ??= compile(questionnaires));
}

function compile(questionnaires: readonly Questionnaire[]): Compiled {
  const questions = questionnaires.flatMap((each) => each.questions);
  const derived = questionnaires.flatMap((each) => each.derived ?? []);
  const names: Names = {
    question: new Map(questions.map(({ id }, at) => [id, at])),
    derived: new Map(derived.map(({ id }, at) => [id, at])),
  };
  return {
    questions,
    checks: questions.map(({ visibleIf }) => (visibleIf ? compileCondition(visibleIf, names) : null)),
    derived: derived.map((each) => compileDerived(each, names)),
    names,
  };
}

function compileCondition(condition: Condition, names: Names): Check {
  if ("not" in condition) {
    const inner = compileCondition(condition.not, names);
    return {
      holds: (asking) => !inner.holds(asking),
      against: (asking, wanted) => inner.against(asking, !wanted),
    };
  }
  if (!("all" in condition) && !("any" in condition)) return compileLeaf(condition, names);
  const parts = ("all" in condition ? condition.all : condition.any).map((part) =>
    compileCondition(part, names)
  );
  const holds =
    "all" in condition
      ? (asking: Asking) => parts.every((part) => part.holds(asking))
      : (asking: Asking) => parts.some((part) => part.holds(asking));
  return {
    holds,
    against: (asking, wanted) =>
      holds(asking) === wanted ? [] : parts.flatMap((part) => part.against(asking, wanted)),
  };
}

function compileLeaf(asks: Leaf, names: Names): Check {
  const { holds, found } = leafParts(asks, names);
  return {
    holds,
    against: (asking, wanted) =>
      holds(asking) === wanted ? [] : [{ asks, wanted, found: found(asking) }],
  };
}

interface LeafParts {
  readonly holds: (asking: Asking) => boolean;
  readonly found: (asking: Asking) => Reason["found"];
}

function leafParts(asks: Leaf, names: Names): LeafParts {
  if ("site" in asks)
    return {
      holds: ({ siteFacts }) => asks.is.includes(siteFacts[asks.site]),
      found: ({ siteFacts }) => [siteFacts[asks.site]],
    };
  if ("number" in asks)
    return comparison(compileNumber(asks.number, names), compileNumber(asks.to, names), asks.op);
  if ("day" in asks)
    return comparison(compileDay(asks.day, names), compileDay(asks.to, names), asks.op);
  const at = names.question.get(asks.answer) ?? -1;
  if ("includes" in asks) {
    const ticked = (asking: Asking) => {
      const answer = asking.answer(at);
      return answer?.is === "choices" ? answer.value : null;
    };
    return {
      holds: (asking) => ticked(asking)?.some((id) => asks.includes.includes(id)) ?? false,
      found: (asking) => ticked(asking) ?? [null],
    };
  }
  const word = (asking: Asking) => {
    const answer = asking.answer(at);
    return answer ? conditionWord(answer) : null;
  };
  return {
    holds: (asking) => {
      const said = word(asking);
      return said !== null && asks.is.includes(said);
    },
    found: (asking) => [word(asking)],
  };
}

function comparison<T extends number | string>(
  left: (asking: Asking) => T | null,
  right: (asking: Asking) => T | null,
  op: Parameters<typeof compare>[1]
): LeafParts {
  return {
    holds: (asking) => compare(left(asking), op, right(asking)),
    found: (asking) => [left(asking), right(asking)],
  };
}
