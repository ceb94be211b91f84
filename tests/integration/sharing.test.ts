import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { correctionsAwaitingAgency, correctionsOfSelfCheck } from "~/features/correction/queries.server";
import { agencyPage } from "~/features/self-check/agency-page.server";
import { saveAnswers } from "~/features/self-check/answers.server";
import { startSelfCheck } from "~/features/self-check/commands.server";
import { completeSelfCheck } from "~/features/self-check/completion.server";
import { explanationShown } from "~/features/self-check/disclosure.server";
import { evidenceFile } from "~/features/self-check/evidence-file.server";
import { addAnswerEvidence } from "~/features/self-check/evidence.server";
import { selfCheckRun } from "~/features/self-check/queries.server";
import { acknowledgeShare, openShare } from "~/features/self-check/share-agency.server";
import { revokeShare, shareSelfCheck } from "~/features/self-check/share-commands.server";
import { shareFilter } from "~/features/self-check/share-forms";
import {
  acknowledgmentsOf,
  ownShares,
  sharedList,
  sharedWith,
  sharesAwaiting,
} from "~/features/self-check/share-queries.server";
import { databaseErrorCode, tables, withTx } from "~/platform/db.server";
import { holidays } from "~/platform/holidays.server";
import { system, type AgencyActor } from "~/shared/actor";
import { day } from "~/shared/day";
import { agency, colleague, enterprise, officerOf, type TestEnterprise } from "../factories";
import { freshDatabase, type FreshDatabase } from "./database";

let database: FreshDatabase;
let officer: AgencyActor;
let stranger: AgencyActor;
const REGION = "440188";
beforeAll(async () => {
  database = await freshDatabase({ poolSize: 20 });
  officer = await officerOf(await agency(REGION), REGION);
  stranger = await officerOf(await agency("350277"), "350277");
});
afterAll(() => database.close());

const ON = day("2026-11-20");
const WITH = { withEvidence: true, textVersion: explanationShown().version };
const WITHOUT = { ...WITH, withEvidence: false };
const QUESTION = "core-eia-acceptance";

interface Completed extends TestEnterprise {
  readonly id: string;
  readonly evidenceId: string;
  readonly hash: string;
}

const FILE_QUESTION = "core-monitoring-plan";

/** A completed self-check with one finding, or an answer made of files, and one file. */
async function completed(question = QUESTION): Promise<Completed> {
  const here = await enterprise(REGION);
  const started = await startSelfCheck(
    here.actor,
    { siteId: here.siteId, idempotencyKey: randomUUID() },
    ON
  );
  if (!("id" in started)) throw new Error(started.is);
  const { id } = started;
  const given = { note: "", revision: 0, was: "" };
  await saveAnswers(here.actor, id, [
    question === FILE_QUESTION
      ? { questionId: "core-self-monitoring", answer: { is: "yes" }, ...given }
      : { questionId: question, answer: { is: "no" }, ...given },
  ]);
  const hash = randomUUID().replaceAll("-", "").repeat(2);
  const added = await addAnswerEvidence(here.actor, id, question, {
    fileName: "照片.jpg",
    mediaType: "image/jpeg",
    sizeBytes: 3,
    hash,
    originalHash: hash,
    effectiveFrom: ON,
    effectiveTo: null,
    waitingAs: null,
  });
  if (!("evidenceId" in added)) throw new Error(added.is);
  if (question === FILE_QUESTION)
    await saveAnswers(here.actor, id, [{ questionId: question, answer: { is: "files", value: [hash] }, ...given }]);
  expect(await completeSelfCheck(here.actor, id, ON, holidays())).toBe("completed");
  return { ...here, id, hash, evidenceId: added.evidenceId };
}

const auditOf = async (id: string): Promise<string[]> => {
  const rows = await database.superuser`
    select kind from ledger_entry where chain = 'audit' and payload->>'subject' = ${id} and kind like 'self-check.share%' order by seq`;
  return rows.map((row) => String(row["kind"]));
};
const mailJobs = async (): Promise<number> => {
  const [row] = await database.superuser`select count(*)::int as n from pgboss.job where data->>'job' = 'mail'`;
  return Number(row?.["n"]);
};
const refused = (work: Promise<unknown>): Promise<unknown> =>
  work.then(() => "done", (error: unknown) => databaseErrorCode(error));

