/**
 * What is wrong with a set of questionnaires beyond their shape: names nobody knows, values of another type, circles,
 * questions never asked, bounds that contradict each other.
 */
import { boundFaults, boundsOf } from "./bound-check";
import { leavesOf } from "./condition";
import type { Derived } from "./derived";
import type { Question, Questionnaire } from "./questionnaire";
import { canBeAsked } from "./reachable";
import {
  circleFrom,
  leafFaults,
  namedBy,
  questionsIn,
  restsOn,
  termFaults,
  termsOf,
  type Known,
} from "./term-check";

export interface Fault {
  /** Of the question or derived value at fault. */
  readonly questionId: string;
  readonly remedy: string;
}

/** Faults of questionnaires that are asked together, e.g. core and one sector. */
export function questionnaireFaults(questionnaires: readonly Questionnaire[]): Fault[] {
  const questions = questionnaires.flatMap((each) => each.questions);
  const derived = questionnaires.flatMap((each) => each.derived ?? []);
  const topics = new Set(questionnaires.flatMap((each) => each.topics.map(({ id }) => id)));
  const known: Known = {
    questions: new Map(questions.map((question) => [question.id, question])),
    derived: new Map(derived.map((each) => [each.id, each])),
  };
  const faults: Fault[] = [];
  const earlier = new Set<string>();
  for (const question of questions) {
    const remedies = [
      ...(earlier.has(question.id)
        ? ["this id stands twice. Give one of the two questions another."]
        : []),
      ...(topics.has(question.topic)
        ? []
        : [`topic "${question.topic}" is not declared. Add it to topics or correct it.`]),
      ...conditionFaults(question, earlier, known),
      ...boundFaults(question),
      ...derivedBoundFaults(question, known),
    ];
    faults.push(...remedies.map((remedy) => ({ questionId: question.id, remedy })));
    earlier.add(question.id);
  }
  for (const [at, each] of derived.entries())
    for (const remedy of derivedFaults(each, derived.slice(0, at), known))
      faults.push({ questionId: each.id, remedy });
  return faults;
}

function conditionFaults(
  question: Question,
  earlier: ReadonlySet<string>,
  known: Known
): string[] {
  const leaves = leavesOf(question.visibleIf);
  // Only earlier questions may be named, so a circle is found at its first member.
  const late = leaves
    .flatMap((leaf) => namedBy(leaf, known))
    .filter((id) => !earlier.has(id))
    .map((id) => `visibleIf names "${id}", which is not asked before it. Correct the id or the order.`);
  const faults = [...late, ...leaves.flatMap((leaf) => leafFaults(leaf, known))];
  return faults.length > 0 || canBeAsked(question, known.questions)
    ? faults
    : ["visibleIf can never hold. Remove the contradiction."];
}

function derivedBoundFaults(question: Question, known: Known): string[] {
  return boundsOf(question).flatMap((id) => {
    if (restsOn([id], known).has(question.id))
      return [`its bound "${id}" is worked out from its own answer. Take another bound.`];
    return termFaults({ derived: id }, "number", known);
  });
}

function derivedFaults(each: Derived, before: readonly Derived[], known: Known): string[] {
  const terms = termsOf(each);
  const unknown = terms
    .flatMap(questionsIn)
    .filter((id) => !known.questions.has(id))
    .map((id) => `it rests on "${id}", which no question has as its id. Correct the id.`);
  const circle = circleFrom(each.id, known);
  return [
    ...(before.some(({ id }) => id === each.id) || known.questions.has(each.id)
      ? ["this id stands twice. Give the derived value another."]
      : []),
    ...unknown,
    ...terms.flatMap((term) => termFaults(term, each.is === "days-since" ? "day" : "number", known)),
    ...(circle ? [`it rests on itself: ${circle.join(" → ")}. Break the circle.`] : []),
    ...(each.is === "ratio" && each.to === 0 ? ["a ratio to 0 is never known."] : []),
  ];
}
