/** Test data: each call makes something nobody else has. Written as the system, so no rule of access is in the way. */
import { randomUUID } from "node:crypto";
import { tables, withTx } from "~/platform/db.server";
import { system, type AgencyActor, type AgencyRole, type EnterpriseActor, type EnterpriseRole } from "~/shared/actor";
import { usccCheckCharacter } from "~/shared/uscc";

const TEST = system("test");
let serial = 0;

/** A valid code that no other call has had. */
export function freshUscc(): string {
  serial += 1;
  const first17 = `91440113MA${(Date.now() % 1e4).toString().padStart(4, "0")}${serial.toString().padStart(3, "0")}`;
  return first17 + usccCheckCharacter(first17);
}

async function account(name: string, role: EnterpriseRole | AgencyRole, side: { enterpriseId?: string; agencyId?: string }): Promise<string> {
  const id = randomUUID();
  await withTx(TEST, (tx) =>
    tx.insert(tables.accounts).values({ id, loginName: `${name}-${id}`, displayName: name, email: `${name}@example.test`, role, ...side })
  );
  return id;
}

export async function agency(regionCode: string, level: AgencyActor["agencyLevel"] = "county"): Promise<string> {
  const id = randomUUID();
  await withTx(TEST, (tx) => tx.insert(tables.agencies).values({ id, regionCode, level, nameZh: `测试 ${id}`, nameEn: `Test ${id}` }));
  return id;
}

export async function officerOf(agencyId: string, regionCode: string, role: AgencyRole = "officer", agencyLevel: AgencyActor["agencyLevel"] = "county"): Promise<AgencyActor> {
  return { kind: "agency", accountId: await account("officer", role, { agencyId }), name: "officer", role, agencyId, regionCode, agencyLevel };
}

export interface TestEnterprise {
  readonly enterpriseId: string;
  readonly siteId: string;
  readonly uscc: string;
  readonly actor: EnterpriseActor;
}

/** An enterprise with one site and one person, legal representative unless said otherwise. */
export async function enterprise(regionCode = "440113", role: EnterpriseRole = "legal-representative"): Promise<TestEnterprise> {
  const [enterpriseId, siteId, uscc] = [randomUUID(), randomUUID(), freshUscc()];
  await withTx(TEST, async (tx) => {
    await tx.insert(tables.enterprises).values({ id: enterpriseId, uscc, name: `测试企业 ${uscc}`, regionCode, sector: "electroplating" });
    await tx.insert(tables.sites).values({
      id: siteId,
      enterpriseId,
      name: "一厂",
      address: "测试路1号",
      facts: { permitClass: "key", dischargesWater: true, dischargesAir: true, generatesHazardousWaste: true, automaticMonitoring: true, onDisclosureList: true },
    });
  });
  return { enterpriseId, siteId, uscc, actor: await colleague(enterpriseId, role) };
}

/** One more person of an enterprise. */
export async function colleague(enterpriseId: string, role: EnterpriseRole): Promise<EnterpriseActor> {
  return { kind: "enterprise", accountId: await account(role, role, { enterpriseId }), name: role, role, enterpriseId };
}
