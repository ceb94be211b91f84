/** Who may do what with applications and listings. Whose enterprise and which region is bound in the queries. */
import type { AgencyActor, EnterpriseActor, Person } from "~/shared/actor";

export const may = {
  apply: (actor: Person): actor is EnterpriseActor => actor.kind === "enterprise" && actor.role === "legal-representative",
  see: (actor: Person): actor is EnterpriseActor => actor.kind === "enterprise",
  review: (actor: Person): actor is AgencyActor => actor.kind === "agency" && actor.role !== "editor",
  check: (actor: Person): actor is AgencyActor => actor.kind === "agency" && actor.role === "officer",
  decide: (actor: Person): actor is AgencyActor =>
    actor.kind === "agency" && actor.role === "approver" && actor.agencyLevel === "city",
};
