/** What is wrong with the names and types in conditions, terms and derived values; each fault says how to mend it. */
import type { DayTerm, Leaf, NumberTerm } from "./condition";
import type { Derived } from "./derived";
import type { Question } from "./questionnaire";
import { siteFactsSchema } from "./site-facts";

export interface Known {
  readonly questions: ReadonlyMap<string, Question>;
  readonly derived: ReadonlyMap<string, Derived>;
}
type Term = NumberTerm | DayTerm;

/** Terms a derived value is worked out from. */
export function termsOf(derived: Derived): Term[] {
  if (derived.is === "ratio") return [derived.of, derived.to];
  return Array.isArray(derived.of) ? derived.of : [derived.of];
}

/** Questions a term rests on at first hand. */
export function questionsIn(term: Term): string[] {
  if (typeof term !== "object") return [];
  if ("answer" in term) return [term.answer];
  if ("count" in term) return [term.count];
  return "sum" in term ? [term.sum] : [];
}

/** Derived values a term rests on at first hand. */
export const derivedIn = (term: Term): string[] =>
  typeof term === "object" && "derived" in term ? [term.derived] : [];

export function leafTerms(leaf: Leaf): Term[] {
  if ("number" in leaf) return [leaf.number, leaf.to];
  return "day" in leaf ? [leaf.day, leaf.to] : [];
}

/** All questions that these derived values rest on, through others too. A circle ends where it began. */
export function restsOn(ids: readonly string[], { derived }: Known): Set<string> {
  const seen = new Set<string>();
  const found = new Set<string>();
  const queue = [...ids];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const value = derived.get(id);
    if (seen.has(id) || !value) continue;
    seen.add(id);
    for (const term of termsOf(value)) {
      questionsIn(term).forEach((question) => found.add(question));
      queue.push(...derivedIn(term));
    }
  }
  return found;
}

export function leafFaults(leaf: Leaf, known: Known): string[] {
  if ("site" in leaf) {
    const wrong = leaf.is.find(
      (value) => !siteFactsSchema.shape[leaf.site].safeParse(value).success
    );
    return wrong === undefined ? [] : [`site fact ${leaf.site} is never ${String(wrong)}.`];
  }
  if ("number" in leaf) return leafTerms(leaf).flatMap((term) => termFaults(term, "number", known));
  if ("day" in leaf) return leafTerms(leaf).flatMap((term) => termFaults(term, "day", known));
  const asked = known.questions.get(leaf.answer);
  if (!asked) return [];
  if ("includes" in leaf) {
    if (asked.kind !== "choices")
      return [`"${leaf.answer}" takes one answer, so nothing is among it. Use "is", not "includes".`];
    const wrong = leaf.includes.find((word) => !asked.choices.some(({ id }) => id === word));
    return wrong === undefined ? [] : [`"${leaf.answer}" has no choice "${wrong}".`];
  }
  const possible = possibleWords(asked);
  const wrong = leaf.is.find((word) => !possible.includes(word));
  return wrong === undefined
    ? []
    : [`"${leaf.answer}" is never answered "${wrong}". Possible: ${possible.join(", ")}.`];
}

function possibleWords(question: Question): string[] {
  const words = ["not-known", ...(question.allowsNotApplicable ? ["not-applicable"] : [])];
  if (question.kind === "yes-no") return ["yes", "no", ...words];
  return question.kind === "choice" ? [...question.choices.map(({ id }) => id), ...words] : words;
}

/** Names are known to be there or not elsewhere; here only whether they are of the kind. */
export function termFaults(term: Term, kind: "number" | "day", known: Known): string[] {
  if (typeof term !== "object") return [];
  if ("derived" in term)
    return known.derived.has(term.derived)
      ? []
      : [`derived value "${term.derived}" is not declared. Add it to derived or correct the id.`];
  if ("answer" in term) {
    const asked = known.questions.get(term.answer);
    return !asked || asked.kind === kind
      ? []
      : [`"${term.answer}" is a ${asked.kind} question and has no ${kind} to compare.`];
  }
  if ("today" in term) return [];
  return tableFaults(term, known);
}

function tableFaults(
  term: Extract<NumberTerm, { count: string }> | Extract<NumberTerm, { sum: string }>,
  { questions }: Known
): string[] {
  const id = "count" in term ? term.count : term.sum;
  const table = questions.get(id);
  if (!table) return [];
  if (table.kind !== "table") return [`"${id}" is a ${table.kind} question and has no rows.`];
  const asks = "count" in term ? term.where : term;
  if (!asks) return [];
  const column = table.columns.find((each) => each.id === asks.column);
  if (!column) return [`table "${id}" has no column "${asks.column}".`];
  if (!("is" in asks))
    return column.kind === "number"
      ? []
      : [`column "${asks.column}" of "${id}" holds no numbers to add up.`];
  if (column.kind !== "choice")
    return [`column "${asks.column}" of "${id}" is no choice, so its rows cannot be told apart.`];
  const wrong = asks.is.find((word) => !column.choices.some((choice) => choice.id === word));
  return wrong === undefined
    ? []
    : [`column "${asks.column}" of "${id}" has no choice "${wrong}".`];
}

/** Derived values that rest on themselves, as the way from one of them back to it. */
export function circleFrom(id: string, { derived }: Known): string[] | null {
  const walk = (at: string, way: readonly string[]): string[] | null => {
    if (way.includes(at)) return at === id ? [...way, at] : null;
    const value = derived.get(at);
    if (!value) return null;
    for (const next of termsOf(value).flatMap(derivedIn)) {
      const circle = walk(next, [...way, at]);
      if (circle) return circle;
    }
    return null;
  };
  return walk(id, []);
}

/** Every question named by a condition, through derived values too. */
export function namedBy(leaf: Leaf, known: Known): string[] {
  if ("site" in leaf) return [];
  if ("answer" in leaf) return [leaf.answer];
  const terms = leafTerms(leaf);
  return [
    ...terms.flatMap(questionsIn),
    ...restsOn(terms.flatMap(derivedIn), known),
  ];
}
