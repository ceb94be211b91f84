import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { storedFacts } from "~/features/positive-list/enterprise-facts.server";
import { evaluateEnterprise, storeEvaluation } from "~/features/positive-list/evaluation.server";
import { problemSchema } from "~/features/positive-list/exemption-answer";
import { factAnswerDocument, factCallDocument, readEntry } from "~/features/positive-list/fact-api";
import { factHistory } from "~/features/positive-list/facts-known/facts-queries.server";
import { importFacts } from "~/features/positive-list/import-commands.server";
import { readImportFile } from "~/features/positive-list/import-file.server";
import { today } from "~/platform/clock.server";
import { randomToken, sha256Hex } from "~/platform/crypto.server";
import { tables, withTx } from "~/platform/db.server";
import { action } from "~/routes/api/facts";
import { loader as openapi } from "~/routes/api/openapi";
import { system, type AgencyActor, type ApiScope } from "~/shared/actor";
import { addDays, addMonths } from "~/shared/day";
import { agency, enterprise, freshUscc, officerOf, type TestEnterprise } from "../factories";
import { freshDatabase, type FreshDatabase } from "./database";

const TEST = system("test");
let database: FreshDatabase;
let officer: AgencyActor;
beforeAll(async () => {
  database = await freshDatabase();
  officer = await officerOf(await agency("440113"), "440113");
});
afterAll(() => database.close());

async function apiKey(regionCode = "440113", scopes: ApiScope[] = ["facts:write"]): Promise<string> {
  const key = randomToken();
  await withTx(TEST, (tx) => tx.insert(tables.apiKeys).values({ organisation: "测试局案管系统", keyHash: sha256Hex(key), scopes, regionCode }));
  return key;
}

interface Sent {
  readonly key?: string | null;
  readonly call?: string;
  readonly language?: string;
}
async function send(body: unknown, { key = null, call = randomUUID(), language = "zh-CN" }: Sent) {
  const headers = new Headers({ "Content-Type": "application/json", "Accept-Language": language });
  if (key) headers.set("Authorization", `Bearer ${key}`);
  if (call) headers.set("Idempotency-Key", call);
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const request = new Request("http://portal.test/api/v1/facts", { method: "POST", headers, body: text });
  const context = { nonce: "", requestId: "", clientAddress: "", databaseGone: false, unreadableForm: false };
  const response = await action({ request, params: {}, context });
  return { response, body: (await response.json()) as unknown };
}
const answer = async (entries: unknown[], sent: Sent) => factAnswerDocument.parse((await send({ entries }, sent)).body);

const penalty = (uscc: string, yuan: number, reference?: string, on = addDays(today(), -20)) => ({
  kind: "penalty", uscc, value: { decidedOn: on, fineFen: yuan * 100, severity: "ordinary" }, ...(reference ? { reference } : {}),
});
const fines = async (firm: TestEnterprise) =>
  (await withTx(firm.actor, (tx) => storedFacts(tx, firm.enterpriseId))).flatMap((fact) => (fact.kind === "penalty" ? fact.value.fineFen / 100 : []));
const stored = async (): Promise<number> => Number((await database.superuser`select count(*)::int as n from enterprise_fact`)[0]!["n"]);

