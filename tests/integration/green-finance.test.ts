/** A bank asks with an enterprise's consent; keys of signatures change; a revoked exemption is answered as revoked. */
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compactVerify, createLocalJWKSet } from "jose";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { writeCheckpoint } from "~/features/audit/checkpoint.server";
import { appendToLedger } from "~/features/audit/record.server";
import { listingCheck } from "~/features/positive-list/certificate/listing-check.server";
import { exemptionAnswerSchema, problemSchema } from "~/features/positive-list/exemption-answer";
import { evaluateEnterprise, storeEvaluation } from "~/features/positive-list/evaluation.server";
import { financeAnswerSchema } from "~/features/positive-list/finance/finance-answer";
import { giveConsent, revokeConsent } from "~/features/positive-list/finance/finance-commands.server";
import { consentsOf, organisationsFor } from "~/features/positive-list/finance/finance-queries.server";
import { rotateKeys } from "~/features/positive-list/signing-commands.server";
import { publicKeys } from "~/features/positive-list/signing.server";
import { today } from "~/platform/clock.server";
import { randomToken, sha256Hex } from "~/platform/crypto.server";
import { tables, withTx } from "~/platform/db.server";
import { loader as openCertificate } from "~/routes/positive-list/public-certificate";
import { loader as askExemption } from "~/routes/api/exemptions";
import { action as askFinance } from "~/routes/api/green-finance";
import { system, type ApiScope } from "~/shared/actor";
import { addDays, addMonths } from "~/shared/day";
import { enterprise, type TestEnterprise } from "../factories";
import { freshDatabase, type FreshDatabase } from "./database";

