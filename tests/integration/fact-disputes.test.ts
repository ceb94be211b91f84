import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decideDispute } from "~/features/positive-list/dispute/decision-commands.server";
import { raiseDispute, withdrawDispute } from "~/features/positive-list/dispute/dispute-commands.server";
import { disputeLines, disputeOf } from "~/features/positive-list/dispute/dispute-queries.server";
import { disputePage, factPage } from "~/features/positive-list/dispute/dispute-view.server";
import { workOutEffects } from "~/features/positive-list/dispute/effects.server";
import { factHistory, factsKnown } from "~/features/positive-list/facts-known/facts-queries.server";
import { FACT_KINDS, isFactKind } from "~/features/positive-list/fact-kinds";
import { EXEMPTION_KINDS } from "~/features/positive-list/exemption-answer";
import { importFacts } from "~/features/positive-list/import-commands.server";
import { readImportFile } from "~/features/positive-list/import-file.server";
import { refreshStandings } from "~/features/positive-list/batch/refresh.server";
import { evaluateEnterprise, storeEvaluation } from "~/features/positive-list/evaluation.server";
import { decideSuspension } from "~/features/positive-list/listing-commands.server";
import { storedFacts } from "~/features/positive-list/enterprise-facts.server";
import { today } from "~/platform/clock.server";
import { databaseErrorCode, tables, violatedConstraint, withTx } from "~/platform/db.server";
import { system, type AgencyActor } from "~/shared/actor";
import { addDays, addMonths, type Day } from "~/shared/day";
import { agency, enterprise, officerOf, type TestEnterprise } from "../factories";
import { freshDatabase, type FreshDatabase } from "./database";

const TEST = system("test");
const REASON = "罚款金额与处罚决定书不符，见附件。";
let database: FreshDatabase;
let officer: AgencyActor;
let colleague: AgencyActor;
let approver: AgencyActor;
let faraway: AgencyActor;
beforeAll(async () => {
  database = await freshDatabase();
  const here = await agency("440113");
  officer = await officerOf(here, "440113");
  colleague = await officerOf(here, "440113");
  approver = await officerOf(await agency("4401", "city"), "4401", "approver", "city");
  faraway = await officerOf(await agency("350102"), "350102");
});
afterAll(() => database.close());

const HEAD = "统一社会信用代码,处罚决定日期,罚款金额（元）,情节,编号";
async function penalty(firm: TestEnterprise, on: Day, yuan: number, number: string) {
  const file = await readImportFile(new File([`${HEAD}\r\n${firm.uscc},${on},${yuan},一般,${number}\r\n`], `${number}.csv`));
  if (!file.ok) throw new Error(file.error);
  const outcome = await importFacts(officer, "penalty", file);
  if (outcome.is !== "imported") throw new Error(outcome.is);
  return outcome;
}
const newest = async (firm: TestEnterprise): Promise<string> => (await penalties(firm)).at(-1)!.id;
const penalties = async (firm: TestEnterprise) =>
  (await withTx(firm.actor, (tx) => storedFacts(tx, firm.enterpriseId))).filter(({ kind }) => kind === "penalty");
const fines = async (firm: TestEnterprise) => (await penalties(firm)).map((fact) => fact.kind === "penalty" && fact.value.fineFen);

async function raised(firm: TestEnterprise, factId: string): Promise<string> {
  const outcome = await raiseDispute(firm.actor, factId, { reason: REASON, file: null });
  if (outcome.is !== "raised") throw new Error(outcome.is);
  return outcome.id;
}
const said = (on: Day, yuan: number) => ({
  value: { decidedOn: on, fineFen: yuan * 100, severity: "ordinary" },
  validFrom: on,
  validTo: null,
});

