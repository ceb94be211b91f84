/** The one next step of an enterprise: what brings it furthest now, and why. Pure; texts are in `common:dashboard.step`. */

export interface Standing {
  /** A site whose permit data is missing, if any. */
  readonly incompleteSiteId: string | null;
  readonly draftSelfCheckId: string | null;
  readonly completedSelfChecks: number;
  /** The most urgent correction that the enterprise has to work on. */
  readonly dueCorrectionId: string | null;
  readonly waitingVerificationId: string | null;
  readonly listing: "none" | "applied" | "listed" | "suspended" | "removed";
  readonly eligible: boolean;
}

export interface NextStep {
  readonly key: "site" | "continue" | "start" | "correct" | "verify" | "hearing" | "apply" | "improve" | "keep";
  readonly to: string;
}

/** In order: what is urgent, what is unfinished, what opens the way to the list, what keeps a place on it. */
export function nextStep(standing: Standing): NextStep {
  if (standing.incompleteSiteId) return { key: "site", to: `/sites/${standing.incompleteSiteId}` };
  if (standing.listing === "suspended") return { key: "hearing", to: "/positive-list" };
  if (standing.dueCorrectionId) return { key: "correct", to: `/corrections/${standing.dueCorrectionId}` };
  if (standing.waitingVerificationId) return { key: "verify", to: `/corrections/${standing.waitingVerificationId}` };
  if (standing.draftSelfCheckId) return { key: "continue", to: `/self-checks/${standing.draftSelfCheckId}` };
  if (standing.completedSelfChecks === 0) return { key: "start", to: "/self-checks" };
  if (standing.listing === "listed" || standing.listing === "applied") return { key: "keep", to: "/positive-list" };
  return standing.eligible ? { key: "apply", to: "/positive-list/apply" } : { key: "improve", to: "/positive-list" };
}
