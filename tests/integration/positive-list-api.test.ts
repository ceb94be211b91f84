import { randomUUID } from "node:crypto";
import { compactVerify, createLocalJWKSet } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exemptionAnswerSchema, exemptionAnswersSchema, problemSchema } from "~/features/positive-list/exemption-answer";
import { storeMonthlyEvaluations } from "~/features/positive-list/evaluation-jobs.server";
import { evaluateEnterprise, storeEvaluation } from "~/features/positive-list/evaluation.server";
import { publicKeys } from "~/features/positive-list/signing.server";
import { replayEvaluations } from "~/features/positive-list/replay.server";
import { today } from "~/platform/clock.server";
import { randomToken, sha256Hex } from "~/platform/crypto.server";
import { tables, withTx } from "~/platform/db.server";
import { loader as ask } from "~/routes/api/exemptions";
import { action as askMany } from "~/routes/api/exemptions-batch";
import { loader as openapi } from "~/routes/api/openapi";
import { system } from "~/shared/actor";
import { addDays, addMonths } from "~/shared/day";
import { enterprise, type TestEnterprise } from "../factories";
import { freshDatabase, type FreshDatabase } from "./database";

const TEST = system("test");
let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

async function apiKey(
  regionCode: string,
  scopes: ("exemption:read" | "facts:write")[] = ["exemption:read"]
): Promise<string> {
  const key = randomToken();
  await withTx(TEST, (tx) =>
    tx.insert(tables.apiKeys).values({
      organisation: "测试银行",
      keyHash: sha256Hex(key),
      scopes,
      regionCode,
    })
  );
  return key;
}

async function listed(
  firm: TestEnterprise,
  status: "listed" | "suspended" | "removed" = "listed"
): Promise<void> {
  await withTx(TEST, async (tx) => {
    const evaluationId = await storeEvaluation(
      tx,
      firm.enterpriseId,
      await evaluateEnterprise(tx, firm.enterpriseId, today())
    );
    const [applicationId, listingId] = [randomUUID(), randomUUID()];
    const { enterpriseId } = firm;
    await tx.insert(tables.applications).values({
      id: applicationId,
      enterpriseId,
      status: "listed",
      evaluationId,
      pledge: { version: 1 },
      submittedBy: firm.actor.accountId,
      submittedOn: today(),
    });
    const term = {
      validFrom: addDays(today(), -1),
      validTo: addMonths(today(), 36),
    };
    await tx.insert(tables.listings).values({
      id: listingId,
      enterpriseId,
      applicationId,
      status,
      number: `test-${listingId}`,
      listedOn: term.validFrom,
      endsOn: term.validTo,
    });
    const revoked = status === "listed" ? {} : { revokedOn: today(), revokedReason: status };
    for (const kind of ["on-site", "green-finance"] as const)
      await tx
        .insert(tables.exemptions)
        .values({ enterpriseId, listingId, kind, ...term, ...revoked });
  });
}

const PURPOSE = "办理贷款前核实环境信用状况";

async function question(
  uscc: string,
  key: string | null,
  purpose: string | null = PURPOSE,
  language = "zh-CN"
) {
  const query = purpose === null ? "" : `?${new URLSearchParams({ purpose })}`;
  const headers = new Headers({ "Accept-Language": language });
  if (key) headers.set("Authorization", `Bearer ${key}`);
  const request = new Request(`http://portal.test/api/v1/exemptions/${uscc}${query}`, { headers });
  const context = {
    nonce: "",
    requestId: "",
    clientAddress: "",
    databaseGone: false, unreadableForm: false,
  };
  const response = await ask({ request, params: { uscc }, context });
  const body: unknown = await response.json();
  return { response, body };
}