describe("facts from an agency's system", () => {
  it("are stored one by one: each entry is answered with what became of it, in the language asked for", async () => {
    const [firm, elsewhere] = [await enterprise(), await enterprise("350102")];
    const tomorrow = addDays(today(), 1);
    const entries = [
      penalty(firm.uscc, 100, "A-1"),
      { ...penalty(firm.uscc, 100, "A-2"), value: { decidedOn: "2026-02-30", fineFen: 0.5, severity: "ordinary" } },
      penalty(firm.uscc, 100, "A-3", tomorrow),
      penalty(elsewhere.uscc, 100, "A-4"),
      penalty(freshUscc(), 100, "A-5"),
      penalty("9144", 100, "A-6"),
      { kind: "learning-points", uscc: firm.uscc, value: { balance: 99 } },
      { kind: "credit-grade", uscc: firm.uscc, value: { grade: "A" } },
      { kind: "credit-grade", uscc: firm.uscc, value: { grade: "A" }, validFrom: today() },
      { kind: "credit-grade", uscc: firm.uscc, value: { grade: "D" }, validFrom: today() },
      penalty(firm.uscc, 200, "A-1"),
      { ...penalty(firm.uscc, 100, "A-7"), fine: 1 },
      { kind: "crime", uscc: firm.uscc, value: { openedOn: addDays(today(), -3), convictedOn: addDays(today(), -9) } },
      "no entry",
      penalty(firm.uscc, 100, "nul \u0000"),
      penalty(firm.uscc, 100, "half \ud800"),
      { ...penalty(firm.uscc, 100, "A-8"), value: { ...penalty(firm.uscc, 100).value, article: "x".repeat(5000) } },
      { ...penalty(firm.uscc, 100, "A-9"), validFrom: tomorrow },
    ];
    const key = await apiKey();
    const got = await answer(entries, { key, language: "en" });
    expect(got).toMatchObject({ stored: 2, corrected: 0, already: 0, refused: 16, suspended: 0 });
    expect(got.entries.map(({ index, status, problems = [] }) => [index, status, ...problems.map(({ field, code }) => `${field} ${code}`)].join(" "))).toEqual([
      "0 stored",
      "1 refused value.decidedOn value value.fineFen value",
      "2 refused value.decidedOn ahead",
      "3 refused uscc unknownEnterprise",
      "4 refused uscc unknownEnterprise",
      "5 refused uscc uscc",
      "6 refused kind kind",
      "7 refused validFrom needsDay",
      "8 stored",
      "9 refused value.grade contradiction",
      "10 refused value.fineFen contradiction",
      "11 refused fine value",
      "12 refused value.convictedOn order",
      "13 refused kind kind",
      "14 refused  value",
      "15 refused  value",
      "16 refused  value",
      "17 refused validFrom ahead",
    ]);
    expect(got.entries[10]?.problems?.[0]?.message).toBe("Entry 0 says “100” of the same matter, this one “200”. Send the right one.");
    expect(await fines(firm)).toEqual([100]);
    expect(await fines(elsewhere)).toEqual([]);
    const chinese = await answer([{ kind: "rumour" }], { key, language: "zh-CN" });
    expect(chinese.entries[0]?.problems?.[0]?.message).toMatch(/请填写/);
    const history = await factHistory(firm.actor, got.entries[0]!.factId!);
    expect(history?.versions[0]).toMatchObject({ system: "测试局案管系统", person: null, source: "agency:440113" });
  });

  it("have the same answer when the call is repeated, also at the same moment; another body is a conflict", async () => {
    const firm = await enterprise();
    const key = await apiKey();
    const call = randomUUID();
    const entries = [penalty(firm.uscc, 100, "I-1"), penalty(firm.uscc, 1, "I-2", addDays(today(), 9))];
    const before = await stored();
    const all = await Promise.all(Array.from({ length: 8 }, () => send({ entries }, { key, call })));
    expect(all.map(({ response }) => response.status)).toEqual(Array(8).fill(200));
    expect(new Set(all.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await stored()).toBe(before + 1);
    const other = await send({ entries: [penalty(firm.uscc, 999, "I-1")] }, { key, call });
    expect(other.response.status).toBe(409);
    expect(problemSchema.parse(other.body).code).toBe("key-reused");
    expect(await answer(entries, { key })).toMatchObject({ stored: 0, already: 1, refused: 1 });
    expect((await send({ entries }, { key: await apiKey(), call })).response.status).toBe(200);
    expect(await stored()).toBe(before + 1);
  });

  it("are the same statements as those of a file, with the same numbers", async () => {
    const firm = await enterprise();
    const key = await apiKey();
    const on = addDays(today(), -20);
    const file = await readImportFile(new File([`uscc,decidedOn,fineYuan,severity,reference\n${firm.uscc},${on},100,ordinary,F-1\n`], "f.csv"));
    if (!file.ok) throw new Error(file.error);
    await importFacts(officer, "penalty", file);
    expect(await answer([penalty(firm.uscc, 100, "F-1")], { key })).toMatchObject({ stored: 0, already: 1 });
    expect(await answer([penalty(firm.uscc, 50, "F-1")], { key })).toMatchObject({ corrected: 1 });
    expect(await fines(firm)).toEqual([50]);
  });

  it("suspend a listing at once when one of them is a trigger", async () => {
    const firm = await enterprise();
    const { enterpriseId } = firm;
    await withTx(TEST, async (tx) => {
      const evaluationId = await storeEvaluation(tx, enterpriseId, await evaluateEnterprise(tx, enterpriseId, today()));
      const [applied] = await tx
        .insert(tables.applications)
        .values({ enterpriseId, status: "listed", evaluationId, pledge: { version: 1 }, submittedBy: firm.actor.accountId, submittedOn: addDays(today(), -40) })
        .returning();
      await tx.insert(tables.listings).values({ enterpriseId, applicationId: applied!.id, number: `test-${enterpriseId}`, listedOn: addDays(today(), -30), endsOn: addMonths(today(), 35) });
    });
    expect(await answer([penalty(firm.uscc, 100, "T-1")], { key: await apiKey() })).toMatchObject({ stored: 1, suspended: 1 });
    const [row] = await database.superuser`select status, trigger_fact_id from listing where enterprise_id = ${enterpriseId}`;
    expect(row!["status"]).toBe("suspended");
  });

  it("come in calls of a thousand", async () => {
    const firms = await Promise.all(Array.from({ length: 4 }, () => enterprise()));
    const entries = Array.from({ length: 1000 }, (_, at) => penalty(firms[at % 4]!.uscc, at, `M-${at}`, addDays(today(), -at)));
    const key = await apiKey();
    expect(await answer(entries, { key })).toMatchObject({ stored: 1000, refused: 0 });
    expect((await send({ entries: [...entries, entries[0]] }, { key })).response.status).toBe(400);
  });

  it.each([
    ["no key", { entries: [{}] }, {}, 401, "no-key"],
    ["no scope", { entries: [{}] }, { scopes: ["exemption:read"] as ApiScope[] }, 403, "no-scope"],
    ["no key of the call", { entries: [{}] }, { scopes: ["facts:write"] as ApiScope[], call: "" }, 400, "no-idempotency-key"],
    ["no JSON", "{", { scopes: ["facts:write"] as ApiScope[] }, 400, "bad-facts"],
    ["no entries", { entries: [] }, { scopes: ["facts:write"] as ApiScope[] }, 400, "bad-facts"],
    ["more than is asked for", { entries: [{}], all: true }, { scopes: ["facts:write"] as ApiScope[] }, 400, "bad-facts"],
  ])("are refused with %s", async (_name, body, { scopes, ...sent }: { scopes?: ApiScope[]; call?: string }, status, code) => {
    const key = scopes ? await apiKey("440113", scopes) : null;
    const refused = await send(body, { key, ...sent });
    expect(refused.response.status).toBe(status);
    expect(refused.response.headers.get("Content-Type")).toBe("application/problem+json");
    expect(problemSchema.parse(refused.body).code).toBe(code);
  });

  it("survive whatever is sent as an entry", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(999), (raw, index) => {
        const read = readEntry(raw, index, today());
        expect("problems" in read ? read.problems.length : 0).toBeGreaterThan(0);
      })
    );
  });

  it("are described by an OpenAPI document made from the same schemas", async () => {
    const document = JSON.stringify(await openapi().json());
    expect(document).toContain('"/api/v1/facts"');
    for (const kind of ["penalty", "credit-grade", "record-check"]) expect(document).toContain(`"const":"${kind}"`);
    expect(document).not.toContain('"const":"learning-points"');
    expect(factCallDocument.safeParse({ entries: [penalty(freshUscc(), 1)] }).success).toBe(true);
  });
});
