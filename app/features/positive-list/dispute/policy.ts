/** Who may read, dispute and decide. Whose enterprise and which region is bound in the queries. */
import type { AgencyActor, EnterpriseActor, Person } from "~/shared/actor";

const reader = (actor: Person): actor is AgencyActor => actor.kind === "agency" && actor.role !== "editor";
const leads = (actor: Person): actor is EnterpriseActor => actor.kind === "enterprise" && actor.role !== "learner";

export const may = {
  /** The registry says nothing of anybody. */
  readKinds: (actor: Person): boolean => actor.kind !== "administrator",
  readOwn: (actor: Person): actor is EnterpriseActor => actor.kind === "enterprise",
  readNearby: reader,
  readFact: (actor: Person): actor is AgencyActor | EnterpriseActor => actor.kind === "enterprise" || reader(actor),
  dispute: leads,
  seeDisputes: (actor: Person): actor is AgencyActor | EnterpriseActor => leads(actor) || reader(actor),
  decide: (actor: Person): actor is AgencyActor =>
    actor.kind === "agency" && (actor.role === "officer" || actor.role === "approver"),
};
