/** What the portal writes, one action after another, each ready to be carried out on a subject of its own. */
import { randomUUID } from "node:crypto";
import { disableAccount, inviteMember, setMemberRole } from "~/features/accounts/member-commands.server";
import { addAgency, createApiKey, inviteEnterprise, revokeApiKey } from "~/features/accounts/registry-commands.server";
import { bookingRules } from "~/features/booking/content.server";
import { cancelAppointment, requestAppointment } from "~/features/booking/commands.server";
import { decideAppointment, savePlan } from "~/features/booking/officer-commands.server";
import { bookableDays } from "~/features/booking/slots";
import { correctionLines } from "~/features/correction/board-queries.server";
import { addCorrectionEvidence, planCorrection, submitCorrection } from "~/features/correction/commands.server";
import { askForExtension, decideExtension, withdrawExtension } from "~/features/correction/extension-commands.server";
import { judgeCorrection } from "~/features/correction/verdict.server";
import { startAttempt, submitAttempt } from "~/features/learning/commands.server";
import { courses } from "~/features/learning/content.server";
import { answerName } from "~/features/learning/forms";
import { findAttempt } from "~/features/learning/queries.server";
import { applyForListing, withdrawApplication } from "~/features/positive-list/application-commands.server";
import { importFacts } from "~/features/positive-list/import-commands.server";
import { readImportFile } from "~/features/positive-list/import-file.server";
import { answerObjection, raiseObjection } from "~/features/positive-list/notice-commands.server";
import { saveAnswers } from "~/features/self-check/answers.server";
import { startSelfCheck } from "~/features/self-check/commands.server";
import { completeSelfCheck } from "~/features/self-check/completion.server";
import { questionnairesFor } from "~/features/self-check/content.server";
import { giveParts } from "~/features/self-check/part-commands.server";
import { revokeShare, shareSelfCheck } from "~/features/self-check/share-commands.server";
import { addComment, setFlag } from "~/features/self-check/talk-commands.server";
import { today } from "~/platform/clock.server";
import { tables, withTx } from "~/platform/db.server";
import { holidays } from "~/platform/holidays.server";
import { system, type AdministratorActor } from "~/shared/actor";
import { addDays } from "~/shared/day";
import { usccSchema } from "~/shared/uscc";
import { addWorkingDays } from "~/shared/working-days";
import { agency, colleague, enterprise, freshUscc, officerOf, type TestEnterprise } from "../factories";
import { apply, check, checked, cityOf, decide, eligible, inNotice, type City } from "../listing-course";

/** Carried out again it must have no second effect. */
type Act = () => Promise<unknown>;
export interface WriteAction {
  readonly name: string;
  /** Makes the subject; nothing of it is measured. */
  readonly prepare: () => Promise<Act>;
}

const QUESTION = "core-eia-acceptance";
const no = (questionId: string) => ({ questionId, answer: { is: "no" as const }, note: "", revision: 0, was: "" });

