/** Which one sentence says how an enterprise stands with the list. The sentences are `status` in the positive-list texts. */
import type { Evaluation } from "./evaluation";

export type ListingSentence =
  | "listed"
  | "suspended"
  | "inProgress"
  | "recommended"
  | "eligible"
  | "unknown"
  | "notEligible";
export type ListingState = "listed" | "suspended" | "removed" | "expired";

export function sentenceFor(
  { outcome, recommended, gates }: Evaluation,
  listing: ListingState | null,
  isApplying: boolean
): ListingSentence {
  if (listing === "listed" || listing === "suspended") return listing;
  if (isApplying) return "inProgress";
  if (recommended) return "recommended";
  if (outcome === "ELIGIBLE") return "eligible";
  return gates.some((gate) => gate.outcome === "failed") ? "notEligible" : "unknown";
}
