/**
 * The whole loop, twice: an electroplating firm in Chinese, a furniture firm in English without JavaScript. Each page is
 * checked by axe; a console error, a CSP violation or a server fault anywhere fails the journey.
 */
import { test } from "@playwright/test";
import type { Locale } from "../../app/shared/locale";
import { expect, test as journey, type Reader } from "./fixtures";
import { apply, approve, askExemption, check, confirmVisit, importPenalty, makeKey, moveAhead, object, recordVisit, rejectObjection, seeListed } from "./steps-agency";
import { book, correct, passExam, rate, readGuidance, selfCheck, shareResult, verifyCorrection, type Firm } from "./steps-enterprise";
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

async function loop(as: As, locale: Locale, firm: Firm): Promise<void> {
  const t = textsOf(locale);
  await test.step("guidance", async () => readGuidance(await as(), t, firm, locale === "en" ? "permit" : "许可证"));
  const [manager, legal] = [await as(firm.manager), await as(firm.legal)];
  await test.step("self-check", () => selfCheck(manager, t, "core-hw-labels"));
  await test.step("share", () => shareResult(manager, t));
  const correction = await test.step("correction", () => correct(manager, t));
  await test.step("verification", () => verifyCorrection(legal, t, correction));
  await test.step("course", () => passExam(manager, t, "hazardous-waste"));
  const visit = await test.step("booking", () => book(legal, t));
  await test.step("visit", async () => {
    const officer = await as("officer");
    await confirmVisit(officer, t, visit.id);
    await moveAhead(officer, daysFromNow(visit.day));
    await recordVisit(officer, t, visit.id);
    await rate(legal, t, visit.id);
  });
  await test.step("application", () => apply(legal, t));
  await test.step("check and decision", async () => {
    await check(await as("city-officer"), t, firm);
    await approve(await as("approver"), t, firm);
  });
  await test.step("notice and objection", async () => {
    await object(await as(), t, firm);
    await rejectObjection(await as("approver"), t, firm);
    await moveAhead(await as(), 15);
    await seeListed(await as(), t, firm);
  });
  const key = await test.step("a bank's key", async () => makeKey(await as("admin"), t));
  await test.step("exemption, suspension", async () => {
    expect(await askExemption(await as(), key, firm.uscc)).toMatchObject({ exempt: true, reasonCode: "LISTED" });
    await importPenalty(await as("city-officer"), t, firm, dayFromNow(daysFromNow(visit.day) + 15));
    expect(await askExemption(await as(), key, firm.uscc)).toMatchObject({ exempt: false, reasonCode: "SUSPENDED" });
  });
  await test.step("what the enterprise sees", async () => {
    for (const path of ["/dashboard", "/positive-list", "/positive-list/tasks", "/access-log", "/account"]) await legal.open(path);
    await legal.open("/access-log");
    await expect(legal.page.locator("main")).toContainText("绿色贷款贷前核查用途");
  });
}

/** Days from the real today, in China, to a day of the portal. */
const chinaToday = (): number => Math.floor((Date.now() + 8 * 3_600_000) / 86_400_000);
const daysFromNow = (day: string): number => Date.parse(day) / 86_400_000 - chinaToday();
const dayFromNow = (days: number): string => new Date((chinaToday() + days) * 86_400_000).toISOString().slice(0, 10);

journey("an electroplating firm goes round the loop, in Chinese", async ({ as }) => {
  await loop(as, "zh-CN", QINGXI);
});

journey.describe("without JavaScript", () => {
  journey.use({ javaScriptEnabled: false, locale: "en-GB" });
  journey("a furniture firm goes round the loop, in English", async ({ as }) => {
    await loop(as, "en", YUNLING);
  });
});