const TEST = system("test");
const BANK = "清溪农商银行";
const PURPOSE = "绿色贷款贷前核查";
const context = { nonce: "", requestId: "", clientAddress: "", databaseGone: false, unreadableForm: false };
let database: FreshDatabase;
let dataDir: string;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "zijian-finance-"));
  vi.stubEnv("DATA_DIR", dataDir);
  database = await freshDatabase();
});
afterAll(async () => {
  await database.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function key(organisation = BANK, scopes: ApiScope[] = ["green-finance:read"], regionCode = "44", perMinute = 100_000) {
  const plain = randomToken();
  const [row] = await withTx(TEST, (tx) =>
    tx.insert(tables.apiKeys).values({ organisation, keyHash: sha256Hex(plain), scopes, regionCode, perMinute }).returning()
  );
  return { plain, id: row!.id };
}

async function listed(firm: TestEnterprise): Promise<{ listingId: string }> {
  const { enterpriseId, actor } = firm;
  const term = { validFrom: addDays(today(), -1), validTo: addMonths(today(), 36) };
  return withTx(TEST, async (tx) => {
    const evaluationId = await storeEvaluation(tx, enterpriseId, await evaluateEnterprise(tx, enterpriseId, today()));
    const [applicationId, listingId] = [randomUUID(), randomUUID()];
    await tx.insert(tables.applications).values({ id: applicationId, enterpriseId, status: "listed", evaluationId, pledge: { version: 1 }, submittedBy: actor.accountId, submittedOn: today() });
    // Who was never in notice is not in public.
    await tx.insert(tables.notices).values({ enterpriseId, applicationId, startsOn: addDays(today(), -12), endsOn: addDays(today(), -2), closedAt: new Date() });
    await tx.insert(tables.listings).values({ id: listingId, enterpriseId, applicationId, number: `test-${listingId}`, listedOn: term.validFrom, endsOn: term.validTo });
    for (const kind of ["on-site", "green-finance"] as const)
      await tx.insert(tables.exemptions).values({ enterpriseId, listingId, kind, ...term });
    return { listingId };
  });
}

async function finance(creditCode: string, plain: string, purpose = PURPOSE) {
  const headers = { "Content-Type": "application/json", Authorization: `Bearer ${plain}` };
  const request = new Request("http://portal.test/api/v1/green-finance", { method: "POST", headers, body: JSON.stringify({ creditCode, purpose }) });
  const response = await askFinance({ request, params: {}, context });
  return { status: response.status, body: (await response.json()) as unknown };
}

async function exemption(uscc: string, plain: string) {
  const headers = { Authorization: `Bearer ${plain}` };
  const request = new Request(`http://portal.test/api/v1/exemptions/${uscc}?${new URLSearchParams({ purpose: PURPOSE })}`, { headers });
  const response = await askExemption({ request, params: { uscc }, context });
  return { status: response.status, body: (await response.json()) as unknown };
}

const consent = (firm: TestEnterprise, organisation = BANK, months = 3) =>
  giveConsent(firm.actor, { idempotencyKey: randomUUID(), organisation, months, agree: "yes" });
const logOf = (firm: TestEnterprise) =>
  withTx(firm.actor, (tx) => tx.select().from(tables.accessEvents).orderBy(tables.accessEvents.at));

describe("a bank's question", () => {
  it("is answered with consent, logged, and refused after the consent was revoked", async () => {
    const firm = await enterprise();
    await listed(firm);
    const { plain } = await key();
    expect(await organisationsFor(firm.actor)).toContain(BANK);
    expect((await finance(firm.uscc, plain)).status).toBe(403);
    expect(await consent(firm)).toBe("given");
    const { status, body } = await finance(firm.uscc, plain);
    expect(status).toBe(200);
    const { jws, ...claims } = financeAnswerSchema.parse(body);
    expect(claims).toMatchObject({
      uscc: firm.uscc,
      consented: true,
      consentUntil: addDays(addMonths(today(), 3), -1),
      reasonCode: "LISTED",
      greenFinance: true,
      validTo: addMonths(today(), 36),
    });
    const { payload } = await compactVerify(jws, createLocalJWKSet(await publicKeys()));
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual(claims);
    const [given] = await consentsOf(firm.actor, today());
    expect(given).toMatchObject({ organisation: BANK, state: "in-force", answers: 1 });
    expect(await revokeConsent(firm.actor, given!.id)).toBe("revoked");
    expect(await revokeConsent(firm.actor, given!.id)).toBe("revoked");
    expect((await finance(firm.uscc, plain)).status).toBe(403);
    expect((await logOf(firm)).map(({ record, reader, purpose }) => [record, reader, purpose])).toEqual([
      ["finance-refused", BANK, PURPOSE],
      ["finance", BANK, PURPOSE],
      ["finance-refused", BANK, PURPOSE],
    ]);
    // Having been revoked it may be given again.
    expect(await consent(firm)).toBe("given");
  });

  it("without consent is refused in the same words for the listed, the unlisted, the unknown and the far away", async () => {
    const [one, other, far] = [await enterprise(), await enterprise(), await enterprise("350102")];
    await listed(one);
    const { plain } = await key();
    const refusals = await Promise.all([one.uscc, other.uscc, far.uscc, "91440113MA5DEM012X"].map((uscc) => finance(uscc, plain)));
    for (const { status, body } of refusals) {
      expect(status).toBe(403);
      expect(problemSchema.parse(body).code).toBe("no-consent");
      expect(body).toEqual(refusals[0]!.body);
    }
    expect(await logOf(far)).toEqual([]);
  });

  it("needs the consent to its own organisation, a key of the scope, and a usable question", async () => {
    const firm = await enterprise();
    await listed(firm);
    const [bank, other] = [await key(), await key("别家银行")];
    await consent(firm);
    expect((await finance(firm.uscc, other.plain)).status).toBe(403);
    expect((await finance(firm.uscc, (await key(BANK, ["exemption:read"])).plain)).body).toMatchObject({ code: "no-scope" });
    expect((await finance(firm.uscc, bank.plain, "x")).body).toMatchObject({ code: "bad-finance-question" });
    expect((await finance("nothing", bank.plain)).body).toMatchObject({ code: "bad-code" });
    // A second key of the same bank needs no second consent.
    expect((await finance(firm.uscc, (await key()).plain)).status).toBe(200);
    expect(await consent(firm, "没有密钥的银行")).toBe("unknown-organisation");
  });

  it("ends with the consent: the last day counts, the day after does not", async () => {
    const firm = await enterprise();
    const bank = await key();
    const give = (fromDay: string, toDay: string) =>
      withTx(TEST, (tx) => tx.insert(tables.financeConsents).values({ enterpriseId: firm.enterpriseId, organisation: BANK, fromDay, toDay, givenBy: firm.actor.accountId, givenAt: new Date() }));
    await give(addDays(today(), -30), addDays(today(), -1));
    expect((await finance(firm.uscc, bank.plain)).status).toBe(403);
    await give(addDays(today(), -1 + 1), today());
    expect(financeAnswerSchema.parse((await finance(firm.uscc, bank.plain)).body)).toMatchObject({ reasonCode: "NOT_LISTED", greenFinance: false, validTo: null });
  });
});

describe("what must never happen", () => {
  it("two consents to one organisation at the same time", async () => {
    const firm = await enterprise();
    await key();
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => consent(firm)));
    expect(outcomes.filter((outcome) => outcome === "given")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === "given-already")).toHaveLength(7);
  });

  it("an answer row without a consent in force, whoever writes it", async () => {
    const [firm, other] = [await enterprise(), await enterprise()];
    const bank = await key();
    await consent(firm);
    const [given] = await consentsOf(firm.actor, today());
    const row = { consentId: given!.id, apiKeyId: bank.id, enterpriseId: firm.enterpriseId, at: new Date(), onDay: today(), purpose: PURPOSE, reasonCode: "LISTED" };
    const write = (change: Partial<typeof row>) => withTx(TEST, (tx) => tx.insert(tables.financeAnswers).values({ ...row, ...change }));
    await write({});
    const refused = { cause: { constraint_name: "finance_answer_consented" } };
    await expect(write({ enterpriseId: other.enterpriseId })).rejects.toMatchObject(refused);
    await expect(write({ onDay: addMonths(today(), 4) })).rejects.toMatchObject(refused);
    await expect(write({ apiKeyId: (await key("别家银行")).id })).rejects.toMatchObject(refused);
    await revokeConsent(firm.actor, given!.id);
    await expect(write({})).rejects.toMatchObject(refused);
  });

  it("a revoked consent that comes back", async () => {
    const firm = await enterprise();
    await key();
    await consent(firm);
    const [given] = await consentsOf(firm.actor, today());
    await revokeConsent(firm.actor, given!.id);
    await expect(withTx(TEST, (tx) => tx.execute(`update finance_consent set revoked_at = null, revoked_by = null where id = '${given!.id}'`))).rejects.toThrow();
  });

  it("an answer after the revocation was confirmed, however many ask at once", async () => {
    const firm = await enterprise();
    await listed(firm);
    const bank = await key();
    await consent(firm);
    const [given] = await consentsOf(firm.actor, today());
    let revoked = false;
    const late: number[] = [];
    const asking = Array.from({ length: 6 }, async () => {
      for (let round = 0; round < 10; round += 1) {
        const before = revoked;
        const { status } = await finance(firm.uscc, bank.plain);
        if (before) late.push(status);
      }
    });
    await revokeConsent(firm.actor, given!.id);
    revoked = true;
    await Promise.all(asking);
    expect(late.length).toBeGreaterThan(0);
    expect(late.filter((status) => status !== 403)).toEqual([]);
  });

  it("another's consents and answers in sight", async () => {
    const [firm, other] = [await enterprise(), await enterprise()];
    const bank = await key();
    await consent(firm);
    await finance(firm.uscc, bank.plain);
    const [given] = await consentsOf(firm.actor, today());
    expect(await consentsOf(other.actor, today())).toEqual([]);
    expect(await withTx(other.actor, (tx) => tx.select().from(tables.financeAnswers))).toEqual([]);
    expect(await revokeConsent(other.actor, given!.id)).toBe("not-found");
    const stranger = await key("别家银行");
    const machine = { kind: "machine", apiKeyId: stranger.id, organisation: BANK, scopes: ["green-finance:read"], regionCode: "44" } as const;
    expect(await withTx(machine, (tx) => tx.select().from(tables.financeConsents))).toEqual([]);
  });
});

