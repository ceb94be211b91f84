/** A bank asks with an enterprise's consent, the enterprise sees it and revokes, the bank is refused. In both languages. */
import { expect, test as journey } from "./fixtures";
import { textsOf } from "./texts";

const BANK = "清溪农商银行";
const PURPOSE = "绿色贷款贷前核查";
const CODE = "91440113MA5DEM012X";

for (const locale of ["zh-CN", "en"] as const) {
  const t = textsOf(locale);
  journey.describe(locale, () => {
    journey.use({ locale });
    journey("a bank asks with consent, and no longer without", async ({ as, portal }) => {
      const admin = await as("admin");
      await admin.open("/accounts/keys");
      await admin.page.locator('input[name="organisation"]').fill(BANK);
      await admin.page.locator('input[name="scopes"][value="green-finance:read"]').check();
      await admin.press(t("accounts:admin.create"));
      const key = (await admin.page.locator("main code").first().textContent()) ?? "";
      const ask = async () => {
        const response = await fetch(`${portal.origin}/api/v1/green-finance`, {
          method: "POST",
          headers: { "Content-Type": "application/json", Authorization: `Bearer ${key}` },
          body: JSON.stringify({ creditCode: CODE, purpose: PURPOSE }),
        });
        return { status: response.status, body: (await response.json()) as { code?: string; consented?: boolean } };
      };
      expect(await ask()).toMatchObject({ status: 403, body: { code: "no-consent" } });

      const legal = await as("qingxi-legal");
      await legal.open("/positive-list");
      await legal.follow(t("positive-list:overview.greenFinance"));
      await legal.page.locator('select[name="organisation"]').selectOption(BANK);
      await legal.page.locator('input[name="months"][value="3"]').check();
      await legal.page.locator('input[name="agree"]').check();
      await legal.press(t("green-finance:giveButton"));
      expect(await ask()).toMatchObject({ status: 200, body: { consented: true } });

      await legal.open("/access-log");
      await expect(legal.page.locator("main")).toContainText(BANK);
      await expect(legal.page.locator("main")).toContainText(PURPOSE);
      await legal.open("/positive-list/green-finance");
      await legal.page.locator('button[name="intent"][value="revoke"]').click();
      await legal.settled();
      expect(await ask()).toMatchObject({ status: 403, body: { code: "no-consent" } });
    });
  });
}