/** A running listing that began thirty days ago, with exemptions. */
async function listed(firm: TestEnterprise): Promise<string> {
  const { enterpriseId } = firm;
  return withTx(TEST, async (tx) => {
    const evaluationId = await storeEvaluation(tx, enterpriseId, await evaluateEnterprise(tx, enterpriseId, today()));
    const [applicationId, listingId] = [randomUUID(), randomUUID()];
    await tx.insert(tables.applications).values({
      id: applicationId, enterpriseId, status: "listed", evaluationId, pledge: { version: 1 }, submittedBy: firm.actor.accountId, submittedOn: addDays(today(), -40),
    });
    const term = { validFrom: addDays(today(), -30), validTo: addMonths(today(), 35) };
    await tx.insert(tables.listings).values({ id: listingId, enterpriseId, applicationId, number: `test-${listingId}`, listedOn: term.validFrom, endsOn: term.validTo });
    await tx.insert(tables.exemptions).values({ enterpriseId, listingId, kind: "on-site", ...term });
    return listingId;
  });
}
async function listing(firm: TestEnterprise) {
  const [row] = await database.superuser`
    select l.status, l.trigger_fact_id, l.trigger_lifted_on::text as lifted,
      (select count(*)::int from exemption e where e.listing_id = l.id and e.revoked_on is null) as exemptions
    from listing l where l.enterprise_id = ${firm.enterpriseId}`;
  return row!;
}
const letters = async () => Number((await database.superuser`select count(*)::int as n from pgboss.job where data ->> 'job' = 'mail'`)[0]!["n"]);

describe("what is known of an enterprise", () => {
  it("can be asked for any day, as known at any instant, and later records change no earlier answer", async () => {
    const firm = await enterprise();
    const on = addDays(today(), -200);
    await penalty(firm, on, 100, "K-1");
    const before = new Date().toISOString();
    const asKnown = () => factsKnown(firm.actor, firm.enterpriseId, today(), before);
    const then = (await asKnown()).rows;
    await new Promise((done) => setTimeout(done, 5));
    await penalty(firm, on, 200, "K-1");
    await penalty(firm, addDays(on, 10), 300, "K-2");
    const id = (await penalties(firm)).find((fact) => fact.kind === "penalty" && fact.value.fineFen === 20_000)!.id;
    const dispute = await raised(firm, id);
    expect(await decideDispute(colleague, dispute, { verdict: "set-aside", reason: "经核实，原处罚决定已撤销。" })).toBe("decided");
    expect((await asKnown()).rows).toEqual(then);
    expect(then.map(({ value }) => value)).toMatchObject([{ fineFen: 10_000 }]);
    expect(await fines(firm)).toEqual([30_000]);
    expect((await factsKnown(firm.actor, firm.enterpriseId, addDays(on, -1), null)).rows).toEqual([]);
    expect((await factsKnown(firm.actor, firm.enterpriseId, on, null)).rows).toEqual([]);
    expect((await factsKnown(firm.actor, firm.enterpriseId, addDays(on, 10), null)).rows).toHaveLength(1);
  });

  it("names who said it and through what, file names to the importing agency alone", async () => {
    const firm = await enterprise();
    await penalty(firm, addDays(today(), -9), 100, "P-1");
    const id = await newest(firm);
    const seenBy = async (actor: Parameters<typeof factHistory>[0]) => (await factHistory(actor, id))?.versions.at(-1);
    expect(await seenBy(officer)).toMatchObject({ fileName: "P-1.csv", person: "officer", source: "agency:440113" });
    expect(await seenBy(firm.actor)).toMatchObject({ fileName: null, person: "officer" });
    expect((await seenBy(firm.actor))?.batchId).not.toBeNull();
    expect(await seenBy(faraway)).toBeUndefined();
    expect(await seenBy((await enterprise()).actor)).toBeUndefined();
    const page = await factPage(firm.actor, id, "en");
    expect(page?.versions[0]?.provenance).toContain("Imported from a file");
    expect(page?.versions[0]?.says).toContainEqual({ title: "Severity", text: "Ordinary" });
  });

  it("is stated by those the registry names, and the database agrees with the registry", async () => {
    const firm = await enterprise();
    const undo = new Error("undo");
    const state = (kind: string) =>
      withTx(firm.actor, async (tx) => {
        await tx.insert(tables.facts).values({ enterpriseId: firm.enterpriseId, kind, value: {}, validFrom: today(), source: "test", sourceRef: randomUUID() });
        throw undo;
      }).catch((error: unknown) => (error === undo ? "stored" : databaseErrorCode(error)));
    for (const kind of Object.keys(FACT_KINDS).filter(isFactKind))
      expect(await state(kind), kind).toBe(FACT_KINDS[kind].writer === "agency" ? "42501" : "stored");
  });

  it("keeps one successor of a statement, of the same kind and enterprise", async () => {
    const [firm, other] = [await enterprise(), await enterprise()];
    await penalty(firm, addDays(today(), -9), 100, "S-1");
    const replaces = await newest(firm);
    const succeed = (more: object = {}) =>
      withTx(TEST, (tx) =>
        tx.insert(tables.facts).values({
          enterpriseId: firm.enterpriseId, kind: "penalty", value: said(today(), 1).value, validFrom: today(), source: "test", sourceRef: randomUUID(), replaces, ...more,
        })
      ).then(() => "stored", (error: unknown) => violatedConstraint(error));
    expect(await succeed({ enterpriseId: other.enterpriseId })).toBe("enterprise_fact_succession");
    expect(await succeed({ kind: "incident" })).toBe("enterprise_fact_succession");
    expect(await succeed({ recordedAt: new Date(0) })).toBe("enterprise_fact_succession");
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => succeed()));
    expect(outcomes.toSorted()).toEqual([...Array(5).fill("enterprise_fact_replaced_once"), "stored"]);
    expect(await succeed({ replaces: null, withdrawn: true })).toBe("enterprise_fact_takes_back");
  });
});

