/**
 * The person, machine or process behind a request, as every policy and query sees them.
 *
 * `kind` is the reach PostgreSQL's row-level security knows; `role` is what policies decide by.
 */
export const ENTERPRISE_ROLES = ["learner", "manager", "legal-representative"] as const;
export const AGENCY_ROLES = ["officer", "approver", "supervisor", "editor"] as const;
export type EnterpriseRole = (typeof ENTERPRISE_ROLES)[number];
export type AgencyRole = (typeof AGENCY_ROLES)[number];
export type AccountRole = EnterpriseRole | AgencyRole | "administrator";

export interface EnterpriseActor {
  readonly kind: "enterprise";
  readonly accountId: string;
  readonly name: string;
  readonly role: EnterpriseRole;
  readonly enterpriseId: string;
}

export interface AgencyActor {
  readonly kind: "agency";
  readonly accountId: string;
  readonly name: string;
  readonly role: AgencyRole;
  readonly agencyId: string;
  /** GB/T 2260 prefix: sees enterprises whose region starts with it. */
  readonly regionCode: string;
  readonly agencyLevel: "province" | "city" | "county";
}

export interface AdministratorActor {
  readonly kind: "administrator";
  readonly accountId: string;
  readonly name: string;
  readonly role: "administrator";
}

/** What a key may be for. */
export const API_SCOPES = ["exemption:read", "facts:write", "green-finance:read"] as const;
export type ApiScope = (typeof API_SCOPES)[number];

/** An agency's system or a bank, known by its key. */
export interface MachineActor {
  readonly kind: "machine";
  readonly apiKeyId: string;
  readonly organisation: string;
  readonly scopes: readonly ApiScope[];
  readonly regionCode: string;
}

/** Nobody signed in: sees what is public. */
export interface VisitorActor {
  readonly kind: "visitor";
}

/** The portal itself: jobs, sign-in, seeding. `name` says which part, for the audit trail. */
export interface SystemActor {
  readonly kind: "system";
  readonly name: string;
}

export type Person = EnterpriseActor | AgencyActor | AdministratorActor;
export type Actor = Person | MachineActor | VisitorActor | SystemActor;

export const VISITOR: VisitorActor = { kind: "visitor" };
export const system = (name: string): SystemActor => ({ kind: "system", name });

export const isPerson = (actor: Actor): actor is Person =>
  actor.kind === "enterprise" || actor.kind === "agency" || actor.kind === "administrator";
