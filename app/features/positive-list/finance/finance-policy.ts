/** Who may see and give consents to banks. */
import type { EnterpriseActor, Person } from "~/shared/actor";

export const may = {
  seeConsents: (actor: Person): actor is EnterpriseActor =>
    actor.kind === "enterprise" && (actor.role === "manager" || actor.role === "legal-representative"),
  giveConsent: (actor: Person): actor is EnterpriseActor =>
    actor.kind === "enterprise" && actor.role === "legal-representative",
};