async function questions(sent: unknown, key: string | null) {
  const headers = new Headers({ "Content-Type": "application/json" });
  if (key) headers.set("Authorization", `Bearer ${key}`);
  const body = typeof sent === "string" ? sent : JSON.stringify(sent);
  const request = new Request("http://portal.test/api/v1/exemptions", { method: "POST", headers, body });
  const context = { nonce: "", requestId: "", clientAddress: "", databaseGone: false, unreadableForm: false };
  const response = await askMany({ request, params: {}, context });
  return { response, body: (await response.json()) as unknown };
}

describe("the exemption query", () => {
  it("answers with a signature that the published key proves, and logs the purpose for the enterprise", async () => {
    const firm = await enterprise();
    await listed(firm);
    const { response, body } = await question(firm.uscc, await apiKey("4401"));
    expect(response.status).toBe(200);
    const { jws, ...claims } = exemptionAnswerSchema.parse(body);
    expect(claims).toMatchObject({
      uscc: firm.uscc,
      exempt: true,
      reasonCode: "LISTED",
      kinds: ["green-finance", "on-site"],
    });
    const keys = createLocalJWKSet(await publicKeys());
    const { payload, protectedHeader } = await compactVerify(jws, keys);
    expect(protectedHeader.alg).toBe("EdDSA");
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual(claims);
    const forged = jws.replace(
      /\.[^.]+\./,
      `.${Buffer.from(JSON.stringify({ ...claims, exempt: false })).toString("base64url")}.`
    );
    await expect(compactVerify(forged, keys)).rejects.toThrow();
    const seen = await withTx(firm.actor, (tx) => tx.select().from(tables.accessEvents));
    expect(seen).toMatchObject([{ reader: "测试银行", record: "exemption", purpose: PURPOSE }]);
  });

  it("tells why there is no exemption", async () => {
    const key = await apiKey("44");
    const [none, suspended, removed] = [await enterprise(), await enterprise(), await enterprise()];
    await listed(suspended, "suspended");
    await listed(removed, "removed");
    const codes = [];
    for (const { uscc } of [none, suspended, removed]) {
      const answer = exemptionAnswerSchema.parse((await question(uscc, key)).body);
      expect(answer).toMatchObject({
        exempt: false,
        kinds: [],
        validFrom: null,
        validTo: null,
      });
      codes.push(answer.reasonCode);
    }
    expect(codes).toEqual(["NOT_LISTED", "SUSPENDED", "REMOVED"]);
  });

  it("keeps a key to its region and its scope, in the language asked for", async () => {
    const firm = await enterprise("350102");
    const outside = await question(firm.uscc, await apiKey("4401"));
    expect(outside.response.status).toBe(404);
    expect(outside.response.headers.get("Content-Type")).toBe("application/problem+json");
    expect(problemSchema.parse(outside.body)).toMatchObject({
      code: "unknown-enterprise",
      reasonCode: "UNKNOWN",
    });
    expect((await question(firm.uscc, await apiKey("35"))).response.status).toBe(200);
    const noScope = await question(firm.uscc, await apiKey("35", ["facts:write"]), PURPOSE, "en");
    expect(noScope.response.status).toBe(403);
    expect(problemSchema.parse(noScope.body).title).toBe("Key does not cover this");
    const log = await withTx(firm.actor, (tx) => tx.select().from(tables.accessEvents));
    expect(log).toHaveLength(1);
  });

  it("refuses a wrong key, a revoked key, a wrong code and a missing purpose", async () => {
    const firm = await enterprise();
    const key = await apiKey("");
    expect((await question(firm.uscc, null)).response.status).toBe(401);
    expect((await question(firm.uscc, randomToken())).response.status).toBe(401);
    expect((await question(firm.uscc.slice(1), key)).response.status).toBe(400);
    expect((await question(firm.uscc, key, null)).response.status).toBe(400);
    expect((await question(firm.uscc, key, "核查")).response.status).toBe(400);
    expect((await question(firm.uscc, key, "年度核查")).response.status).toBe(200);
    expect((await question(firm.uscc, key)).response.status).toBe(200);
    await database.superuser`update api_key set revoked_at = now() where key_hash = ${sha256Hex(key)}`;
    expect((await question(firm.uscc, key)).response.status).toBe(401);
  });

  it("answers a hundred codes at once in the order asked, and logs each for its enterprise", async () => {
    const [one, other, outside] = [await enterprise(), await enterprise(), await enterprise("350102")];
    await listed(one);
    await listed(other, "suspended");
    const codes = [other.uscc, "no code", one.uscc, outside.uscc, one.uscc];
    const { response, body } = await questions({ purpose: PURPOSE, codes }, await apiKey("44"));
    expect(response.status).toBe(200);
    const { jws, answers } = exemptionAnswersSchema.parse(body);
    expect(answers.map(({ uscc, reasonCode }) => [uscc, reasonCode])).toEqual([
      [other.uscc, "SUSPENDED"],
      ["no code", "BAD_CODE"],
      [one.uscc, "LISTED"],
      [outside.uscc, "UNKNOWN"],
      [one.uscc, "LISTED"],
    ]);
    const single = exemptionAnswerSchema.parse((await question(one.uscc, await apiKey("44"))).body);
    expect({ ...answers[2], asOf: "", expiresAt: "" }).toEqual({ ...single, asOf: "", expiresAt: "", jws: undefined });
    const { payload } = await compactVerify(jws, createLocalJWKSet(await publicKeys()));
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual({ answers });
    for (const [firm, times] of [[one, 2], [other, 1], [outside, 0]] as const)
      expect(await withTx(firm.actor, (tx) => tx.select().from(tables.accessEvents))).toHaveLength(times);
  });

  it.each([
    ["no JSON", "{"],
    ["no purpose", { codes: ["91440113MA5DEM012X"] }],
    ["no codes", { purpose: PURPOSE, codes: [] }],
    ["too many codes", { purpose: PURPOSE, codes: Array.from({ length: 101 }, () => "91440113MA5DEM012X") }],
    ["more than is asked for", { purpose: PURPOSE, codes: ["91440113MA5DEM012X"], all: true }],
  ])("refuses a batch with %s", async (_name, sent) => {
    const { response, body } = await questions(sent, await apiKey("44"));
    expect(response.status).toBe(400);
    expect(problemSchema.parse(body).code).toBe("bad-questions");
  });

  it("refuses a batch without a key", async () => {
    expect((await questions({ purpose: PURPOSE, codes: ["x"] }, null)).response.status).toBe(401);
  });

  it("stops a key after 600 questions in a minute and says when to ask again", async () => {
    const firm = await enterprise();
    const key = await apiKey("44");
    await question(firm.uscc, key);
    await database.superuser`update rate_limit set points = 600`;
    const { response } = await question(firm.uscc, key);
    expect(response.status).toBe(429);
    expect(Number(response.headers.get("Retry-After"))).toBeGreaterThan(0);
    await database.superuser`delete from rate_limit`;
  });

  it("is described by an OpenAPI document made from the same schemas", async () => {
    const document: unknown = await openapi().json();
    expect(document).toMatchObject({
      openapi: "3.1.0",
      components: {
        schemas: {
          Exemption: {
            type: "object",
            properties: { jws: { type: "string" } },
          },
        },
      },
    });
  });
});

describe("stored evaluations", () => {
  it("replay to the same bytes, and a change of one value is found", async () => {
    await enterprise();
    const made = await storeMonthlyEvaluations();
    expect(made).toBeGreaterThan(0);
    expect(await storeMonthlyEvaluations()).toBe(0);
    const before = await replayEvaluations();
    expect(before.checked).toBeGreaterThanOrEqual(made);
    expect(before.differences).toEqual([]);
    const [one] = await database.superuser<{ id: string }[]>`select id from evaluation limit 1`;
    await database.superuser.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await sql`update evaluation set result_text = replace(result_text, '"key"', '"T1"') where id = ${one!.id}`;
    });
    expect((await replayEvaluations()).differences).toMatchObject([
      { id: one!.id, what: "different" },
    ]);
  });
});