describe("opening and taking back at once", () => {
  test("exactly one of the two wins, thirty times over", async () => {
    const outcomes = { opened: 0, revoked: 0 };
    for (let round = 0; round < 30; round += 1) {
      const { actor, id } = await completed();
      await shareSelfCheck(actor, id, WITH);
      const open = () => openShare(officer, id, "visit");
      const revoke = () => revokeShare(actor, id, "填错了");
      const both = round % 2 ? await Promise.all([revoke(), open()]) : await Promise.all([open(), revoke()]);
      const opened = both.includes("opened") && !both.includes("revoked");
      expect(both.toSorted()).toEqual(opened ? ["opened", "opened"] : ["not-found", "revoked"]);
      expect(await selfCheckRun(officer, id)).toEqual(opened ? expect.objectContaining({ id }) : null);
      outcomes[opened ? "opened" : "revoked"] += 1;
    }
    expect(outcomes.opened + outcomes.revoked).toBe(30);
  }, 60_000);

  test("ten officers and ten managers at once: one end, one event, told once", async () => {
    const { actor, id, enterpriseId } = await completed();
    await shareSelfCheck(actor, id, WITH);
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        at % 2 ? openShare(officer, id, "visit") : revokeShare(actor, id, "填错了")
      )
    );
    const [row] = await database.superuser`
      select opened_at is not null as opened, revoked_at is not null as revoked from self_check_share where self_check_id = ${id}`;
    expect(row?.["opened"]).toBe(!row?.["revoked"]);
    expect((await auditOf(id)).length).toBe(2);
    const log = await database.superuser`select 1 from access_event where enterprise_id = ${enterpriseId}`;
    expect(log.length).toBe(row?.["opened"] ? 1 : 0);
    expect(all.filter((outcome) => outcome === "revoked").length).toBe(row?.["revoked"] ? 1 : 0);
  });

  test("the database refuses both ends, whoever asks", async () => {
    const { actor, id } = await completed();
    await shareSelfCheck(actor, id, WITH);
    await openShare(officer, id, "visit");
    const { shares } = tables;
    const revoked = { revokedAt: new Date(), revokedBy: actor.accountId, revokeReason: "x" };
    for (const who of [actor, system("test")])
      expect(await refused(withTx(who, (tx) => tx.update(shares).set(revoked)))).toBe("42501");
    expect(await refused(withTx(actor, (tx) => tx.delete(shares)))).toBe("42501");
    // Only an agency opens, only the enterprise takes back, and neither changes what was shown.
    const other = await completed();
    await shareSelfCheck(other.actor, other.id, WITH);
    const opened = { openedAt: new Date(), openedBy: other.actor.accountId, openedAgencyId: officer.agencyId };
    expect(await refused(withTx(other.actor, (tx) => tx.update(shares).set(opened)))).toBe("42501");
    expect(await refused(withTx(officer, (tx) => tx.update(shares).set(revoked)))).toBe("42501");
    expect(await refused(withTx(other.actor, (tx) => tx.update(shares).set({ withEvidence: false })))).toBe("42501");
  });
});

