/**
 * The demonstration data of content/demo, made once on the first start. Never in production: the caller asks
 * `env().demonstration`, and this refuses as well.
 */
import { z } from "zod";
import { recordEvent } from "~/features/audit/record.server";
import { createDemonstrationAccount } from "~/features/accounts/demonstration.server";
import { factSchema } from "~/features/positive-list/facts";
import { siteFactsSchema } from "~/features/self-check/questionnaire";
import { today } from "~/platform/clock.server";
import { contentFile, parseYaml } from "~/platform/content.server";
import { tables, withTx, type Tx } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { holidays } from "~/platform/holidays.server";
import { AGENCY_ROLES, ENTERPRISE_ROLES, system, type AccountRole } from "~/shared/actor";
import { addDays, type Day } from "~/shared/day";
import { usccSchema } from "~/shared/uscc";
import { isWorkingDay } from "~/shared/working-days";

export interface DemonstrationAccount {
  readonly login: string;
  readonly password: string;
  readonly description: string;
}

const PASSWORD = "demo-qing-shan-lv-shui";
const PLANNED_DAYS_AHEAD = 60;
const SEED = system("demonstration");

const roles = [...ENTERPRISE_ROLES, ...AGENCY_ROLES, "administrator"] as [
  AccountRole,
  ...AccountRole[],
];
const demoSchema = z.strictObject({
  agencies: z.array(
    z.strictObject({
      key: z.string(),
      regionCode: z.string(),
      level: z.enum(["province", "city", "county"]),
      zh: z.string(),
      en: z.string(),
    })
  ),
  enterprises: z.array(
    z.strictObject({
      key: z.string(),
      uscc: usccSchema,
      name: z.string(),
      nameEn: z.string(),
      regionCode: z.string().length(6),
      sector: z.enum(["electroplating", "coating", "textile-dyeing"]),
      size: z.enum(["large", "medium", "small", "micro"]),
      site: z.strictObject({
        name: z.string(),
        address: z.string(),
        permitNumber: z.string(),
        permitExpiresInDays: z.number().int(),
      }),
      facts: siteFactsSchema,
    })
  ),
  accounts: z.array(
    z.strictObject({
      login: z.string(),
      role: z.enum(roles),
      enterprise: z.string().optional(),
      agency: z.string().optional(),
      zh: z.string(),
      en: z.string(),
    })
  ),
  facts: z.array(
    z.strictObject({
      enterprise: z.string(),
      kind: z.string(),
      from: z.number().int(),
      value: z.record(z.string(), z.unknown()),
    })
  ),
});
type Demo = z.output<typeof demoSchema>;

/** Safe to call at every start: answers with the accounts, seeds only an empty portal. */
export async function seedDemonstration(): Promise<readonly DemonstrationAccount[]> {
  if (!env().demonstration) throw new Error("The demonstration data is refused in production.");
  const demo = parseYaml(contentFile("demo/portal.yaml"), demoSchema);
  await withTx(SEED, async (tx) => {
    const [first] = await tx
      .insert(tables.portalState)
      .values({ id: 1, demonstration: true })
      .onConflictDoNothing()
      .returning({ id: tables.portalState.id });
    if (first) await seedAll(tx, demo, today());
  });
  return demo.accounts.map(({ login, zh, en }) => ({
    login,
    password: PASSWORD,
    description: `${zh} · ${en}`,
  }));
}

async function seedAll(tx: Tx, demo: Demo, on: Day): Promise<void> {
  const agencies = new Map<string, string>();
  for (const { key, regionCode, level, zh, en } of demo.agencies) {
    const [row] = await tx
      .insert(tables.agencies)
      .values({ regionCode, level, nameZh: zh, nameEn: en })
      .returning({ id: tables.agencies.id });
    if (row) agencies.set(key, row.id);
  }
  const enterprises = await seedEnterprises(tx, demo, on);
  for (const account of demo.accounts) {
    const agencyId = agencies.get(account.agency ?? "") ?? null;
    const accountId = await createDemonstrationAccount(tx, {
      loginName: account.login,
      displayName: account.zh,
      role: account.role,
      enterpriseId: enterprises.get(account.enterprise ?? "") ?? null,
      agencyId,
      password: PASSWORD,
    });
    if (account.role === "officer" && agencyId) await planHalfDays(tx, agencyId, accountId, on);
  }
  for (const [index, fact] of demo.facts.entries())
    await seedFact(tx, demo, enterprises, fact, index, on);
  await recordEvent(tx, SEED, { action: "portal.demonstration-seeded", subjectId: "portal" });
}

async function seedEnterprises(tx: Tx, demo: Demo, on: Day): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const { key, site, facts, ...enterprise } of demo.enterprises) {
    const [row] = await tx
      .insert(tables.enterprises)
      .values(enterprise)
      .returning({ id: tables.enterprises.id });
    if (!row) continue;
    ids.set(key, row.id);
    const { permitExpiresInDays, ...rest } = site;
    await tx.insert(tables.sites).values({
      ...rest,
      enterpriseId: row.id,
      permitExpiresOn: addDays(on, permitExpiresInDays),
      facts,
    });
  }
  return ids;
}

/** Every working day's mornings and afternoons for the coming weeks. */
async function planHalfDays(tx: Tx, agencyId: string, officerId: string, on: Day): Promise<void> {
  const days = Array.from({ length: PLANNED_DAYS_AHEAD }, (_, ahead) =>
    addDays(on, ahead + 1)
  ).filter((day) => isWorkingDay(holidays(), day));
  await tx.insert(tables.officerPlans).values(
    days.flatMap((day) => [
      { agencyId, officerId, day, half: "am" as const },
      { agencyId, officerId, day, half: "pm" as const },
    ])
  );
}

type DemoFact = Demo["facts"][number];
async function seedFact(
  tx: Tx,
  demo: Demo,
  enterprises: Map<string, string>,
  fact: DemoFact,
  index: number,
  on: Day
): Promise<void> {
  const enterpriseId = enterprises.get(fact.enterprise);
  if (!enterpriseId)
    throw new Error(`content/demo/portal.yaml: no enterprise "${fact.enterprise}".`);
  const parsed = factSchema.parse({
    id: `demo-${index}`,
    kind: fact.kind,
    value: withDays(fact.value, on),
    validFrom: addDays(on, fact.from),
    validTo: null,
    source: "demonstration",
  });
  await tx.insert(tables.facts).values({
    enterpriseId,
    kind: parsed.kind,
    value: parsed.value,
    validFrom: parsed.validFrom,
    validTo: parsed.validTo,
    source: parsed.source,
    sourceRef: parsed.id,
  });
}

/** Replaces "{today-30}" by the day 30 days before `on`, anywhere in a value. */
function withDays(value: Record<string, unknown>, on: Day): unknown {
  return JSON.parse(
    JSON.stringify(value).replace(/\{today([+-]\d+)\}/g, (_whole, days: string) =>
      addDays(on, Number(days))
    )
  );
}
