/** The whole way of a firm to the list, and the firms that go it. */
import { test } from "@playwright/test";
import type { Locale } from "../../app/shared/locale";
import type { Reader } from "./fixtures";
import { approve, moveAhead, object, rejectObjection, seeListed } from "./steps-agency";
import type { Firm } from "./steps-enterprise";
import * as life from "./steps-listing";
import { textsOf } from "./texts";

export const QINGXI: Firm = {
  legal: "qingxi-legal",
  manager: "qingxi-manager",
  sector: "electroplating",
  uscc: "91440113MA5DEM012X",
  nameIn: { "zh-CN": "青溪电镀示范有限公司", en: "Qingxi Demonstration Electroplating Co." },
};
export const YUNLING: Firm = {
  legal: "yunling-legal",
  manager: "yunling-manager",
  sector: "coating",
  uscc: "91440113MA5DEM020Q",
  nameIn: { "zh-CN": "云岭家具示范有限公司", en: "Yunling Demonstration Furniture Co." },
};

export type As = (login?: string) => Promise<Reader>;
/** Enough for seven working days. */
export const NOTICE_DAYS = 15;
/** A day of the portal, counted from the real today in China. */
export const dayFromNow = (days: number): string => new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

/** Answers with the number of the listing. */
export async function toTheList(as: As, locale: Locale, firm: Firm): Promise<string> {
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
