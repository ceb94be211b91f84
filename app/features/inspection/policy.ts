/** Who plans, approves, draws, carries out and reads inspections. */
import type { AgencyActor, EnterpriseActor, Person } from "~/shared/actor";

const agency = (actor: Person): actor is AgencyActor => actor.kind === "agency";

export const may = {
  read: (actor: Person): actor is AgencyActor => agency(actor) && actor.role !== "editor",
  draft: (actor: Person): actor is AgencyActor => agency(actor) && (actor.role === "officer" || actor.role === "approver"),
  approve: (actor: Person): actor is AgencyActor => agency(actor) && actor.role === "approver",
  record: (actor: Person): actor is AgencyActor => agency(actor) && (actor.role === "officer" || actor.role === "approver"),
  seeOwn: (actor: Person): actor is EnterpriseActor => actor.kind === "enterprise",
};
