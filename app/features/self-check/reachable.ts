/**
 * Whether a question can ever be asked: its condition, and those of the questions it waits for, are written as a list of
 * ways in which they hold; a way is impossible when what it asks of one name excludes each other.
 */
import type { Condition, Leaf, NumberTerm, DayTerm, Operator } from "./condition";
import type { Question } from "./questionnaire";
import { siteFactsSchema } from "./site-facts";

/** A leaf that must hold, or (`wanted` false) must not. */
interface Demand {
  readonly leaf: Leaf;
  readonly wanted: boolean;
}
type Way = readonly Demand[];
/** More ways than a person would write are not followed: such a question counts as reachable. */
const MAX_WAYS = 2000;

type Questions = ReadonlyMap<string, Question>;

export function canBeAsked(question: Question, questions: Questions): boolean {
  const ways = waysToAsk(question, questions, new Set());
  return ways === null || ways.some((way) => isPossible(way, questions));
}

/** Null: too many to follow. */
function waysToAsk(
  question: Question,
  questions: Questions,
  waiting: ReadonlySet<string>
): readonly Way[] | null {
  if (question.visibleIf === undefined) return [[]];
  const seen = new Set([...waiting, question.id]);
  return waysOf(question.visibleIf, true, (id) => {
    const other = questions.get(id);
    return other && !seen.has(id) ? waysToAsk(other, questions, seen) : [[]];
  });
}

function waysOf(
  condition: Condition,
  wanted: boolean,
  toAsk: (id: string) => readonly Way[] | null
): readonly Way[] | null {
  if ("not" in condition) return waysOf(condition.not, !wanted, toAsk);
  if ("all" in condition || "any" in condition) {
    const together = "all" in condition === wanted;
    const parts = "all" in condition ? condition.all : condition.any;
    return parts
      .map((part) => waysOf(part, wanted, toAsk))
      .reduce((ways, more) => (together ? both(ways, more) : either(ways, more)));
  }
  const own: readonly Way[] = [[{ leaf: condition, wanted }]];
  // What is not as stated may also have no answer; only what must be said needs its question asked.
  if (!wanted) return own;
  return namesIn(condition).reduce<readonly Way[] | null>(
    (ways, id) => both(ways, toAsk(id)),
    own
  );
}

const either = (a: readonly Way[] | null, b: readonly Way[] | null) =>
  a && b && a.length + b.length <= MAX_WAYS ? [...a, ...b] : null;
const both = (a: readonly Way[] | null, b: readonly Way[] | null) =>
  a && b && a.length * b.length <= MAX_WAYS
    ? a.flatMap((way) => b.map((more) => [...way, ...more]))
    : null;

/** Questions that must have an answer for the leaf to hold. */
function namesIn(leaf: Leaf): string[] {
  if ("site" in leaf) return [];
  if ("answer" in leaf) return [leaf.answer];
  const terms = "number" in leaf ? [leaf.number, leaf.to] : [leaf.day, leaf.to];
  return terms.flatMap((term) => {
    if (typeof term !== "object") return [];
    if ("answer" in term) return [term.answer];
    if ("count" in term) return [term.count];
    return "sum" in term ? [term.sum] : [];
  });
}

/** The words said of one name: those that would do, and those that would not. */
interface Words {
  allowed: readonly (string | boolean)[] | null;
  readonly excluded: Set<string | boolean>;
}
/** Where a value must lie; an end is null where there is none. */
interface Range {
  low: number | string | null;
  lowIn: boolean;
  high: number | string | null;
  highIn: boolean;
  /** Whether some demand needs the value to be known. */
  known: boolean;
}

