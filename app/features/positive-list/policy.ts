/** Who may do what with facts, evaluations and the list. Shared by server checks and by what the page shows. */
import type { AgencyActor, EnterpriseActor, Person } from "~/shared/actor";

export const may = {
  seeEvaluation: (actor: Person): actor is EnterpriseActor => actor.kind === "enterprise",
  importFacts: (actor: Person): actor is AgencyActor =>
    actor.kind === "agency" && (actor.role === "officer" || actor.role === "approver"),
};
