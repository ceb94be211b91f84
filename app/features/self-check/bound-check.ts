/** What is wrong with bounds, choices and tables of one question: what can never be a breach, or always is. */
import type { Bound, Column, Question } from "./questionnaire";

export function boundFaults(question: Question): string[] {
  switch (question.kind) {
    case "number":
      return numberFaults(question);
    case "choice":
      return choiceFaults(question.choices);
    case "choices":
      return [...choiceFaults(question.choices), ...withoutFaults(question)];
    case "table":
      return tableFaults(question);
    default:
      return [];
  }
}

/** Derived values that are bounds of the question. */
export function boundsOf(question: Question): string[] {
  const numbers: readonly (Question | Column)[] =
    question.kind === "table" ? question.columns : [question];
  return numbers.flatMap((each) =>
    each.kind === "number"
      ? [each.breachAbove, each.breachBelow].flatMap((bound) =>
          typeof bound === "object" ? [bound.derived] : []
        )
      : []
  );
}

interface NumberBounds {
  readonly min: number;
  readonly max: number;
  readonly breachAbove?: Bound | undefined;
  readonly breachBelow?: Bound | undefined;
}
function numberFaults({ min, max, breachAbove: above, breachBelow: below }: NumberBounds): string[] {
  const faults: string[] = [];
  if (min > max) faults.push(`min ${min} is more than max ${max}: no number fits.`);
  if (typeof above === "number" && (above < min || above >= max))
    faults.push(`breachAbove ${above} is not from min ${min} to below max ${max}: it decides nothing.`);
  if (typeof below === "number" && (below > max || below <= min))
    faults.push(`breachBelow ${below} is not from above min ${min} to max ${max}: it decides nothing.`);
  if (typeof above === "number" && typeof below === "number" && below > above)
    faults.push(`breachBelow ${below} is more than breachAbove ${above}: every number is a breach.`);
  return faults;
}

function choiceFaults(choices: readonly { readonly id: string }[]): string[] {
  const twice = choices.find(({ id }, at) => choices.findIndex((each) => each.id === id) !== at);
  return twice ? [`choice "${twice.id}" stands twice. Give one of the two another id.`] : [];
}

function withoutFaults({
  choices,
  breachWithout = [],
}: Extract<Question, { kind: "choices" }>): string[] {
  return breachWithout.flatMap((id) => {
    const choice = choices.find((each) => each.id === id);
    if (!choice) return [`breachWithout names "${id}", which is no choice.`];
    return choice.breach || choice.alone
      ? [`choice "${id}" must be ticked by breachWithout and is a breach or excludes the others.`]
      : [];
  });
}

function tableFaults({ columns, minRows, maxRows }: Extract<Question, { kind: "table" }>): string[] {
  const faults: string[] = [];
  if (minRows > maxRows) faults.push(`minRows ${minRows} is more than maxRows ${maxRows}.`);
  for (const [at, column] of columns.entries()) {
    const own =
      column.kind === "number"
        ? numberFaults(column)
        : column.kind === "choice"
          ? choiceFaults(column.choices)
          : [];
    faults.push(...own.map((fault) => `column "${column.id}": ${fault}`));
    if (columns.findIndex(({ id }) => id === column.id) !== at)
      faults.push(`column "${column.id}" stands twice. Give one of the two another id.`);
  }
  return faults;
}