describe("a dispute about a fact", () => {
  it("is open once, however often it is sent at the same moment, and can be raised again after it was withdrawn", async () => {
    const firm = await enterprise();
    await penalty(firm, addDays(today(), -9), 100, "D-1");
    const factId = await newest(firm);
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => raiseDispute(firm.actor, factId, { reason: REASON, file: null })));
    expect(outcomes.map(({ is }) => is).toSorted()).toEqual([...Array(5).fill("open-already"), "raised"]);
    expect(new Set(outcomes.map((one) => ("id" in one ? one.id : "")))).toHaveProperty("size", 1);
    const [{ id } = { id: "" }] = await disputeLines(firm.actor, true);
    const ends = await Promise.all([
      withdrawDispute(firm.actor, id),
      decideDispute(colleague, id, { verdict: "rejected", reason: "与处罚决定书一致。" }),
      decideDispute(approver, id, { verdict: "set-aside", reason: "处罚决定已撤销。" }),
    ]);
    expect(ends.filter((end) => end === "withdrawn" || end === "decided")).toHaveLength(1);
    const [row] = await database.superuser`select status, (select count(*)::int from ledger_entry e where e.payload ->> 'dispute' = ${id} and e.chain = 'decision') as decisions from fact_dispute where id = ${id}`;
    expect(row!["decisions"]).toBe(row!["status"] === "withdrawn" ? 0 : 1);
  });

  it("is about a newest statement of an agency within the enterprise's own records", async () => {
    const [firm, other] = [await enterprise(), await enterprise()];
    await penalty(firm, addDays(today(), -9), 100, "N-1");
    const old = await newest(firm);
    await penalty(firm, addDays(today(), -9), 200, "N-1");
    const raise = async (actor: TestEnterprise, id: string) => (await raiseDispute(actor.actor, id, { reason: REASON, file: null })).is;
    expect(await raise(firm, old)).toBe("replaced");
    expect(await raise(other, await newest(firm))).toBe("not-found");
    expect(await raise(firm, randomUUID())).toBe("not-found");
    const [own] = await withTx(TEST, (tx) =>
      tx.insert(tables.facts).values({ enterpriseId: firm.enterpriseId, kind: "ledgers", value: { complete: "no" }, validFrom: today(), source: "portal", sourceRef: "x" }).returning()
    );
    expect(await raise(firm, own!.id)).toBe("not-disputable");
    await expect(
      withTx(TEST, (tx) => tx.insert(tables.factDisputes).values({ enterpriseId: other.enterpriseId, factId: own!.id, reason: REASON, raisedBy: other.actor.accountId, raisedOn: today(), dueOn: today() }))
    ).rejects.toSatisfy((error: unknown) => violatedConstraint(error) === "fact_dispute_own_fact");
  });

  it("is decided within the region, by somebody other than who recorded the fact, and never by the enterprise", async () => {
    const firm = await enterprise();
    await penalty(firm, addDays(today(), -9), 100, "R-1");
    const id = await raised(firm, await newest(firm));
    const reject = { verdict: "rejected", reason: "与处罚决定书一致。" } as const;
    expect(await decideDispute(faraway, id, reject)).toBe("not-open");
    expect(await disputeOf(faraway, id)).toBeNull();
    expect(await disputeLines(faraway, false)).toEqual([]);
    expect(await decideDispute(officer, id, reject)).toBe("own-record");
    expect((await disputePage(officer, id, "en"))?.isOwnRecord).toBe(true);
    const byItself = withTx(firm.actor, (tx) => tx.update(tables.factDisputes).set({ status: "rejected", decidedBy: firm.actor.accountId, decidedOn: today(), decisionReason: REASON }));
    await expect(byItself).rejects.toSatisfy((error: unknown) => databaseErrorCode(error) === "42501");
    const sent = await letters();
    expect(await decideDispute(colleague, id, reject)).toBe("decided");
    expect(await letters()).toBe(sent + 1);
    expect(await decideDispute(colleague, id, reject)).toBe("not-open");
    expect((await disputeOf(firm.actor, id))?.decisionReason).toBe(reject.reason);
    expect(await fines(firm)).toEqual([10_000]);
    await expect(
      database.superuser`update fact_dispute set decision_reason = 'another reason' where id = ${id}`
    ).rejects.toMatchObject({ constraint_name: "fact_dispute_once" });
  });

  it("upheld, takes the statement's place; the source's old words change nothing, new ones do", async () => {
    const firm = await enterprise();
    const on = addDays(today(), -9);
    await penalty(firm, on, 100, "U-1");
    const id = await raised(firm, await newest(firm));
    expect(await decideDispute(colleague, id, { verdict: "corrected", reason: "金额更正。", said: said(on, 100) })).toBe("same");
    expect(await decideDispute(colleague, id, { verdict: "corrected", reason: "金额更正。", said: said(on, 10) })).toBe("decided");
    expect(await fines(firm)).toEqual([1_000]);
    const again = await readImportFile(new File([`${HEAD}\r\n${firm.uscc},${on},100.00,一般,U-1\r\n,`], "again.csv"));
    expect(again.ok && (await importFacts(officer, "penalty", { ...again, rows: again.rows.slice(0, 2) }))).toMatchObject({ unchanged: 1, corrected: 0 });
    expect(await fines(firm)).toEqual([1_000]);
    expect(await penalty(firm, on, 77, "U-1")).toMatchObject({ corrected: 1 });
    expect(await fines(firm)).toEqual([7_700]);
    const history = await factHistory(firm.actor, await newest(firm));
    expect(history?.versions.map(({ disputeId }) => disputeId)).toEqual([null, id, null]);
    expect(history?.disputes.map(({ status }) => status)).toEqual(["upheld"]);
  });
});

