/** A year's plan: drafted, approved by somebody else, drawn, carried out and recorded; seen by the enterprise and by anybody. */
import { expect, test as journey, type Reader } from "./fixtures";
import { textsOf } from "./texts";

type Texts = ReturnType<typeof textsOf>;

/** Everybody is drawn, so that it does not matter whom chance would choose. Answers with the plan's path. */
async function draftPlan(officer: Reader, t: Texts): Promise<string> {
  const { page } = officer;
  await officer.open("/inspections");
  for (const stratum of ["key", "simplified", "registration", "unknown"]) await page.locator(`input[name="${stratum}"]`).fill("100");
  await officer.press(t("inspection:draft"));
  const { pathname } = new URL(page.url());
  expect(pathname).toMatch(/^\/inspections\/plans\/[0-9a-f-]{36}$/);
  await expect(page.locator("main")).toContainText(t("inspection:ownPlan"));
  return pathname;
}

async function approveAndDraw(approver: Reader, t: Texts, plan: string): Promise<void> {
  const { page } = approver;
  await approver.open(plan);
  await approver.press(t("inspection:approve"));
  // The first is the year's verification of those exempted, of whom there are none; then comes the quarter of today.
  await page.locator('button[name="intent"][value="draw"]').nth(1).click();
  await approver.settled();
  await page.locator('main a[href^="/inspections/draws/"]').first().click();
  await approver.settled();
  await expect(page.locator("main table").first()).toBeVisible();
}

/** The first of the team members who has something to do records it. */
async function record(people: readonly Reader[], t: Texts): Promise<void> {
  for (const officer of people) {
    const { page } = officer;
    await officer.open("/inspections");
    const mine = page.locator('#mine a[href^="/inspections/"], section:has(#mine) a[href^="/inspections/"]');
    if ((await mine.count()) === 0) continue;
    await mine.first().click();
    await officer.settled();
    await page.locator('input[name="outcome"][value="in-order"]').check();
    await page.locator('textarea[name="minutes"]').fill("查看治理设施和台账，运行正常。 / Facilities and ledgers looked at; in order.");
    await page.locator('input[name="noScanReason"]').fill("门口无网络信号 / No signal at the gate");
    await officer.press(t("inspection:record"));
    await expect(page.locator("main")).toContainText(t("inspection:madeOn"));
    return;
  }
  throw new Error("Nobody of the team has an inspection to make.");
}

for (const locale of ["zh-CN", "en"] as const) {
  const t = textsOf(locale);
  journey.describe(locale, () => {
    journey.use({ locale, javaScriptEnabled: locale === "zh-CN" });
    journey("a plan is approved, drawn, carried out and counted", async ({ as }) => {
      const officer = await as("officer");
      const plan = await draftPlan(officer, t);
      await approveAndDraw(await as("approver"), t, plan);
      await record([officer, await as("officer-two"), await as("city-officer")], t);
      await officer.open("/inspections/figures");
      await (await as("qingxi-manager")).open("/inspections/own");
      await (await as()).open("/inspections/draws");
    });
  });
}
