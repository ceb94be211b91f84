/** What is wrong with a set of questionnaires beyond their shape: names nobody knows, circles, questions never asked. */
import {
  siteFactsSchema,
  type Condition,
  type Question,
  type Questionnaire,
} from "./questionnaire";

export interface Fault {
  readonly questionId: string;
  readonly remedy: string;
}
type Leaf = Extract<Condition, { site: string }> | Extract<Condition, { answer: string }>;

/** Faults of questionnaires that are asked together, e.g. core and one sector. */
export function questionnaireFaults(questionnaires: readonly Questionnaire[]): Fault[] {
  const questions = questionnaires.flatMap((each) => each.questions);
  const topics = new Set(questionnaires.flatMap((each) => each.topics.map(({ id }) => id)));
  const byId = new Map<string, Question>();
  const faults: Fault[] = [];
  for (const question of questions) {
    const say = (remedy: string) => faults.push({ questionId: question.id, remedy });
    if (byId.has(question.id)) say("this id stands twice. Give one of the two questions another.");
    if (!topics.has(question.topic))
      say(`topic "${question.topic}" is not declared. Add it to topics or correct it.`);
    // Only earlier questions are known here, so a circle is found at its first member.
    for (const leaf of leaves(question.visibleIf)) {
      const remedy = leafFault(leaf, byId);
      if (remedy) say(remedy);
    }
    byId.set(question.id, question);
    if (question.visibleIf && !canHold(question.visibleIf))
      say("visibleIf can never hold. Remove the contradiction.");
  }
  return faults;
}

function leaves(condition: Condition | undefined): Leaf[] {
  if (condition === undefined) return [];
  if ("all" in condition) return condition.all.flatMap(leaves);
  if ("any" in condition) return condition.any.flatMap(leaves);
  return "not" in condition ? leaves(condition.not) : [condition];
}

function leafFault(leaf: Leaf, earlier: ReadonlyMap<string, Question>): string | null {
  if ("site" in leaf) {
    const wrong = leaf.is.find(
      (value) => !siteFactsSchema.shape[leaf.site].safeParse(value).success
    );
    return wrong === undefined ? null : `site fact ${leaf.site} is never ${String(wrong)}.`;
  }
  const asked = earlier.get(leaf.answer);
  if (!asked)
    return `visibleIf names "${leaf.answer}", which is not asked before it. Correct the id or the order.`;
  const possible = possibleWords(asked);
  const wrong = leaf.is.find((word) => !possible.includes(word));
  return wrong === undefined
    ? null
    : `"${leaf.answer}" is never answered "${wrong}". Possible: ${possible.join(", ")}.`;
}

function possibleWords(question: Question): string[] {
  const words = ["not-known", ...(question.allowsNotApplicable ? ["not-applicable"] : [])];
  if (question.kind === "yes-no") return ["yes", "no", ...words];
  return question.kind === "choice" ? [...question.choices.map(({ id }) => id), ...words] : words;
}

/** False when the parts of an `all` ask one name for values that exclude each other. */
function canHold(condition: Condition): boolean {
  if ("any" in condition) return condition.any.some(canHold);
  if (!("all" in condition)) return true;
  const allowed = new Map<string, readonly (string | boolean)[]>();
  for (const part of condition.all) {
    if (!canHold(part)) return false;
    if (!("site" in part) && !("answer" in part)) continue;
    const name = "site" in part ? `site ${part.site}` : `answer ${part.answer}`;
    const values: readonly (string | boolean)[] = part.is;
    const left = (allowed.get(name) ?? values).filter((value) => values.includes(value));
    if (left.length === 0) return false;
    allowed.set(name, left);
  }
  return true;
}
