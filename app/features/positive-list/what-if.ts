/**
 * "What if": the evaluation as it would be with some gates opened and some items complete. Pure, the same in the browser
 * and on the server.
 */
import type { Day } from "~/shared/day";
import { evaluate } from "./evaluate";
import type { Evaluation } from "./evaluation";
import { viewOn } from "./fact-view";
import type { Fact } from "./facts";
import { gateDrafts } from "./gate-drafts";
import { itemDrafts } from "./item-drafts";
import { applyFacts } from "./path";
import type { GateCode, Profile } from "./profile";
import type { ItemCode, ScoreRules } from "./weights";

export interface Situation {
  readonly facts: readonly Fact[];
  readonly profile: Profile;
  readonly rules: ScoreRules;
  readonly on: Day;
}

export interface Switches {
  readonly gates: readonly GateCode[];
  readonly items: readonly ItemCode[];
}

/** What can be switched: what stands in the way now, and what would add points. Time alone is no switch. */
export function switchesOf(situation: Situation, now: Evaluation): Switches {
  const { facts, profile, on } = situation;
  const view = viewOn(facts, on, profile.recordFreshDays.value);
  const adds = (code: ItemCode): boolean =>
    whatIf(situation, { gates: [], items: [code] }, [code]).score.total > now.score.total;
  return {
    gates: now.gates
      .filter(({ code, passed }) => !passed && gateDrafts(code, view, profile).length > 0)
      .map(({ code }) => code),
    items: now.score.dimensions
      .flatMap(({ items }) => items)
      .filter(({ status }) => status !== "full" && status !== "not-applicable")
      .map(({ code }) => code)
      .filter(adds),
  };
}

/** Codes that are no switch of this situation are ignored. */
export function whatIf(
  situation: Situation,
  switches: Switches,
  chosen: readonly string[]
): Evaluation {
  const { profile, rules, on } = situation;
  let facts = situation.facts;
  const viewNow = () => viewOn(facts, on, profile.recordFreshDays.value);
  for (const code of switches.gates)
    if (chosen.includes(code)) facts = applyFacts(facts, gateDrafts(code, viewNow(), profile));
  for (const code of switches.items)
    if (chosen.includes(code))
      facts = applyFacts(facts, itemDrafts(code, viewNow(), rules.weights));
  return evaluate(facts, profile, rules, on);
}
