/**
 * The one evaluation of the positive list: facts, profile and rules on a day, to outcome, gates, score and tier.
 *
 * Pure: no clock, no database, no validation; the browser, a request, a batch, a replay and the command line all call it.
 * The order of the facts does not matter.
 */
import { addMonths, type Day } from "~/shared/day";
import type { Evaluation } from "./evaluation";
import { current, currentBySite, events, happenedOn, viewOn, type FactView } from "./fact-view";
import type { Fact } from "./facts";
import { gateResults } from "./gates";
import type { Profile, Trigger } from "./profile";
import { scoreOf } from "./score";
import { falsePledges } from "./state-gates";
import type { ScoreRules } from "./weights";

export function evaluate(
  facts: readonly Fact[],
  profile: Profile,
  rules: ScoreRules,
  on: Day
): Evaluation {
  const view = viewOn(facts, on, profile.recordFreshDays.value);
  const gates = gateResults(view, profile);
  const removal = removalOf(view, profile);
  const isEligible = removal === null && gates.every((gate) => gate.passed);
  const score = scoreOf(view, rules, isEligible);
  const tier = rules.tiers.tiers.find(({ code }) => code === score.tier);
  return {
    profile: { id: profile.id, version: profile.version },
    rules: { weights: rules.weights.version, tiers: rules.tiers.version },
    on,
    outcome: removal ? "REMOVED" : isEligible ? "ELIGIBLE" : "NOT_ELIGIBLE",
    recommended: isEligible && (tier?.recommendsListing ?? false),
    gates,
    score,
    removal,
  };
}

interface Event {
  readonly trigger: Trigger;
  readonly factId: string;
  readonly happenedOn: Day;
}

/**
 * The first trigger that fell into a running listing, from the day of listing on. Any trigger ends the exemption at once;
 * whether the removal stands is a person's decision. The longest wait of all triggers counts for re-entry.
 */
function removalOf(view: FactView, profile: Profile): Evaluation["removal"] {
  const listing = current(view, "listing");
  if (!listing || listing.value.listedOn > view.on || listing.value.endsOn < view.on) return null;
  if (listing.value.status !== "listed" && listing.value.status !== "suspended") return null;
  const { triggers, maliciousTriggers, reentryMonths } = profile.listing;
  let first: Event | null = null;
  let reentryFrom: Day | null = null;
  for (const event of triggerEvents(view)) {
    if (event.happenedOn < listing.value.listedOn || !triggers.value.includes(event.trigger))
      continue;
    const isMalicious = maliciousTriggers.value.includes(event.trigger);
    const months = isMalicious ? reentryMonths.value.malicious : reentryMonths.value.ordinary;
    const waitsUntil = addMonths(event.happenedOn, months);
    if (reentryFrom === null || waitsUntil > reentryFrom) reentryFrom = waitsUntil;
    if (first === null || isEarlier(event, first)) first = event;
  }
  return first && reentryFrom ? { ...first, reentryFrom } : null;
}

const isEarlier = (a: Event, b: Event): boolean =>
  a.happenedOn < b.happenedOn || (a.happenedOn === b.happenedOn && a.factId < b.factId);

const EVENT_TRIGGERS = ["penalty", "incident", "falsification", "verified-complaint"] as const;

function triggerEvents(view: FactView): Event[] {
  const found: Event[] = [];
  for (const kind of EVENT_TRIGGERS)
    for (const fact of events(view, kind))
      found.push({ trigger: kind, factId: fact.id, happenedOn: happenedOn(fact) });
  for (const fact of events(view, "crime")) {
    const { openedOn, convictedOn } = fact.value;
    const isConvicted = convictedOn !== null && convictedOn <= view.on;
    found.push({
      trigger: "crime",
      factId: fact.id,
      happenedOn: isConvicted ? convictedOn : openedOn,
    });
  }
  for (const pledge of falsePledges(view))
    found.push({ trigger: "false-pledge", factId: pledge.id, happenedOn: pledge.foundFalseOn });
  for (const fact of currentBySite(view, "monitoring-state"))
    if (fact.value.alarmsUnexplained > 0)
      found.push({ trigger: "unexplained-alarm", factId: fact.id, happenedOn: fact.validFrom });
  return found;
}
