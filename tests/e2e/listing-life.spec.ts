/**
 * A listing's life, once in each language: proposed, accepted, checked by files, decided, objected to, listed, suspended,
 * heard, removed or reinstated. Each page is checked by axe.
 */
import { test } from "@playwright/test";
import type { Locale } from "../../app/shared/locale";
import { expect, test as journey, type Reader } from "./fixtures";
import { approve, importPenalty, moveAhead, object, rejectObjection, seeListed } from "./steps-agency";
import type { Firm } from "./steps-enterprise";
import * as life from "./steps-listing";
import { textsOf } from "./texts";

const QINGXI: Firm = {
  legal: "qingxi-legal",
  manager: "qingxi-manager",
  sector: "electroplating",
  uscc: "91440113MA5DEM012X",
  nameIn: { "zh-CN": "青溪电镀示范有限公司", en: "Qingxi Demonstration Electroplating Co." },
};
const YUNLING: Firm = {
  legal: "yunling-legal",
  manager: "yunling-manager",
  sector: "coating",
  uscc: "91440113MA5DEM020Q",
  nameIn: { "zh-CN": "云岭家具示范有限公司", en: "Yunling Demonstration Furniture Co." },
};

type As = (login?: string) => Promise<Reader>;
const NOTICE_DAYS = 15;
/** A day of the portal, counted from the real today in China. */
const dayFromNow = (days: number): string => new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

async function toTheList(as: As, locale: Locale, firm: Firm): Promise<string> {
  const t = textsOf(locale);
  const [manager, legal, county] = [await as(firm.manager), await as(firm.legal), await as("officer-two")];
  await test.step("proposal", async () => life.proposeFirm(await as("officer"), t, firm));
  await test.step("acceptance", () => life.acceptProposal(legal, t));
  await test.step("check by files", async () => {
    const path = await life.askForFiles(county, t, firm, firm.nameIn[locale]);
    await life.handIn(manager, t, firm);
    await life.acceptPackAndCheck(county, t, path);
  });
  await test.step("decision and its notice", async () => {
    await approve(await as("approver"), t, firm);
    await life.acknowledgeLatest(legal, t);
  });
  await test.step("objection", async () => {
    await object(await as(), t, firm);
    await rejectObjection(await as("approver"), t, firm);
  });
  return test.step("listing", async () => {
    await moveAhead(await as(), NOTICE_DAYS);
    return seeListed(await as(), t, firm);
  });
}

async function supervise(reader: Reader, path: string): Promise<void> {
  for (const page of ["/listings", "/listings?show=overdue", path, `${path}/hearing`, "/legal-notices"]) await reader.open(page);
}

journey("proposed, listed, suspended, heard and removed, in Chinese", async ({ as }) => {
  const t = textsOf("zh-CN");
  const number = await toTheList(as, "zh-CN", QINGXI);
  const legal = await as(QINGXI.legal);
  await legal.open("/positive-list/renewal");
  await importPenalty(await as("city-officer"), t, QINGXI, dayFromNow(NOTICE_DAYS));
  await life.stateCase(await as(QINGXI.manager), t, QINGXI);
  const path = await life.suspendedListing(await as("approver"));
  await life.recordHearing(await as("city-officer"), t, path, dayFromNow(NOTICE_DAYS + 1));
  await life.decideSuspension(await as("approver"), t, path, "remove");
  await life.acknowledgeLatest(legal, t);
  await supervise(await as("supervisor"), path);
  await life.seeHistory(await as(), t, number, ["listed", "suspended", "removed"]);
});

journey.describe("without JavaScript", () => {
  journey.use({ javaScriptEnabled: false, locale: "en-GB" });
  journey("proposed, listed, suspended, waived and reinstated, in English", async ({ as }) => {
    const t = textsOf("en");
    const number = await toTheList(as, "en", YUNLING);
    await importPenalty(await as("city-officer"), t, YUNLING, dayFromNow(NOTICE_DAYS));
    const path = await life.suspendedListing(await as("approver"));
    await moveAhead(await as(), 8);
    // Nobody of the enterprise has opened the suspension's notice.
    await life.servePost(await as("officer"), t, dayFromNow(NOTICE_DAYS + 8));
    await life.waive(await as(YUNLING.legal), t);
    await life.decideSuspension(await as("approver"), t, path, "reinstate");
    await supervise(await as("supervisor"), path);
    await (await as(YUNLING.legal)).open("/legal-notices");
    await life.seeHistory(await as(), t, number, ["listed", "suspended", "reinstated"]);
    expect(number).not.toBe("");
  });
});
