/** Two self-checks side by side, in words. */
import { formatDay } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import { answerText } from "./answer-text.server";
import { wordingOf, type ComparedLine, type Side, type TrendPoint } from "./compare";
import type { ComparedRuns } from "./rounds.server";

export function compareView({ before, after, comparison, trend }: ComparedRuns, locale: Locale) {
  const byId = new Map(comparison.lines.map((line) => [line.questionId, line]));
  const findings = (ids: readonly string[]) =>
    ids.flatMap((id) => {
      const line = byId.get(id);
      const severity = line?.after?.finding ?? line?.before?.finding;
      return line && severity ? [{ id, text: textOf(line, locale), severity }] : [];
    });
  return {
    before: dayOf(before.completedOn, locale),
    after: dayOf(after.completedOn, locale),
    opened: findings(comparison.opened),
    closed: findings(comparison.closed),
    stillOpen: findings(comparison.stillOpen),
    changed: comparison.lines
      .filter(({ change }) => change !== "same")
      .map((line) => ({
        id: line.questionId,
        text: textOf(line, locale),
        change: line.change,
        before: sideView(line.before, locale),
        after: sideView(line.after, locale),
      })),
    same: comparison.lines.filter(({ change }) => change === "same").length,
    trend: trendView(trend, locale),
  };
}
export type CompareView = ReturnType<typeof compareView>;

const dayOf = (on: string | null, locale: Locale): string => (on ? formatDay(on, locale) : "");
const textOf = (line: ComparedLine, locale: Locale): string => wordingOf(line)?.[locale] ?? line.questionId;

function sideView(side: Side | null, locale: Locale) {
  if (!side) return { is: "not-asked" as const };
  return {
    is: side.answer ? ("answered" as const) : ("not-answered" as const),
    answer: side.answer ? answerText(side.question, side.answer, locale) : "",
    finding: side.finding,
  };
}

export const trendView = (points: readonly TrendPoint[], locale: Locale) =>
  points.map(({ on, ...point }) => ({ ...point, day: formatDay(on, locale) }));
