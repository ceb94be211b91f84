/** Who may do what with corrections. Whose enterprise and which region is bound in the queries. */
import type { AgencyActor, EnterpriseActor, Person } from "~/shared/actor";
import { deciderOf, decides } from "./extension";

const leads = (actor: Person): boolean =>
  actor.kind === "enterprise" &&
  (actor.role === "manager" || actor.role === "legal-representative");
const officer = (actor: Person): boolean =>
  actor.kind === "agency" && (actor.role === "officer" || actor.role === "approver");

interface Thing {
  readonly status: "open" | "submitted" | "verified" | "reopened";
  readonly ownerAccountId: string | null;
  readonly submittedBy: string | null;
}
const inHand = ({ status }: Thing): boolean => status === "open" || status === "reopened";

export const may = {
  list: (actor: Person): actor is EnterpriseActor => actor.kind === "enterprise",
  read: (actor: Person): actor is EnterpriseActor | AgencyActor =>
    actor.kind === "enterprise" || (actor.kind === "agency" && actor.role !== "editor"),
  /** The agency's board of its region. */
  follow: (actor: Person): actor is AgencyActor => actor.kind === "agency" && actor.role !== "editor",
  /** Give owners to many at once. */
  assign: (actor: Person): actor is EnterpriseActor => actor.kind === "enterprise" && leads(actor),
  /** State what a warning or an inspection found. */
  state: (actor: Person): actor is AgencyActor => actor.kind === "agency" && actor.role === "officer",
  /** Whether it is their own request is for the command to see. */
  decideExtension: (actor: Person, source: string, askerRole: string | null): boolean =>
    decides(deciderOf(source, askerRole), actor.role),
  /** Managers, legal representatives, and whoever owns it. */
  workOn: (actor: Person, thing: Thing): actor is EnterpriseActor =>
    actor.kind === "enterprise" &&
    inHand(thing) &&
    (leads(actor) || thing.ownerAccountId === actor.accountId),
  /** Someone else than who submitted. */
  verify: (actor: Person, thing: Thing): boolean =>
    (leads(actor) || officer(actor)) &&
    thing.status === "submitted" &&
    thing.submittedBy !== actor.accountId,
};
