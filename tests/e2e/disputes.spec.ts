/**
 * An enterprise says that a penalty on record is wrong, the agency takes it back, and everything that hung on it follows:
 * the explanation, the suspended listing, the letter. Once in each language; each page is checked by axe.
 */
import { expect, test as journey, type Reader } from "./fixtures";
import { importPenalty } from "./steps-agency";
import * as life from "./steps-listing";
import { dayFromNow, NOTICE_DAYS, QINGXI, toTheList, YUNLING, type As } from "./steps-to-the-list";
import type { Firm } from "./steps-enterprise";
import { textsOf } from "./texts";
import type { Locale } from "../../app/shared/locale";

type Texts = ReturnType<typeof textsOf>;
const PENALTY: Readonly<Record<Locale, string>> = { "zh-CN": "行政处罚", en: "Penalty" };
/** Of the fourteen conditions of the local rules. */
const MET: Readonly<Record<Locale, (count: number) => RegExp>> = {
  "zh-CN": (count) => new RegExp(`14项条件中已满足${count}项`),
  en: (count) => new RegExp(`${count} of 14 conditions are met`),
};
const REASON = "该处罚决定已被复议机关撤销，附复议决定书。 / The penalty was set aside on review; decision attached.";

/** Answers with the path of the request. */
async function raise(reader: Reader, t: Texts, locale: Locale): Promise<string> {
  const { page } = reader;
  await reader.open("/positive-list");
  await reader.follow(t("fact-dispute:known.link"));
  await page.locator('main a[href^="/facts/"]').filter({ hasText: PENALTY[locale] }).first().click();
  await reader.settled();
  await reader.follow(t("fact-dispute:one.dispute"));
  await page.locator('textarea[name="reason"]').fill("短");
  await page.locator('main button[type="submit"]').first().click();
  await reader.settled();
  await expect(page.locator('main [role="alert"]').first()).toBeVisible();
  await page.locator('textarea[name="reason"]').fill(REASON);
  await page.locator('input[type="file"]').setInputFiles({ name: "review.csv", mimeType: "text/csv", buffer: Buffer.from(`review,${locale}\n`) });
  await reader.press(t("fact-dispute:raise.send"));
  await expect(page.locator('main [role="status"]')).toContainText(t("fact-dispute:view.raisedDone"));
  return new URL(page.url()).pathname;
}

async function takeBack(reader: Reader, t: Texts, path: string): Promise<void> {
  const { page } = reader;
  await reader.open("/fact-disputes");
  await page.locator(`main a[href="${path}"]`).click();
  await reader.settled();
  await page.locator('input[name="verdict"][value="set-aside"]').check();
  await page.locator('textarea[name="reason"]').fill("经核对复议决定书，原处罚已撤销。 / The review decision was checked: the penalty is void.");
  await reader.press(t("fact-dispute:decide.save"));
  await expect(page.locator('main [role="status"]')).toContainText(t("fact-dispute:view.decidedDone"));
}

/** Whoever recorded a fact does not decide about it. */
async function seeNotOwn(reader: Reader, t: Texts, path: string): Promise<void> {
  await reader.open(path);
  await expect(reader.page.locator("main")).toContainText(t("fact-dispute:decide.ownRecord"));
  await expect(reader.page.locator('input[name="verdict"]')).toHaveCount(0);
}

async function seeEffects(reader: Reader, t: Texts, path: string): Promise<void> {
  const main = reader.page.locator("main");
  await expect(async () => {
    await reader.page.goto(reader.portal.origin + path);
    await expect(main).toContainText(t("fact-dispute:effects.listing.trigger-gone"), { timeout: 500 });
  }).toPass({ timeout: 30_000 });
  await reader.settled();
  await expect(main).toContainText(t("fact-dispute:view.takenBack"));
  await expect(main).toContainText(t("fact-dispute:state.upheld"));
}

async function journeyOf(as: As, locale: Locale, firm: Firm, ahead: number): Promise<void> {
  const t = textsOf(locale);
  const number = await toTheList(as, locale, firm);
  await importPenalty(await as("city-officer"), t, firm, dayFromNow(ahead));
  const legal = await as(firm.legal);
  await legal.open("/positive-list");
  await expect(legal.page.locator("main")).toContainText(MET[locale](13));
  const path = await raise(legal, t, locale);
  await seeNotOwn(await as("city-officer"), t, path);
  await takeBack(await as("officer-two"), t, path);
  await seeEffects(legal, t, path);
  await legal.open("/positive-list");
  await expect(legal.page.locator("main")).toContainText(MET[locale](14));
  await legal.open("/positive-list/facts");
  await expect(legal.page.locator('main a[href^="/facts/"]').filter({ hasText: PENALTY[locale] })).toHaveCount(firm === YUNLING ? 1 : 0);
  const letters = await (await fetch(`${legal.portal.origin}/dev/outbox`)).text();
  expect(letters).toMatch(/更正申请处理决定|Decision on your request/);
  // The suspension has lost its ground: the listing goes on once the enterprise was heard or waives that.
  const listing = await life.suspendedListing(await as("approver"));
  await life.waive(legal, t);
  await life.decideSuspension(await as("approver"), t, listing, "reinstate");
  await life.seeHistory(await as(), t, number, ["listed", "suspended", "reinstated"]);
}

journey("a penalty is disputed and taken back, in Chinese", ({ as }) => journeyOf(as, "zh-CN", QINGXI, NOTICE_DAYS));

journey.describe("without JavaScript", () => {
  journey.use({ javaScriptEnabled: false, locale: "en-GB" });
  journey("a penalty is disputed and taken back, in English", ({ as }) => journeyOf(as, "en", YUNLING, NOTICE_DAYS));
});
