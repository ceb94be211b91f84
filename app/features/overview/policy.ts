/** Who sees which summary page. */
import type { AgencyActor, EnterpriseActor, Person } from "~/shared/actor";

export const may = {
  seeOverview: (actor: Person): actor is EnterpriseActor => actor.kind === "enterprise",
  seeWork: (actor: Person): actor is AgencyActor => actor.kind === "agency",
};
