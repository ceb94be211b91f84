/** Who may do what with appointments. Shared by server checks and by what the page shows. */
import type { AgencyActor, EnterpriseActor, Person } from "~/shared/actor";

export const may = {
  see: (actor: Person): actor is EnterpriseActor => actor.kind === "enterprise",
  book: (actor: Person): actor is EnterpriseActor => actor.kind === "enterprise" && actor.role !== "learner",
  handle: (actor: Person): actor is AgencyActor => actor.kind === "agency" && actor.role === "officer",
  read: (actor: Person): actor is AgencyActor => actor.kind === "agency",
};