function isPossible(way: Way, questions: Questions): boolean {
  const words = new Map<string, Words>();
  const ranges = new Map<string, Range>();
  for (const { leaf, wanted } of way) {
    if ("site" in leaf) {
      const all = siteFactsSchema.shape[leaf.site];
      const domain = "options" in all ? all.options : [true, false];
      say(words, `site ${leaf.site}`, domain.filter((value) => leaf.is.includes(value) === wanted));
    } else if ("answer" in leaf) {
      // Several choices may be ticked at once, so two of them never exclude each other.
      if (!("is" in leaf)) continue;
      if (wanted) say(words, leaf.answer, leaf.is);
      else for (const word of leaf.is) wordsOf(words, leaf.answer).excluded.add(word);
    } else if (!narrow(ranges, leaf, wanted, questions)) return false;
  }
  return (
    [...words.values()].every(
      ({ allowed, excluded }) => allowed === null || allowed.some((word) => !excluded.has(word))
    ) && [...ranges.values()].every((range) => !range.known || !isEmpty(range))
  );
}

function wordsOf(words: Map<string, Words>, name: string): Words {
  const known = words.get(name) ?? { allowed: null, excluded: new Set() };
  words.set(name, known);
  return known;
}
function say(words: Map<string, Words>, name: string, would: readonly (string | boolean)[]): void {
  const known = wordsOf(words, name);
  known.allowed = known.allowed === null ? would : known.allowed.filter((w) => would.includes(w));
}

const TURNED: Record<Operator, Operator> = { "<": ">", "<=": ">=", "=": "=", ">=": "<=", ">": "<" };
const OPPOSITE: Record<Exclude<Operator, "=">, Operator> = {
  "<": ">=",
  "<=": ">",
  ">=": "<",
  ">": "<=",
};
type Comparison = Extract<Leaf, { op: Operator }>;

/** Narrows the range of what is compared with a constant. False when two constants do not compare as demanded. */
function narrow(
  ranges: Map<string, Range>,
  leaf: Comparison,
  wanted: boolean,
  questions: Questions
): boolean {
  const left = "number" in leaf ? leaf.number : leaf.day;
  const [term, constant, op] = isConstant(left)
    ? [leaf.to, left, TURNED[leaf.op]]
    : [left, leaf.to, leaf.op];
  if (!isConstant(constant)) return true;
  if (isConstant(term)) {
    const fixed: Range = { low: term, lowIn: true, high: term, highIn: true, known: true };
    bound(fixed, op, constant);
    return isEmpty(fixed) !== wanted;
  }
  const name = JSON.stringify(term);
  const range = ranges.get(name) ?? domainOf(term, questions);
  ranges.set(name, range);
  if (wanted) {
    range.known = true;
    bound(range, op, constant);
  } else if (op !== "=") bound(range, OPPOSITE[op], constant);
  return true;
}

const isConstant = (term: NumberTerm | DayTerm): term is number | Extract<DayTerm, string> =>
  typeof term !== "object";

function domainOf(term: Exclude<NumberTerm | DayTerm, number | string>, questions: Questions): Range {
  const open: Range = { low: null, lowIn: true, high: null, highIn: true, known: false };
  if ("answer" in term) {
    const asked = questions.get(term.answer);
    return asked?.kind === "number" ? { ...open, low: asked.min, high: asked.max } : open;
  }
  if (!("count" in term)) return open;
  const table = questions.get(term.count);
  if (table?.kind !== "table") return open;
  return { ...open, low: term.where ? 0 : table.minRows, high: table.maxRows };
}

function bound(range: Range, op: Operator, value: number | string): void {
  if (op !== ">" && op !== ">=") {
    if (range.high === null || value < range.high) range.highIn = true;
    if (range.high === null || value <= range.high) {
      range.high = value;
      range.highIn &&= op !== "<";
    }
  }
  if (op !== "<" && op !== "<=") {
    if (range.low === null || value > range.low) range.lowIn = true;
    if (range.low === null || value >= range.low) {
      range.low = value;
      range.lowIn &&= op !== ">";
    }
  }
}

function isEmpty({ low, lowIn, high, highIn }: Range): boolean {
  if (low === null || high === null) return false;
  return low > high || (low === high && !(lowIn && highIn));
}