describe("what depends on a corrected fact", () => {
  it("is worked out once: a new evaluation on record, an open application evaluated anew, a letter", async () => {
    const firm = await enterprise();
    const on = addMonths(today(), -3);
    await penalty(firm, on, 100, "E-1");
    const applicationId = await withTx(TEST, async (tx) => {
      const evaluationId = await storeEvaluation(tx, firm.enterpriseId, await evaluateEnterprise(tx, firm.enterpriseId, today()));
      const [row] = await tx
        .insert(tables.applications)
        .values({ enterpriseId: firm.enterpriseId, status: "submitted", evaluationId, pledge: { version: 1 }, submittedBy: firm.actor.accountId, submittedOn: today() })
        .returning();
      return row!.id;
    });
    const gate = async () => (await withTx(firm.actor, (tx) => evaluateEnterprise(tx, firm.enterpriseId, today()))).evaluation.gates.find(({ code }) => code === "G2")?.outcome;
    expect(await gate()).toBe("failed");
    const id = await raised(firm, await newest(firm));
    expect(await workOutEffects(id)).toBeNull();
    await decideDispute(colleague, id, { verdict: "set-aside", reason: "处罚决定已撤销。" });
    expect(await gate()).not.toBe("failed");
    const sent = await letters();
    const worked = await Promise.all([workOutEffects(id), workOutEffects(id), workOutEffects(id)]);
    expect(worked.filter((one) => one !== null)).toHaveLength(1);
    expect(await letters()).toBe(sent + 1);
    const { effects } = (await disputeOf(firm.actor, id))!;
    expect(effects).toMatchObject({ application: "re-evaluated", listing: "none", before: { outcome: "NOT_ELIGIBLE" } });
    const [row] = await database.superuser`select evaluation_id from application where id = ${applicationId}`;
    expect(row!["evaluation_id"]).toBe(effects!.evaluationId);
  });

  it("a suspension loses its ground: the city decides, and a removal is refused by the database", async () => {
    const firm = await enterprise();
    const listingId = await listed(firm);
    await penalty(firm, addDays(today(), -1), 100, "T-1");
    expect(await listing(firm)).toMatchObject({ status: "suspended", exemptions: 0 });
    const id = await raised(firm, await newest(firm));
    await decideDispute(colleague, id, { verdict: "set-aside", reason: "处罚决定已撤销。" });
    expect(await listing(firm)).toMatchObject({ status: "suspended", lifted: today() });
    expect((await workOutEffects(id))?.listing).toBe("trigger-gone");
    await database.superuser`update listing_hearing set status = 'waived', waived_by = ${firm.actor.accountId}, waived_on = ${today()} where listing_id = ${listingId}`;
    expect(await decideSuspension(approver, listingId, { decision: "remove", reason: "不再符合条件。" })).toBe("trigger-gone");
    expect(await decideSuspension(approver, listingId, { decision: "reinstate", reason: "触发事实已撤销。" })).toBe("decided");
    expect(await listing(firm)).toMatchObject({ status: "listed", lifted: null, exemptions: EXEMPTION_KINDS.length });
    while ((await refreshStandings()) > 0);
    expect(await listing(firm)).toMatchObject({ status: "listed" });
  });

  it("a suspension keeps its ground in the corrected words, and reinstated it is not suspended by them again", async () => {
    const firm = await enterprise();
    const listingId = await listed(firm);
    const on = addDays(today(), -1);
    await penalty(firm, on, 100, "T-2");
    const id = await raised(firm, await newest(firm));
    await decideDispute(colleague, id, { verdict: "corrected", reason: "金额更正。", said: said(on, 50) });
    expect(await listing(firm)).toMatchObject({ status: "suspended", lifted: null, trigger_fact_id: await newest(firm) });
    expect((await workOutEffects(id))?.listing).toBe("trigger-stands");
    expect(await decideSuspension(approver, listingId, { decision: "reinstate", reason: "情节轻微，予以恢复。" })).toBe("decided");
    while ((await refreshStandings()) > 0);
    expect(await listing(firm)).toMatchObject({ status: "listed" });
    const second = await raised(firm, await newest(firm));
    await decideDispute(colleague, second, { verdict: "corrected", reason: "金额再更正。", said: said(on, 40) });
    while ((await refreshStandings()) > 0);
    expect(await listing(firm)).toMatchObject({ status: "listed" });
  });

  it("a correction that brings a trigger suspends, as an import would", async () => {
    const firm = await enterprise();
    await listed(firm);
    await penalty(firm, addMonths(today(), -70), 100, "T-3");
    expect(await listing(firm)).toMatchObject({ status: "listed" });
    const id = await raised(firm, await newest(firm));
    await decideDispute(colleague, id, { verdict: "corrected", reason: "日期更正。", said: said(addDays(today(), -2), 100) });
    expect(await listing(firm)).toMatchObject({ status: "suspended", trigger_fact_id: await newest(firm) });
  });
});
