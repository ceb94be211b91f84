/** Who may do what with sites and self-checks. Reach (whose enterprise, which region) is bound in the queries. */
import type { AgencyActor, EnterpriseActor, Person } from "~/shared/actor";

const leads = (actor: Person): actor is EnterpriseActor =>
  actor.kind === "enterprise" &&
  (actor.role === "manager" || actor.role === "legal-representative");

export const may = {
  readSelfChecks: (actor: Person): actor is EnterpriseActor => actor.kind === "enterprise",
  /** Learners answer the parts of a draft that are given to them. */
  answer: (actor: Person): actor is EnterpriseActor => actor.kind === "enterprise",
  start: leads,
  /** Gives parts of a self-check to people. */
  shareOut: leads,
  complete: leads,
  share: leads,
  editSite: leads,
  readShared: (actor: Person): actor is AgencyActor =>
    actor.kind === "agency" && actor.role !== "editor",
  /** Writing back is the work of those who handle the record, not of who samples it. */
  acknowledge: (actor: Person): actor is AgencyActor =>
    actor.kind === "agency" && (actor.role === "officer" || actor.role === "approver"),
  readEvidence: (actor: Person): actor is EnterpriseActor | AgencyActor =>
    actor.kind === "enterprise" || (actor.kind === "agency" && actor.role !== "editor"),
};