describe("what is shared", () => {
  test("before the first opening an agency reads nothing but that there is a share", async () => {
    const { actor, id, evidenceId } = await completed();
    expect(await sharedWith(officer, id)).toBeNull();
    expect(await shareSelfCheck(actor, id, WITH)).toBe("shared");
    expect(await sharedWith(officer, id)).toMatchObject({ selfCheckId: id, openedAt: null, findingCount: 1 });
    expect(await selfCheckRun(officer, id)).toBeNull();
    expect(await evidenceFile(officer, evidenceId)).toBeNull();
    expect(await correctionsOfSelfCheck(officer, id, ON)).toEqual([]);
    expect(await agencyPage(officer, { id, purpose: "visit", corrections: [] }, "en", ON)).toMatchObject({ opened: null });
    for (const table of ["self_check", "self_check_answer", "self_check_answer_evidence", "finding", "correction", "evidence"]) {
      const rows = await withTx(officer, (tx) => tx.execute(`select 1 from ${table} where enterprise_id = '${actor.enterpriseId}'`));
      expect([table, rows.length]).toEqual([table, 0]);
    }
    expect(await openShare(officer, id, "visit")).toBe("opened");
    expect(await openShare(officer, id, "visit")).toBe("already");
    expect(await selfCheckRun(officer, id)).toMatchObject({ id });
    expect(await evidenceFile(officer, evidenceId)).toMatchObject({ fileName: "照片.jpg" });
    expect(await correctionsOfSelfCheck(officer, id, ON)).toHaveLength(1);
  });

  test("without files the files stay closed, and the answers are open", async () => {
    const { actor, id, evidenceId } = await completed();
    await shareSelfCheck(actor, id, WITHOUT);
    await openShare(officer, id, "visit");
    const run = await selfCheckRun(officer, id);
    expect(run?.stored).toHaveLength(1);
    expect(run?.evidence).toEqual([]);
    expect(await evidenceFile(officer, evidenceId)).toBeNull();
    expect(await evidenceFile(actor, evidenceId)).toMatchObject({ fileName: "照片.jpg" });
  });

  test.each([
    [WITHOUT, 0],
    [WITH, 1],
  ])("an answer made of files names none of them where the files are not shared", async (scope, files) => {
    const { actor, id, hash } = await completed(FILE_QUESTION);
    await shareSelfCheck(actor, id, scope);
    await openShare(officer, id, "visit");
    const asked = { id, purpose: "visit" as const, corrections: [] };
    const page = await agencyPage(officer, asked, "en", ON);
    const answers = page?.opened?.topics.flatMap(({ questions }) => questions.map(({ answer }) => answer));
    expect(answers).toContain("1 file");
    expect(page?.opened?.view.evidence).toHaveLength(files);
    const shown = JSON.stringify(page);
    for (const name of ["照片.jpg", hash]) expect(shown.includes(name)).toBe(files > 0);
  });

  test("the share keeps what was shown: counts, agencies, version and fingerprint of the text", async () => {
    const { actor, id } = await completed();
    await shareSelfCheck(actor, id, WITH);
    const [share] = await database.superuser`select * from self_check_share where self_check_id = ${id}`;
    const shown = explanationShown();
    expect(share).toMatchObject({
      answer_count: 1,
      finding_count: 1,
      evidence_count: 1,
      with_evidence: true,
      text_version: shown.version,
      text_hash: shown.hash,
    });
    expect(share?.["recipients"]).toEqual([expect.objectContaining({ id: officer.agencyId })]);
    expect(shown.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test("an explanation that changed meanwhile shares nothing", async () => {
    const { actor, id } = await completed();
    expect(await shareSelfCheck(actor, id, { ...WITH, textVersion: 0 })).toBe("text-changed");
    expect(await ownShares(actor, id)).toEqual([]);
  });

  test("a row of self_check alone cannot say that it is shared", async () => {
    const { actor } = await completed();
    const { selfChecks } = tables;
    const pretend = { sharedAt: new Date(), sharedBy: actor.accountId };
    expect(await refused(withTx(actor, (tx) => tx.update(selfChecks).set(pretend)))).toBe("42501");
  });
});

describe("taken back", () => {
  test("it is as private as before, the record of it stays, and it can be shared again", async () => {
    const { actor, id } = await completed();
    await shareSelfCheck(actor, id, WITH);
    expect(await revokeShare(actor, id, "附件有误")).toBe("revoked");
    expect(await revokeShare(actor, id, "附件有误")).toBe("not-shared");
    expect(await sharedWith(officer, id)).toBeNull();
    expect(await openShare(officer, id, "visit")).toBe("not-found");
    expect(await correctionsAwaitingAgency(officer, ON)).toEqual([]);
    expect(await selfCheckRun(actor, id)).toMatchObject({ sharedAt: null });
    expect(await withTx(officer, (tx) => tx.execute(`select 1 from self_check_share where self_check_id = '${id}'`))).toHaveLength(0);

    expect(await shareSelfCheck(actor, id, WITHOUT)).toBe("shared");
    expect((await selfCheckRun(actor, id))?.sharedAt).toBeInstanceOf(Date);
    expect(await ownShares(actor, id)).toMatchObject([
      { withEvidence: false, revokedAt: null },
      { withEvidence: true, revokeReason: "附件有误" },
    ]);
    expect(await openShare(officer, id, "visit")).toBe("opened");
    expect(await revokeShare(actor, id, "太晚")).toBe("opened");
    expect(await auditOf(id)).toEqual([
      "self-check.shared",
      "self-check.share-revoked",
      "self-check.shared",
      "self-check.share-opened",
    ]);
  });

  test("the result stays what it was", async () => {
    const { actor, id } = await completed();
    const before = (await selfCheckRun(actor, id))?.resultHash;
    await shareSelfCheck(actor, id, WITH);
    await revokeShare(actor, id, "附件有误");
    expect((await selfCheckRun(actor, id))?.resultHash).toBe(before);
  });
});

describe("reach", () => {
  test("another region and another enterprise neither see, open, take back nor answer it", async () => {
    const [mine, theirs] = [await completed(), await completed()];
    await shareSelfCheck(mine.actor, mine.id, WITH);
    expect(await shareSelfCheck(theirs.actor, mine.id, WITH)).toBe("not-completed");
    expect(await revokeShare(theirs.actor, mine.id, "x")).toBe("not-shared");
    expect(await ownShares(theirs.actor, mine.id)).toEqual([]);
    expect(await openShare(stranger, mine.id, "visit")).toBe("not-found");
    expect((await sharedList(stranger, shareFilter(new URLSearchParams()), 1)).rows).toEqual([]);
    expect(await sharesAwaiting(stranger)).toEqual([]);
    await openShare(officer, mine.id, "visit");
    const words = { intent: "acknowledge", idempotencyKey: randomUUID(), nextStep: "none", note: "" } as const;
    expect(await acknowledgeShare(stranger, mine.id, words)).toBe("not-found");
    expect(await acknowledgmentsOf(theirs.actor, mine.id)).toEqual([]);
  });
});

describe("the agency's list", () => {
  test("filters by opened, red line, site and period; an unopened one gives away nothing", async () => {
    const region = "440187";
    const reader = await officerOf(await agency(region), region);
    const make = async (question: string, open: boolean) => {
      const { actor, id, enterpriseId, siteId } = await completed(question);
      await withTx(system("test"), async (tx) => {
        await tx.execute(`update enterprise set region_code = '${region}' where id = '${enterpriseId}'`);
        await tx.execute(`update site set name = '${open ? "东" : "西"}厂 ${question}' where id = '${siteId}'`);
      });
      await shareSelfCheck(actor, id, WITH);
      if (open) await openShare(reader, id, "supervision");
      return id;
    };
    const openRed = await make("core-permit-valid", true);
    const hiddenRed = await make("core-permit-valid", false);
    const openMajor = await make(QUESTION, true);
    const ask = async (query: string) => {
      const { rows } = await sharedList(reader, shareFilter(new URLSearchParams(query)), 1);
      return rows.map(({ selfCheckId }) => selfCheckId);
    };
    expect(await ask("")).toEqual([hiddenRed, openMajor, openRed]);
    expect(await ask("unopened=yes")).toEqual([hiddenRed]);
    expect(await ask("redLine=yes")).toEqual([openRed]);
    expect(await ask("text=西厂")).toEqual([hiddenRed]);
    expect(await ask("text=%25")).toEqual([]);
    expect(await ask("to=2020-01-01")).toEqual([]);
    expect(await ask("from=2020-01-01&to=2999-01-01")).toHaveLength(3);
    expect(await ask("from=nonsense")).toHaveLength(3);
    expect((await sharesAwaiting(reader)).map(({ selfCheckId }) => selfCheckId)).toEqual([hiddenRed]);
  });
});

describe("writing back", () => {
  test("only after opening; once for a key; told by mail and shown to the enterprise", async () => {
    const { actor, id, enterpriseId } = await completed();
    await colleague(enterpriseId, "learner");
    const words = { intent: "acknowledge", idempotencyKey: randomUUID(), nextStep: "visit", note: "谢谢" } as const;
    await shareSelfCheck(actor, id, WITH);
    expect(await acknowledgeShare(officer, id, { ...words, idempotencyKey: randomUUID() })).toBe("not-found");
    const before = await mailJobs();
    await openShare(officer, id, "visit");
    const opened = await mailJobs();
    await Promise.all([acknowledgeShare(officer, id, words), acknowledgeShare(officer, id, words)]);
    expect(await acknowledgmentsOf(actor, id)).toMatchObject([{ nextStep: "visit", note: "谢谢", by: "officer" }]);
    // One letter to the legal representative each, none to the learner.
    expect([opened - before, (await mailJobs()) - opened]).toEqual([1, 1]);
    expect(await refused(withTx(officer, (tx) => tx.delete(tables.acknowledgments)))).toBe("42501");
  });
});