async function draft(firm: TestEnterprise): Promise<string> {
  const started = await startSelfCheck(firm.actor, { siteId: firm.siteId, idempotencyKey: randomUUID() }, today());
  if (!("id" in started)) throw new Error(started.is);
  return started.id;
}
async function completed(): Promise<{ firm: TestEnterprise; id: string }> {
  const firm = await enterprise();
  const id = await draft(firm);
  await saveAnswers(firm.actor, id, [no(QUESTION)]);
  await completeSelfCheck(firm.actor, id, today(), holidays());
  return { firm, id };
}
const selfCheck: WriteAction[] = [
  {
    name: "start a self-check",
    async prepare() {
      const { actor, siteId } = await enterprise();
      const idempotencyKey = randomUUID();
      return () => startSelfCheck(actor, { siteId, idempotencyKey }, today());
    },
  },
  {
    name: "save answers",
    async prepare() {
      const firm = await enterprise();
      const id = await draft(firm);
      return () => saveAnswers(firm.actor, id, [no(QUESTION)]);
    },
  },
  {
    name: "complete a self-check",
    async prepare() {
      const firm = await enterprise();
      const id = await draft(firm);
      await saveAnswers(firm.actor, id, [no(QUESTION)]);
      return () => completeSelfCheck(firm.actor, id, today(), holidays());
    },
  },
  {
    name: "share a self-check",
    async prepare() {
      const { firm, id } = await completed();
      return () => shareSelfCheck(firm.actor, id, { withEvidence: true, textVersion: 1 });
    },
  },
  {
    name: "take a share back",
    async prepare() {
      const { firm, id } = await completed();
      await shareSelfCheck(firm.actor, id, { withEvidence: true, textVersion: 1 });
      return () => revokeShare(firm.actor, id, "shared too early");
    },
  },
  {
    name: "comment",
    async prepare() {
      const firm = await enterprise();
      const selfCheckId = await draft(firm);
      const idempotencyKey = randomUUID();
      return () => addComment(firm.actor, { selfCheckId, questionId: QUESTION }, { text: "问过环保科", idempotencyKey });
    },
  },
  {
    name: "flag a question",
    async prepare() {
      const firm = await enterprise();
      const selfCheckId = await draft(firm);
      return () => setFlag(firm.actor, { selfCheckId, questionId: QUESTION }, { reason: "等检测报告" });
    },
  },
  {
    name: "give parts",
    async prepare() {
      const firm = await enterprise();
      const id = await draft(firm);
      const { accountId } = await colleague(firm.enterpriseId, "manager");
      const topics = questionnairesFor("electroplating").flatMap((each) => each.topics.map((topic) => topic.id)).slice(0, 2);
      return () => giveParts(firm.actor, id, { topics, accountId, dueOn: null });
    },
  },
];

async function inHand() {
  const { firm } = await completed();
  const [line] = await correctionLines(firm.actor, today());
  const id = line?.id ?? "";
  const hash = randomUUID().replaceAll("-", "").repeat(2);
  const proof = { fileName: "复测.pdf", mediaType: "application/pdf", sizeBytes: 9, hash, originalHash: hash, effectiveFrom: today(), effectiveTo: null, waitingAs: null };
  const plan = { intent: "plan", cause: "equipment", causeText: "", measure: "更换风机并复测", ownerAccountId: firm.actor.accountId } as const;
  return { ...firm, id, proof, plan };
}
async function ready() {
  const hand = await inHand();
  await planCorrection(hand.actor, hand.id, hand.plan);
  await addCorrectionEvidence(hand.actor, hand.id, hand.proof);
  return hand;
}
const extension = { newDueOn: addDays(today(), 60), reason: "零件尚未到货", whyLate: "" };
const correction: WriteAction[] = [
  {
    name: "plan a correction",
    async prepare() {
      const { actor, id, plan } = await inHand();
      return () => planCorrection(actor, id, plan);
    },
  },
  {
    name: "add evidence to a correction",
    async prepare() {
      const { actor, id, proof } = await inHand();
      return () => addCorrectionEvidence(actor, id, proof);
    },
  },
  {
    name: "submit a correction",
    async prepare() {
      const { actor, id } = await ready();
      return () => submitCorrection(actor, id, today());
    },
  },
  {
    name: "verify a correction",
    async prepare() {
      const { actor, enterpriseId, id } = await ready();
      await submitCorrection(actor, id, today());
      const second = await colleague(enterpriseId, "manager");
      return () => judgeCorrection(second, id, { intent: "verdict", verdict: "verified", reason: "" }, today());
    },
  },
  {
    name: "ask for more time",
    async prepare() {
      const { actor, id } = await ready();
      return () => askForExtension(actor, id, extension, today());
    },
  },
  {
    name: "take the request for more time back",
    async prepare() {
      const { actor, id } = await ready();
      await askForExtension(actor, id, extension, today());
      return () => withdrawExtension(actor, id, today());
    },
  },
  {
    name: "give more time",
    async prepare() {
      const { actor, enterpriseId, id } = await ready();
      await askForExtension(actor, id, extension, today());
      const second = await colleague(enterpriseId, "legal-representative");
      return () => decideExtension(second, id, { decision: "approved", reason: "供应商已证明" }, today());
    },
  },
];

