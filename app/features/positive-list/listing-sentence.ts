/** Which one sentence says how an enterprise stands with the list. The sentences are `status` in the positive-list texts. */
import type { Evaluation } from "./evaluation";
import { whatIf, type Situation } from "./what-if";

export type ListingSentence =
  | "listed"
  | "suspended"
  | "inProgress"
  | "ready"
  | "recommended"
  | "eligible"
  | "unknown"
  | "notEligible";
export type ListingState = "listed" | "suspended" | "removed" | "expired";

export function sentenceFor(
  { outcome, recommended, gates }: Evaluation,
  listing: ListingState | null,
  isApplying: boolean,
  isReady: boolean
): ListingSentence {
  if (listing === "listed" || listing === "suspended") return listing;
  if (isApplying) return "inProgress";
  if (recommended) return "recommended";
  if (isReady) return "ready";
  if (outcome === "ELIGIBLE") return "eligible";
  return gates.some((gate) => gate.outcome === "failed") ? "notEligible" : "unknown";
}

/** Is the pledge, which is signed with the application, all that is missing? */
export function isReadyToApply(situation: Situation, now: Evaluation): boolean {
  const open = now.gates.filter(({ passed }) => !passed);
  const isOnlyPledge = open.every(({ code, reasons }) =>
    code === "G12" ? reasons.every(({ key }) => key === "g12-not-signed") : false
  );
  if (open.length === 0 || !isOnlyPledge) return false;
  return whatIf(situation, { gates: ["G12"], items: [] }, ["G12"]).recommended;
}
