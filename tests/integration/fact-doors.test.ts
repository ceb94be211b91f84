/**
 * However a fact comes in, its enterprise's standing and the answer about its exemption follow at the next look for
 * changes, and are what an evaluation from nothing gives.
 */
import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refreshStandings } from "~/features/positive-list/batch/refresh.server";
import { decideDispute } from "~/features/positive-list/dispute/decision-commands.server";
import { raiseDispute } from "~/features/positive-list/dispute/dispute-commands.server";
import { storedFacts } from "~/features/positive-list/enterprise-facts.server";
import { evaluateEnterprise, storeEvaluation } from "~/features/positive-list/evaluation.server";
import { answerQuestions } from "~/features/positive-list/exemption-queries.server";
import { stateFacts } from "~/features/positive-list/fact-api-commands.server";
import { beginLongImport } from "~/features/positive-list/fact-file/import-file-commands.server";
import { workOnNextFile } from "~/features/positive-list/fact-file/work.server";
import { importFacts } from "~/features/positive-list/import-commands.server";
import { readImportFile } from "~/features/positive-list/import-file.server";
import { today } from "~/platform/clock.server";
import { tables, withTx } from "~/platform/db.server";
import { receiveFile } from "~/platform/incoming.server";
import { system, type AgencyActor, type MachineActor } from "~/shared/actor";
import { addDays, addMonths } from "~/shared/day";
import { usccSchema } from "~/shared/uscc";
import { agency, officerOf, type TestEnterprise } from "../factories";
import { eligible } from "../listing-course";
import { freshDatabase, type FreshDatabase } from "./database";
import { WRITE_ACTIONS } from "./write-actions";

const TEST = system("test");
let database: FreshDatabase;
let officer: AgencyActor;
let colleague: AgencyActor;
let machine: MachineActor;
beforeAll(async () => {
  database = await freshDatabase();
  const here = await agency("440113");
  officer = await officerOf(here, "440113");
  colleague = await officerOf(here, "440113");
  const [key] = await withTx(TEST, (tx) =>
    tx
      .insert(tables.apiKeys)
      .values({ organisation: "测试局案管系统", keyHash: createHash("sha256").update(randomUUID()).digest("hex"), scopes: ["facts:write", "exemption:read"], regionCode: "440113" })
      .returning({ id: tables.apiKeys.id })
  );
  machine = { kind: "machine", apiKeyId: key!.id, organisation: "测试局案管系统", scopes: ["facts:write", "exemption:read"], regionCode: "440113" };
});
afterAll(() => database.close());

async function followUp(): Promise<void> {
  while ((await refreshStandings()) > 0);
}
const standingOf = async (enterpriseId: string): Promise<string | undefined> =>
  (await database.superuser<{ hash: string }[]>`select hash from enterprise_standing where enterprise_id = ${enterpriseId}`)[0]?.hash;
const evaluated = async (enterpriseId: string): Promise<string> =>
  (await withTx(TEST, (tx) => evaluateEnterprise(tx, enterpriseId, today()))).hash;
const isExempt = async (firm: TestEnterprise): Promise<boolean | undefined> =>
  (await answerQuestions(machine, [{ uscc: usccSchema.parse(firm.uscc), purpose: "a test of the answer" }]))[0]?.exempt;

/** On the list for thirty days, with its exemption. */
async function listedSince(firm: TestEnterprise): Promise<void> {
  const { enterpriseId } = firm;
  await withTx(TEST, async (tx) => {
    const evaluationId = await storeEvaluation(tx, enterpriseId, await evaluateEnterprise(tx, enterpriseId, today()));
    const [applicationId, listingId] = [randomUUID(), randomUUID()];
    await tx.insert(tables.applications).values({
      id: applicationId, enterpriseId, status: "listed", evaluationId, pledge: { version: 1 }, submittedBy: firm.actor.accountId, submittedOn: addDays(today(), -40),
    });
    const term = { validFrom: addDays(today(), -30), validTo: addMonths(today(), 35) };
    await tx.insert(tables.listings).values({ id: listingId, enterpriseId, applicationId, number: `test-${listingId}`, listedOn: term.validFrom, endsOn: term.validTo });
    await tx.insert(tables.exemptions).values({ enterpriseId, listingId, kind: "on-site", ...term });
  });
}

const fined = (firm: TestEnterprise, day = addDays(today(), -1)) => `uscc,decidedOn,fineYuan,severity,reference\r\n${firm.uscc},${day},20000,一般,${randomUUID()}`;
const file = (text: string) => new File([text], `${randomUUID()}.csv`, { type: "text/csv" });
async function importSmall(text: string, kind: "penalty" | "credit-grade" | "monitoring-state" = "penalty"): Promise<void> {
  const read = await readImportFile(file(text));
  if (!read.ok) throw new Error(read.error);
  expect((await importFacts(officer, kind, read)).is).toBe("imported");
}
const state = (firm: TestEnterprise, entries: unknown[]) =>
  stateFacts(machine, { idempotencyKey: randomUUID(), bodyHash: "x", entries }).then((answer) => expect(answer).toMatchObject({ refused: 0 }));

