/**
 * The lightest way to the next tier: what to wait for, which gates to open, which items to complete.
 *
 * Pure. The way is found by trying: each step is a set of drafted facts, and the same evaluation says what they change.
 * Steps for gates come first, because points never buy a gate; then the items that reach the score with the least effort.
 */
import type { Day } from "~/shared/day";
import { evaluate } from "./evaluate";
import type { Evaluation, Reason } from "./evaluation";
import { plain } from "./explain";
import { viewOn } from "./fact-view";
import type { Fact } from "./facts";
import { gateDrafts } from "./gate-drafts";
import { itemDrafts } from "./item-drafts";
import { cheapest, type Candidate } from "./next-tier/cheapest";
import type { GateCode, Profile } from "./profile";
import type { ItemCode, ScoreRules, Tiers, TierCode } from "./weights";

export interface PathStep {
  readonly code: GateCode | ItemCode;
  /** "wait" needs time only; the others need the facts drafted in `facts`. */
  readonly kind: "wait" | "gate" | "item";
  /** Why it stands in the way, and what would change it. */
  readonly reasons: readonly Reason[];
  /** Points of 100 that the step adds. */
  readonly points: number;
  /** From 1, light, to 3, heavy; 0 for waiting. */
  readonly effort: number;
  /** For "wait": the day on which it is over. */
  readonly until: Day | null;
  readonly facts: readonly Fact[];
}

export interface Path {
  /** The tier aimed at; null in the highest tier. */
  readonly target: TierCode | null;
  readonly isReachable: boolean;
  /** First day on which the target can be reached; the day of the evaluation unless something must be waited for. */
  readonly earliestOn: Day;
  readonly totalAfter: number;
  readonly steps: readonly PathStep[];
  /** What nothing the enterprise does can change; empty when the target is reachable. */
  readonly obstacles: readonly Reason[];
}

interface Aim {
  readonly facts: readonly Fact[];
  readonly profile: Profile;
  readonly rules: ScoreRules;
  readonly now: Evaluation;
  readonly target: Tiers["tiers"][number];
}

export function pathToNextTier(
  facts: readonly Fact[],
  profile: Profile,
  rules: ScoreRules,
  on: Day
): Path {
  const now = evaluate(facts, profile, rules, on);
  const tiers = rules.tiers.tiers;
  const target = tiers[tiers.findIndex(({ code }) => code === now.score.tier) - 1];
  const end = { earliestOn: on, totalAfter: now.score.total, steps: [] };
  if (!target) return { ...end, target: null, isReachable: true, obstacles: [] };
  if (now.removal && target.recommendsListing)
    return { ...end, target: target.code, isReachable: false, obstacles: [plain("removal-first")] };
  const aim = { facts, profile, rules, now, target };
  let path = pathFrom(aim, on);
  for (const later of laterDays(aim)) {
    if (path.isReachable) break;
    path = pathFrom(aim, later);
  }
  return path;
}

/** The facts after a step: drafts take the place of all others of their kind, except for kinds that add up. */
export function applyFacts(facts: readonly Fact[], drafts: readonly Fact[]): readonly Fact[] {
  const replaced = new Set(drafts.map(({ kind }) => kind).filter((kind) => !ADDING.has(kind)));
  return [...facts.filter(({ kind }) => !replaced.has(kind)), ...drafts];
}

/** The facts once every step of a path is taken. */
export const walkedBy = (facts: readonly Fact[], { steps }: Path): readonly Fact[] =>
  steps.reduce<readonly Fact[]>((all, step) => applyFacts(all, step.facts), facts);

const ADDING: ReadonlySet<Fact["kind"]> = new Set(["record-check", "pledge", "self-check-round"]);

const clearingDay = (reason: Reason): Day | null =>
  reason.change?.by === "time" ? (reason.clearsOn ?? null) : null;

const itemsOf = (evaluation: Evaluation) =>
  evaluation.score.dimensions.flatMap(({ items }) => items);

/** Days on which a gate opens or a charge on the record ends, soonest first. */
function laterDays({ now, target }: Aim): Day[] {
  const reasons = itemsOf(now).flatMap((item) => item.reasons);
  if (target.recommendsListing) reasons.push(...now.gates.flatMap((gate) => gate.reasons));
  const days = reasons.map(clearingDay).filter((day) => day !== null && day > now.on);
  return [...new Set(days)].filter((day) => day !== null).sort();
}

interface Situation {
  readonly facts: readonly Fact[];
  readonly evaluation: Evaluation;
}

function tried(aim: Aim, facts: readonly Fact[], on: Day): Situation {
  return { facts, evaluation: evaluate(facts, aim.profile, aim.rules, on) };
}

