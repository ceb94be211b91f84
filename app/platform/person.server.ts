/** From an account's row to the person that policies know. */
import { AGENCY_ROLES, ENTERPRISE_ROLES, type AccountRole, type AgencyActor, type Person } from "~/shared/actor";

export interface AccountOfPerson {
  readonly displayName: string;
  readonly role: AccountRole;
  readonly enterpriseId: string | null;
  readonly agencyId: string | null;
  readonly regionCode: string | null;
  readonly agencyLevel: AgencyActor["agencyLevel"] | null;
}

const enterpriseRole = (role: AccountRole) => ENTERPRISE_ROLES.find((known) => known === role);
const agencyRole = (role: AccountRole) => AGENCY_ROLES.find((known) => known === role);

/** Null for an account whose role does not fit its side, which the database does not allow. */
export function toPerson(accountId: string, account: AccountOfPerson): Person | null {
  const { displayName: name, role, enterpriseId, agencyId, regionCode, agencyLevel } = account;
  if (role === "administrator") return { kind: "administrator", accountId, name, role };
  const ofEnterprise = enterpriseRole(role);
  if (enterpriseId && ofEnterprise) return { kind: "enterprise", accountId, name, role: ofEnterprise, enterpriseId };
  const ofAgency = agencyRole(role);
  if (agencyId && regionCode && agencyLevel && ofAgency)
    return { kind: "agency", accountId, name, role: ofAgency, agencyId, regionCode, agencyLevel };
  return null;
}