let region = 440300;
async function office() {
  const code = String((region += 1));
  const officer = await officerOf(await agency(code), code);
  const slot = { day: addWorkingDays(holidays(), bookableDays(today(), bookingRules(), holidays()).first, 1), half: "am" as const };
  const open = () => savePlan(officer, { from: addDays(today(), 1), open: [slot] });
  const firm = await enterprise(code);
  const wish = { siteId: firm.siteId, kind: "help", topic: "废水处理加药量如何核对", slot, legalEffect: "GRADED", legalEffectProfile: "test@1", understood: "yes", idempotencyKey: randomUUID() } as const;
  const ask = () => requestAppointment(firm.actor, wish);
  return { officer, firm, open, ask };
}
async function asked() {
  const here = await office();
  await here.open();
  const outcome = await here.ask();
  if (outcome.is !== "requested") throw new Error(outcome.is);
  return { ...here, id: outcome.id };
}
const booking: WriteAction[] = [
  { name: "open half-days", prepare: async () => (await office()).open },
  {
    name: "ask for a half-day",
    async prepare() {
      const { open, ask } = await office();
      await open();
      return ask;
    },
  },
  {
    name: "cancel an appointment",
    async prepare() {
      const { firm, id } = await asked();
      return () => cancelAppointment(firm.actor, id, "");
    },
  },
  {
    name: "confirm an appointment",
    async prepare() {
      const { officer, id } = await asked();
      return () => decideAppointment(officer, id, { decision: "confirm", reason: "" });
    },
  },
];

const [slug, course] = [...courses()][0] ?? [];
const learning: WriteAction[] = [
  {
    name: "start an exam",
    async prepare() {
      const { actor } = await enterprise();
      const key = randomUUID();
      return () => startAttempt(actor, slug ?? "", key);
    },
  },
  {
    name: "submit an exam",
    async prepare() {
      const { actor } = await enterprise();
      const started = await startAttempt(actor, slug ?? "", randomUUID());
      if (started.is !== "running") throw new Error(started.is);
      const attempt = await findAttempt(actor, started.id);
      const form = new FormData();
      for (const { id } of attempt?.drawn ?? [])
        for (const option of course?.bank.get(id)?.options ?? []) if (option.correct) form.append(answerName(id), option.id);
      return () => submitAttempt(actor, started.id, form);
    },
  },
];

let made: Promise<City> | undefined;
const city = (): Promise<City> => (made ??= cityOf("4401"));
const positiveList: WriteAction[] = [
  {
    name: "apply",
    async prepare() {
      const { actor } = await eligible();
      const key = randomUUID();
      return () => applyForListing(actor, key);
    },
  },
  {
    name: "withdraw an application",
    async prepare() {
      const firm = await eligible();
      const id = await apply(firm);
      return () => withdrawApplication(firm.actor, id);
    },
  },
  {
    name: "check an application",
    async prepare() {
      const [firm, { officer }] = [await eligible(), await city()];
      const id = await apply(firm);
      return () => check(officer, id);
    },
  },
  ...(["approve", "refuse"] as const).map((decision) => ({
    name: `${decision} an application`,
    async prepare() {
      const here = await city();
      const id = await checked(await eligible(), here);
      return () => decide(here.approvers[0], id, decision);
    },
  })),
  {
    name: "object",
    async prepare() {
      const { noticeId } = await inNotice(await eligible(), await city());
      const key = randomUUID();
      return () => raiseObjection(noticeId, { text: "夜间有异味，请核实废气设施", contact: "" }, key);
    },
  },
  {
    name: "uphold an objection",
    async prepare() {
      const here = await city();
      const { id, noticeId } = await inNotice(await eligible(), here);
      await raiseObjection(noticeId, { text: "夜间有异味，请核实废气设施", contact: "" });
      const rows = await withTx(system("test"), (tx) => tx.select().from(tables.objections));
      const objectionId = rows.find((row) => row.noticeId === noticeId)?.id ?? "";
      return () => answerObjection(here.approvers[0], id, { objectionId, verdict: "upheld", answer: "已现场核实" });
    },
  },
  {
    name: "import facts",
    async prepare() {
      const firm = await enterprise();
      const { officer } = await city();
      const text = `统一社会信用代码,处罚决定日期,罚款金额（元）,情节,编号\r\n${firm.uscc},2026-03-02,20000,一般,粤环罚${firm.uscc.slice(-6)}`;
      const file = await readImportFile(new File([text], "facts.csv", { type: "text/csv" }));
      if (!file.ok) throw new Error(file.error);
      return () => importFacts(officer, "penalty", file);
    },
  },
];

