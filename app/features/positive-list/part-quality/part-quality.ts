/**
 * How much weight a part of the score can bear: how fresh its facts are, and how much of it rests on facts that somebody
 * else than the enterprise has stated or computed. Shown beside the score and never counted into it. Pure; a design.
 */
import { daysBetween, type Day } from "~/shared/day";
import type { Evaluation } from "../evaluation";
import { FACT_KINDS } from "../fact-kinds";
import type { Fact } from "../facts";

/** Share of an item's points that can be relied on, by who stated its best fact. */
export const TRUST = { agency: 1, system: 1, enterprise: 0.6, nobody: 0 } as const;
/** A state that was last stated longer ago than this may have changed, and counts for half. */
export const STALE_AFTER_DAYS = 365;
const STALE_SHARE = 0.5;

export interface PartQuality {
  readonly code: Evaluation["score"]["dimensions"][number]["code"];
  /** Whole percent; null where the part does not apply. */
  readonly confidencePercent: number | null;
  /** Age of the newest and the oldest fact that the part rests on; null without facts. */
  readonly newestDays: number | null;
  readonly oldestDays: number | null;
  /** Items that nobody has stated anything about. */
  readonly unknownItems: number;
}

export function partQualities({ score, on }: Pick<Evaluation, "score" | "on">, facts: readonly Fact[]): PartQuality[] {
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  return score.dimensions.map(({ code, applicable, items }) => {
    const counted = items.filter(({ status }) => status !== "not-applicable");
    const used = counted.map((item) => ({ max: item.max, facts: item.factsUsed.flatMap((id) => byId.get(id) ?? []) }));
    const max = used.reduce((sum, item) => sum + item.max, 0);
    const borne = used.reduce((sum, item) => sum + item.max * trustIn(item.facts, on), 0);
    const ages = used.flatMap((item) => item.facts.map((fact) => ageDays(fact, on)));
    return {
      code,
      confidencePercent: !applicable || max === 0 ? null : Math.round((borne / max) * 100),
      newestDays: ages.length === 0 ? null : Math.min(...ages),
      oldestDays: ages.length === 0 ? null : Math.max(...ages),
      unknownItems: used.filter((item) => item.facts.length === 0).length,
    };
  });
}

const ageDays = ({ validFrom }: Fact, on: Day): number => Math.max(0, daysBetween(validFrom, on));

/** Of several facts the best: what an agency says now is not weakened by what the enterprise said before. */
const trustIn = (facts: readonly Fact[], on: Day): number =>
  Math.max(TRUST.nobody, ...facts.map((fact) => TRUST[FACT_KINDS[fact.kind].writer] * (isStale(fact, on) ? STALE_SHARE : 1)));

/** What happened on a day stays what happened; a state may have changed since. */
const isStale = (fact: Fact, on: Day): boolean => FACT_KINDS[fact.kind].nature === "state" && ageDays(fact, on) > STALE_AFTER_DAYS;
