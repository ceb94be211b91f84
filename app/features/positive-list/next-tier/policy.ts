/** Who may take the way to the next tier on, and share it out. */
import type { EnterpriseActor, Person } from "~/shared/actor";

export const may = {
  seeTasks: (actor: Person): actor is EnterpriseActor => actor.kind === "enterprise",
  changeTasks: (actor: Person): actor is EnterpriseActor =>
    actor.kind === "enterprise" && (actor.role === "manager" || actor.role === "legal-representative"),
};