interface Door {
  readonly name: string;
  /** Before the listing is looked at. */
  readonly before?: (firm: TestEnterprise) => Promise<void>;
  readonly act: (firm: TestEnterprise) => Promise<unknown>;
  /** The answer before anything has looked for changes, and after. */
  readonly exempt: { readonly atOnce: boolean; readonly after: boolean };
}
const ENDS = { atOnce: false, after: false };
const STAYS = { atOnce: true, after: true };

const DOORS: readonly Door[] = [
  {
    name: "a call of an agency's system",
    act: (firm) => state(firm, [{ kind: "penalty", uscc: firm.uscc, value: { decidedOn: addDays(today(), -1), fineFen: 2_000_000, severity: "ordinary" } }]),
    exempt: ENDS,
  },
  { name: "a file", act: (firm) => importSmall(fined(firm)), exempt: ENDS },
  {
    name: "a long file",
    act: async (firm) => {
      expect(await beginLongImport(officer, "penalty", await receiveFile(file(fined(firm)), 1e6))).toMatchObject({ is: "begun" });
      while (await workOnNextFile());
    },
    exempt: ENDS,
  },
  {
    name: "a file with an alarm that nobody explained",
    act: (firm) =>
      importSmall(
        `uscc,required,installed,working,networked,stable,alarms,alarmsExplainedWithin24Hours,alarmsUnexplained,maintenanceLogComplete,offSiteEvidence,validFrom\r\n${firm.uscc},是,是,是,是,是,3,1,1,是,是,${today()}`,
        "monitoring-state"
      ),
    exempt: ENDS,
  },
  { name: "good news in a file", act: (firm) => importSmall(`uscc,grade,validFrom\r\n${firm.uscc},绿,${today()}`, "credit-grade"), exempt: STAYS },
  {
    name: "a dispute that takes a penalty back",
    // Of before the listing and known then: it did not end it.
    before: (firm) => importSmall(fined(firm, addMonths(today(), -20))),
    act: async (firm) => {
      const penalty = (await withTx(firm.actor, (tx) => storedFacts(tx, firm.enterpriseId))).find(({ kind }) => kind === "penalty");
      const raised = await raiseDispute(firm.actor, penalty?.id ?? "", { reason: "该处罚决定已被撤销，见附件。", file: null });
      if (raised.is !== "raised") throw new Error(raised.is);
      expect(await decideDispute(colleague, raised.id, { verdict: "set-aside", reason: "经核实，该处罚决定已撤销。" })).toBe("decided");
    },
    exempt: { atOnce: true, after: true },
  },
  {
    name: "a row that another process has written",
    act: (firm) =>
      withTx(TEST, (tx) =>
        tx.insert(tables.facts).values({
          enterpriseId: firm.enterpriseId, kind: "incident", value: { occurredOn: today(), level: "ordinary" }, validFrom: today(), source: "test", sourceRef: randomUUID(),
        })
      ),
    exempt: { atOnce: true, after: false },
  },
];

describe("a fact about a listed enterprise", () => {
  it.each(DOORS)("through $name reaches standing and exemption", async ({ before, act, exempt }) => {
    const firm = await eligible();
    await before?.(firm);
    await listedSince(firm);
    await followUp();
    const was = await standingOf(firm.enterpriseId);
    expect(was).toBe(await evaluated(firm.enterpriseId));
    expect(await isExempt(firm)).toBe(true);
    await act(firm);
    expect(await isExempt(firm)).toBe(exempt.atOnce);
    await followUp();
    expect(await isExempt(firm)).toBe(exempt.after);
    const is = await standingOf(firm.enterpriseId);
    expect(is).not.toBe(was);
    expect(is).toBe(await evaluated(firm.enterpriseId));
  });
});

describe("what anybody does", () => {
  it.each(WRITE_ACTIONS)("leaves no standing behind: $name", async ({ prepare }) => {
    const act = await prepare();
    await followUp();
    await act();
    await followUp();
    const all = await database.superuser<{ id: string; hash: string | null }[]>`
      select e.id, s.hash from enterprise e left join enterprise_standing s on s.enterprise_id = e.id order by e.created_at desc limit 40`;
    const behind: string[] = [];
    for (const { id, hash } of all) if ((await evaluated(id)) !== hash) behind.push(id);
    expect(behind).toEqual([]);
  });
});
