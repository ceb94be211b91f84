/** The register as open data. */
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { loader } from "~/routes/positive-list/public-register-data";
import { daySchema } from "~/shared/day-schema";
import { enterprise } from "../factories";
import { freshDatabase, type FreshDatabase } from "./database";

/** More than two parts. */
const STANDING = 4_100;
const rowSchema = z.strictObject({
  number: z.string(),
  enterprise: z.string(),
  enterpriseEnglish: z.string(),
  uscc: z.string().length(18),
  regionCode: z.string(),
  status: z.enum(["listed", "suspended"]),
  listedOn: daySchema,
  endsOn: daySchema,
});
const fileSchema = z.strictObject({ asOf: daySchema, listings: z.array(rowSchema) });

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  const { enterpriseId } = await enterprise();
  await database.superuser.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`update enterprise set name = '=示范"企业",一' where id = ${enterpriseId}`;
    await sql`insert into enterprise select (jsonb_populate_record(null::enterprise, to_jsonb(e)
        || jsonb_build_object('id', gen_random_uuid(), 'uscc', '91440113XX' || lpad(n::text, 8, '0')))).*
      from enterprise e, generate_series(1, ${STANDING + 50}) n where e.id = ${enterpriseId}`;
    // Whoever is listed had a public notice.
    await sql`insert into notice (enterprise_id, application_id, starts_on, ends_on)
      select id, gen_random_uuid(), '2026-09-01', '2026-09-10' from enterprise where uscc like '91440113XX%'`;
    await sql`insert into listing (enterprise_id, application_id, number, status, listed_on, ends_on)
      select id, gen_random_uuid(), 'no-' || lpad(n::text, 6, '0'),
        case when n > ${STANDING} then 'removed' when n % 5 = 0 then 'suspended' else 'listed' end, '2026-10-01', '2029-09-30'
      from (select id, row_number() over () as n from enterprise where uscc like '91440113XX%') numbered`;
  });
});
afterAll(() => database.close());

const context = { nonce: "", requestId: "", clientAddress: "192.0.2.1", databaseGone: false, unreadableForm: false };
const get = (path: string, clientAddress = context.clientAddress) =>
  loader({ request: new Request(`http://portal.test${path}`), params: {}, context: { ...context, clientAddress } });

it("holds every listing that stands, once, and none that was removed", async () => {
  const { listings } = fileSchema.parse(await (await get("/register.json")).json());
  expect(listings).toHaveLength(STANDING);
  expect(new Set(listings.map(({ number }) => number)).size).toBe(STANDING);
  expect(listings.filter(({ status }) => status === "suspended")).toHaveLength(STANDING / 5);
});

it("is the same as CSV, in which no name runs as a formula", async () => {
  const bytes = Buffer.from(await (await get("/register.csv")).arrayBuffer());
  expect(bytes.subarray(0, 3).toString("hex")).toBe("efbbbf");
  const rows = z.array(rowSchema).parse(parse(bytes, { bom: true, columns: true }));
  expect(rows).toHaveLength(STANDING);
  expect(rows[0]!.enterprise).toBe(`'=示范"企业",一`);
});

it("is given thirty times an hour to one address", async () => {
  const statuses: number[] = [];
  for (let at = 0; at < 31; at += 1) {
    const response = await get("/register.json", "192.0.2.2");
    statuses.push(response.status);
    await response.body?.cancel();
  }
  expect(statuses.filter((status) => status === 200)).toHaveLength(30);
  expect(statuses.at(-1)).toBe(429);
});
