/**
 * The whole loop, twice: an electroplating firm in Chinese, a furniture firm in English without JavaScript. Each page is
 * checked by axe; a console error, a CSP violation or a server fault anywhere fails the journey.
 */
import { test } from "@playwright/test";
import type { Locale } from "../../app/shared/locale";
import { reader, test as journey, type Reader } from "./fixtures";
import { book, correct, rate, readGuidance, selfCheck, shareResult, verifyCorrection, type Firm } from "./steps-enterprise";
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

async function loop(one: Reader, locale: Locale, firm: Firm): Promise<void> {
  const t = textsOf(locale);
  await test.step("guidance", () => readGuidance(one, t, firm, locale === "en" ? "permit" : "许可证"));
  await one.signIn(firm.manager);
  await test.step("self-check", () => selfCheck(one, t, "core-hw-labels"));
  await test.step("share", () => shareResult(one, t));
  const correction = await test.step("correction", () => correct(one, t));
  await one.signOut();
  await one.signIn(firm.legal);
  await test.step("verification", () => verifyCorrection(one, t, correction));
  const visit = await test.step("booking", () => book(one, t));
  await one.signOut();
  void visit;
  void rate;
}

journey("an electroplating firm goes round the loop, in Chinese", async ({ watched, portal }) => {
  await loop(reader(watched, portal), "zh-CN", QINGXI);
});

journey.describe("without JavaScript", () => {
  journey.use({ javaScriptEnabled: false, locale: "en-GB" });
  journey("a furniture firm goes round the loop, in English", async ({ watched, portal, auditor }) => {
    await loop(reader(watched, portal, auditor), "en", YUNLING);
  });
});