async function administrator(): Promise<AdministratorActor> {
  const accountId = randomUUID();
  await withTx(system("test"), (tx) =>
    tx.insert(tables.accounts).values({ id: accountId, loginName: `admin-${accountId}`, displayName: "admin", email: "admin@example.test", role: "administrator" })
  );
  return { kind: "administrator", accountId, name: "admin", role: "administrator" };
}
const person = () => ({ displayName: "新人", loginName: `p-${randomUUID().slice(0, 12)}`, email: "p@example.test", idempotencyKey: randomUUID() });
let code = 51;
const accounts: WriteAction[] = [
  {
    name: "invite a colleague",
    async prepare() {
      const { actor } = await enterprise();
      const input = { ...person(), role: "manager" as const };
      return () => inviteMember(actor, input);
    },
  },
  {
    name: "register an enterprise",
    async prepare() {
      const officer = await officerOf(await agency(String((region += 1))), String(region));
      const input = { ...person(), uscc: usccSchema.parse(freshUscc()), name: "新厂", regionCode: officer.regionCode };
      return () => inviteEnterprise(officer, input);
    },
  },
  {
    name: "change a role",
    async prepare() {
      const { actor, enterpriseId } = await enterprise();
      const { accountId } = await colleague(enterpriseId, "learner");
      return () => setMemberRole(actor, accountId, "manager");
    },
  },
  {
    name: "close an account",
    async prepare() {
      const { actor, enterpriseId } = await enterprise();
      const { accountId } = await colleague(enterpriseId, "learner");
      return () => disableAccount(actor, accountId);
    },
  },
  {
    name: "add an agency",
    async prepare() {
      const admin = await administrator();
      const input = { regionCode: `${(code += 1)}01`.slice(0, 4), nameZh: "测试市局", nameEn: "Test bureau", idempotencyKey: randomUUID() };
      return () => addAgency(admin, input);
    },
  },
  {
    name: "make a key",
    async prepare() {
      const admin = await administrator();
      const input = { organisation: "某银行", scopes: ["exemption:read" as const], regionCode: "4401", idempotencyKey: randomUUID() };
      return () => createApiKey(admin, input);
    },
  },
  {
    name: "revoke a key",
    async prepare() {
      const admin = await administrator();
      await createApiKey(admin, { organisation: randomUUID(), scopes: ["exemption:read"], regionCode: "4401", idempotencyKey: randomUUID() });
      const keys = await withTx(system("test"), (tx) => tx.select().from(tables.apiKeys));
      const id = keys.find(({ revokedAt }) => revokedAt === null)?.id ?? "";
      return () => revokeApiKey(admin, id);
    },
  },
];

export const WRITE_ACTIONS: readonly WriteAction[] = [...selfCheck, ...correction, ...booking, ...learning, ...positiveList, ...accounts];
