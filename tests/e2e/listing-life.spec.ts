/**
 * A listing's life, once in each language: proposed, accepted, checked by files, decided, objected to, listed, suspended,
 * heard, removed or reinstated. Each page is checked by axe.
 */
import { expect, test as journey, type Reader } from "./fixtures";
import { importPenalty, moveAhead } from "./steps-agency";
import * as life from "./steps-listing";
import { dayFromNow, NOTICE_DAYS, QINGXI, toTheList, YUNLING } from "./steps-to-the-list";
import { textsOf } from "./texts";

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
