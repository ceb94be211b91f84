/** Who may do what in the life of a listing. Whose enterprise and which region is bound in the queries. */
import type { AgencyActor, EnterpriseActor, Person } from "~/shared/actor";

const leads = (actor: Person): actor is EnterpriseActor => actor.kind === "enterprise" && actor.role !== "learner";
const legal = (actor: Person): actor is EnterpriseActor => actor.kind === "enterprise" && actor.role === "legal-representative";
const officer = (actor: Person): actor is AgencyActor => actor.kind === "agency" && actor.role === "officer";
const reader = (actor: Person): actor is AgencyActor => actor.kind === "agency" && actor.role !== "editor";
const handler = (actor: Person): actor is AgencyActor =>
  actor.kind === "agency" && (actor.role === "officer" || actor.role === "approver");

export const may = {
  propose: officer,
  seeProposal: leads,
  /** Accepting signs the pledge; declining gives a chance away. */
  answerProposal: legal,
  askForPack: officer,
  seePack: reader,
  handIn: leads,
  seeHearing: reader,
  recordHearing: handler,
  speak: leads,
  /** Giving up a right is for who represents the enterprise. */
  waive: legal,
  seeRenewal: leads,
  renew: legal,
  seeListings: reader,
  /** Opening a legal notice has effects: not for learners. */
  readNotices: (actor: Person): actor is EnterpriseActor | AgencyActor => leads(actor) || reader(actor),
  serveOtherwise: handler,
};
