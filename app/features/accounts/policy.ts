/** Who may do what with accounts. Used by the server's checks and by what the page shows. */
import type { AdministratorActor, AgencyActor, EnterpriseActor, Person } from "~/shared/actor";

export const may = {
  ownAccount: (_actor: Person): boolean => true,
  manageMembers: (actor: Person): actor is EnterpriseActor =>
    actor.kind === "enterprise" && actor.role === "legal-representative",
  /** Who opened the enterprise's records. */
  readAccessLog: (actor: Person): actor is EnterpriseActor => actor.kind === "enterprise" && actor.role !== "learner",
  seeEnterprises: (actor: Person): actor is AgencyActor => actor.kind === "agency",
  inviteEnterprise: (actor: Person): actor is AgencyActor => actor.kind === "agency" && actor.role === "officer",
  manageAgencies: (actor: Person): actor is AdministratorActor => actor.kind === "administrator",
};

/** Staff sign in with a second factor, always. */
export const needsSecondFactor = (actor: Person): boolean => actor.kind !== "enterprise";
