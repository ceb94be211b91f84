/** Which answers rest on law that has changed since they were given. Pure: the registry is handed in. */
import type { CitationId } from "~/shared/citation";
import type { Day } from "~/shared/day";
import { addDays } from "~/shared/day";

/** When a provision is in force; `to` null: still. */
export interface ForceSpan {
  readonly from: Day;
  readonly to: Day | null;
  /** Provisions that say it now. */
  readonly replacedBy: readonly CitationId[];
}
export interface LawChange {
  readonly provision: CitationId;
  /** First day of the new state. */
  readonly on: Day;
  readonly is: "ended" | "came-into-force";
  readonly replacedBy: readonly CitationId[];
}
export type SpanOf = (id: CitationId) => ForceSpan | null;

interface Asked {
  readonly id: string;
  readonly basis: readonly CitationId[];
}

/** The change that took effect after `answered` and not after `until`, or null. An end weighs more than a beginning. */
export function changeOf(
  provision: CitationId,
  answered: Day,
  until: Day,
  spanOf: SpanOf
): LawChange | null {
  const span = spanOf(provision);
  if (!span) return null;
  const since = (on: Day): boolean => answered < on && on <= until;
  const { from, to, replacedBy } = span;
  const gone = to === null ? null : addDays(to, 1);
  if (gone !== null && since(gone)) return { provision, on: gone, is: "ended", replacedBy };
  return since(from) ? { provision, on: from, is: "came-into-force", replacedBy } : null;
}

/** By id of the question: what changed beneath its answer. Questions without an answer are not in it. */
export function staleAnswers(
  questions: readonly Asked[],
  answeredOn: ReadonlyMap<string, Day>,
  until: Day,
  spanOf: SpanOf
): ReadonlyMap<string, readonly LawChange[]> {
  return new Map(
    questions.flatMap(({ id, basis }) => {
      const answered = answeredOn.get(id);
      if (answered === undefined) return [];
      const changes = basis.flatMap((cited) => changeOf(cited, answered, until, spanOf) ?? []);
      return changes.length > 0 ? [[id, changes] as const] : [];
    })
  );
}
