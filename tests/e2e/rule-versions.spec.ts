/** Another version of the local rules: tried out on everybody, proposed, approved by somebody else, announced. In both languages. */
import { expect, test as journey, type Reader } from "./fixtures";
import { dayFromNow } from "./steps-to-the-list";
import { textsOf } from "./texts";

type Texts = ReturnType<typeof textsOf>;

const TRIED = "guangzhou@2";

/** Starts a shadow run and waits for its end; answers with its path. */
async function tryOut(officer: Reader, t: Texts): Promise<string> {
  const { page } = officer;
  await officer.open("/rules");
  await page.locator('select[name="version"]').selectOption(TRIED);
  await officer.press(t("rule-versions:tryStart"));
  const { pathname } = new URL(page.url());
  expect(pathname).toMatch(/^\/rules\/runs\/[0-9a-f-]{36}$/);
  await expect(async () => {
    await officer.open(pathname);
    await expect(page.locator("main")).toContainText(t("rule-versions:proposeTitle"), { timeout: 1 });
  }).toPass({ timeout: 120_000 });
  return pathname;
}

for (const [at, locale] of (["zh-CN", "en"] as const).entries()) {
  const t = textsOf(locale);
  journey.describe(locale, () => {
    journey.use({ locale, javaScriptEnabled: locale === "zh-CN" });
    journey("a version is tried out, proposed, approved and announced", async ({ as }) => {
      const officer = await as("city-officer");
      const run = await tryOut(officer, t);
      await expect(officer.page.locator("main")).toContainText(t("rule-versions:hashText"));
      await officer.page.locator('input[name="fromDay"]').fill(dayFromNow(10 + at));
      await officer.page.locator('textarea[name="reason"]').fill("与省内做法一致。 / As elsewhere in the province.");
      await officer.press(t("rule-versions:propose"));
      await officer.open(run);
      // Whoever proposed it cannot decide it.
      await expect(officer.page.locator("main")).toContainText(t("rule-versions:ownProposal"));
      await expect(officer.page.locator('input[name="decision"]')).toHaveCount(0);

      const approver = await as("approver");
      await approver.open("/rules");
      await approver.open(run);
      await approver.page.locator('input[name="decision"][value="approved"]').check();
      await approver.page.locator('textarea[name="reason"]').fill("同意。 / Agreed.");
      await approver.press(t("rule-versions:decide"));

      const anybody = await as();
      await anybody.open("/rules/changes");
      await expect(anybody.page.locator("main")).toContainText("As elsewhere in the province.");
      await anybody.open("/rules/local/guangzhou?version=2");
    });
  });
}
