/** Who may try out, propose and decide which rules are in force. */
import type { AgencyActor, Person } from "~/shared/actor";

const inCity = (actor: Person): actor is AgencyActor =>
  actor.kind === "agency" && actor.agencyLevel === "city";

export const may = {
  see: (actor: Person): actor is AgencyActor => actor.kind === "agency" && actor.role !== "editor",
  propose: (actor: Person): actor is AgencyActor =>
    inCity(actor) && (actor.role === "officer" || actor.role === "approver"),
  decide: (actor: Person): actor is AgencyActor => inCity(actor) && actor.role === "approver",
};