describe("exemption questions that share a transaction", () => {
  it("are answered each for itself, with one log entry each", async () => {
    const firms = await Promise.all(Array.from({ length: 12 }, () => enterprise()));
    for (const firm of firms.slice(0, 6)) await listed(firm);
    const here = await key("甲局", ["exemption:read"]);
    const narrow = await key("乙局", ["exemption:read"], "35");
    const answers = await Promise.all(firms.map((firm) => exemption(firm.uscc, here.plain)));
    const refused = await Promise.all(firms.map((firm) => exemption(firm.uscc, narrow.plain)));
    firms.forEach((firm, at) =>
      expect(exemptionAnswerSchema.parse(answers[at]!.body)).toMatchObject({ uscc: firm.uscc, exempt: at < 6 })
    );
    expect(refused.map(({ status }) => status)).toEqual(firms.map(() => 404));
    for (const firm of firms) expect((await logOf(firm)).map(({ reader }) => reader)).toEqual(["甲局"]);
  });

  it("take a point each: those beyond the key's allowance are too many", async () => {
    const firm = await enterprise();
    const bank = await key("丙局", ["exemption:read"], "44", 5);
    const answers = await Promise.all(Array.from({ length: 9 }, () => exemption(firm.uscc, bank.plain)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(4);
    expect(await logOf(firm)).toHaveLength(5);
  });

  it("see a revoked exemption and a revoked key from the moment the revocation is confirmed", async () => {
    const firm = await enterprise();
    const { listingId } = await listed(firm);
    const bank = await key("丁局", ["exemption:read"]);
    let step = 0;
    const seen: { step: number; status: number; exempt: boolean }[] = [];
    const asking = Array.from({ length: 20 }, async () => {
      while (step < 3) {
        const before = step;
        const { status, body } = await exemption(firm.uscc, bank.plain);
        seen.push({ step: before, status, exempt: status === 200 && exemptionAnswerSchema.parse(body).exempt });
      }
    });
    /** Until somebody who began in this step has an answer. */
    const pause = async () => {
      while (!seen.some((one) => one.step === step)) await new Promise((resolve) => setTimeout(resolve, 20));
    };
    await pause();
    await database.superuser`update exemption set revoked_on = ${today()}, revoked_reason = 'suspended' where listing_id = ${listingId}`;
    step = 1;
    await pause();
    await database.superuser`update api_key set revoked_at = now() where id = ${bank.id}`;
    step = 2;
    await pause();
    step = 3;
    await Promise.all(asking);
    const at = (which: number) => seen.filter(({ step: then }) => then === which);
    expect(at(0).some(({ exempt }) => exempt)).toBe(true);
    expect(at(1).length).toBeGreaterThan(0);
    expect(at(1).filter(({ exempt }) => exempt)).toEqual([]);
    expect(at(2).length).toBeGreaterThan(0);
    expect(at(2).filter(({ status }) => status !== 401)).toEqual([]);
  });
});

describe("the certificate of a listing", () => {
  const certificate = async (number: string) => {
    const request = new Request(`http://portal.test/register/${number}/certificate.pdf`, { headers: { "Accept-Language": "en" } });
    return openCertificate({ request, params: { number }, context }).catch((thrown: unknown) => {
      if (thrown instanceof Response) return thrown;
      throw thrown;
    });
  };

  it("is a tagged PDF with its font while the listing is in force, and gone with it", async () => {
    const firm = await enterprise();
    const { listingId } = await listed(firm);
    const number = `test-${listingId}`;
    const made = await certificate(number);
    expect(made.headers.get("Content-Type")).toBe("application/pdf");
    const text = Buffer.from(await made.arrayBuffer()).toString("latin1");
    for (const part of ["/MarkInfo", "/StructTreeRoot", "/Lang", "/FontFile"]) expect(text).toContain(part);
    expect(await listingCheck(number, "en")).toMatchObject({ state: "valid", proof: null });
    await database.superuser`update listing set status = 'suspended', suspended_on = ${today()} where id = ${listingId}`;
    expect(await listingCheck(number, "zh-CN")).toMatchObject({ state: "suspended", exemptions: [] });
    expect((await certificate(number)).status).toBe(404);
    expect((await certificate("none")).status).toBe(404);
  });

  it("shows the ledger entry of the last decision, and the checkpoint once one covers it", async () => {
    const firm = await enterprise();
    const { listingId } = await listed(firm);
    const entry = await withTx(TEST, (tx) =>
      appendToLedger(tx, TEST, { ownerId: firm.enterpriseId, chain: "decision", kind: "listing.begun", payload: { listing: listingId } })
    );
    const proof = async () => (await listingCheck(`test-${listingId}`, "en"))?.proof;
    expect(await proof()).toEqual({ seq: entry.seq, hash: entry.hash, checkpoint: null });
    await writeCheckpoint();
    expect(await proof()).toMatchObject({ seq: entry.seq, checkpoint: { seq: entry.seq, hash: entry.hash } });
  });
});

describe("the key that signs", () => {
  const hours = (at: Date, count: number) => new Date(at.getTime() + count * 3_600_000);
  const verifies = async (jws: string, at: Date) =>
    compactVerify(jws, createLocalJWKSet(await publicKeys(at))).then(() => true, () => false);

  it("changes in the open: earlier answers verify until they have run out, and not after", async () => {
    const firm = await enterprise();
    const bank = await key("戊局", ["exemption:read"]);
    const before = exemptionAnswerSchema.parse((await exemption(firm.uscc, bank.plain)).body).jws;
    const at = new Date();
    // Three operators at once: one change.
    const reports = await Promise.all([rotateKeys("orderly"), rotateKeys("orderly"), rotateKeys("orderly")]);
    expect(reports.filter((report) => report !== null)).toHaveLength(1);
    expect((await publicKeys()).keys).toHaveLength(2);
    const during = exemptionAnswerSchema.parse((await exemption(firm.uscc, bank.plain)).body).jws;
    const kid = (jws: string) => (JSON.parse(Buffer.from(jws.split(".")[0]!, "base64url").toString()) as { kid: string }).kid;
    expect(kid(during)).toBe(kid(before));
    expect(await verifies(before, hours(at, 24))).toBe(true);
    expect(await verifies(before, hours(at, 28))).toBe(false);
    expect((await publicKeys(hours(at, 28))).keys).toHaveLength(1);
  });

  it("known to others is gone at once, and what it signed proves nothing more", async () => {
    const firm = await enterprise();
    const bank = await key("己局", ["exemption:read"]);
    const before = exemptionAnswerSchema.parse((await exemption(firm.uscc, bank.plain)).body).jws;
    await rotateKeys("known");
    const after = exemptionAnswerSchema.parse((await exemption(firm.uscc, bank.plain)).body).jws;
    expect([await verifies(before, new Date()), await verifies(after, new Date())]).toEqual([false, true]);
    expect((await publicKeys()).keys).toHaveLength(1);
  });
});