/** The way that starts from how things stand on a day, if nothing else changes until then. */
function pathFrom(aim: Aim, on: Day): Path {
  const steps = waitingSteps(aim, on);
  let situation = tried(aim, aim.facts, on);
  const end = { target: aim.target.code, earliestOn: on };
  if (aim.target.recommendsListing) {
    situation = openGates(aim, situation, steps);
    const obstacles = situation.evaluation.gates.flatMap((gate) =>
      gate.passed ? [] : gate.reasons
    );
    const totalAfter = situation.evaluation.score.total;
    if (obstacles.length > 0)
      return { ...end, isReachable: false, totalAfter, steps: [], obstacles };
  }
  situation = completeItems(aim, situation, steps);
  const totalAfter = situation.evaluation.score.total;
  if (totalAfter >= aim.target.minScore)
    return { ...end, isReachable: true, totalAfter, steps, obstacles: [] };
  const obstacles = itemsOf(situation.evaluation).flatMap((item) =>
    item.status === "full" ? [] : item.reasons
  );
  return { ...end, isReachable: false, totalAfter, steps: [], obstacles };
}

function waitingSteps({ now, target }: Aim, on: Day): PathStep[] {
  if (on === now.on) return [];
  const waiting = (code: PathStep["code"], all: readonly Reason[]): PathStep[] => {
    const reasons = all.filter((reason) => {
      const day = clearingDay(reason);
      return day !== null && day <= on;
    });
    const until = reasons.map(clearingDay).sort().at(-1) ?? null;
    return until === null
      ? []
      : [{ code, kind: "wait", reasons, points: 0, effort: 0, until, facts: [] }];
  };
  return [
    ...(target.recommendsListing
      ? now.gates.flatMap((gate) => waiting(gate.code, gate.reasons))
      : []),
    ...itemsOf(now).flatMap((item) => waiting(item.code, item.reasons)),
  ];
}

const gainOf = (before: Situation, after: Situation): number =>
  Math.round((after.evaluation.score.total - before.evaluation.score.total) * 10) / 10;

function openGates(aim: Aim, start: Situation, steps: PathStep[]): Situation {
  const { on } = start.evaluation;
  let situation = start;
  for (const { code } of start.evaluation.gates) {
    const gate = situation.evaluation.gates.find((one) => one.code === code);
    if (!gate || gate.passed) continue;
    const facts = gateDrafts(
      code,
      viewOn(situation.facts, on, aim.profile.recordFreshDays.value),
      aim.profile
    );
    const after = tried(aim, applyFacts(situation.facts, facts), on);
    steps.push({
      code,
      kind: "gate",
      reasons: gate.reasons,
      points: gainOf(situation, after),
      effort: 1,
      until: null,
      facts,
    });
    situation = after;
  }
  return situation;
}

/**
 * Takes the items that together reach the target's score with the least effort, those that give most first. What they give
 * was measured one by one; should they give less together, the others follow.
 */
function completeItems(aim: Aim, start: Situation, steps: PathStep[]): Situation {
  const chosen = cheapest(candidates(aim, start), (aim.target.minScore - start.evaluation.score.total) * 10) ?? [];
  const first = new Set(chosen.map(({ step }) => step.code));
  let situation = start;
  while (situation.evaluation.score.total < aim.target.minScore) {
    const all = candidates(aim, situation);
    const best = mostGained(all.filter(({ step }) => first.has(step.code))) ?? mostGained(all);
    if (!best) break;
    steps.push(best.step);
    situation = best.after;
  }
  return situation;
}

interface Completion extends Candidate {
  readonly step: PathStep;
  readonly after: Situation;
}

/** The item that gives most, of two alike the lighter one. */
const mostGained = (all: readonly Completion[]): Completion | undefined =>
  all.toSorted((a, b) => b.gainTenths - a.gainTenths || a.effort - b.effort)[0];

/** Each item that would give something, as if it alone were completed. */
function candidates(aim: Aim, situation: Situation): Completion[] {
  const { on } = situation.evaluation;
  const { weights } = aim.rules;
  const view = viewOn(situation.facts, on, aim.profile.recordFreshDays.value);
  return itemsOf(situation.evaluation).flatMap(({ code, status, reasons }) => {
    if (status === "full" || status === "not-applicable") return [];
    const facts = itemDrafts(code, view, weights);
    const after = tried(aim, applyFacts(situation.facts, facts), on);
    const points = gainOf(situation, after);
    if (points <= 0) return [];
    const effort = weights.effort[code];
    const step: PathStep = { code, kind: "item", reasons, points, effort, until: null, facts };
    return [{ step, after, effort, gainTenths: Math.round(points * 10) }];
  });
}
