/** An enterprise with an exemption from on-site inspections in force from today, without the application that leads to it. */
import { today } from "~/platform/clock.server";
import { addMonths } from "~/shared/day";
import type { TestEnterprise } from "../factories";
import type { FreshDatabase } from "./database";

export async function exempt({ superuser }: FreshDatabase, { enterpriseId }: TestEnterprise): Promise<void> {
  const [on, until] = [today(), addMonths(today(), 36)];
  await superuser.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    const [listing] = await sql`insert into listing (enterprise_id, application_id, number, listed_on, ends_on)
      values (${enterpriseId}, gen_random_uuid(), ${enterpriseId}, ${on}, ${until}) returning id`;
    await sql`set local session_replication_role = origin`;
    await sql`insert into exemption (enterprise_id, listing_id, kind, valid_from, valid_to)
      values (${enterpriseId}, ${listing!["id"]}, 'on-site', ${on}, ${until})`;
  });
}
