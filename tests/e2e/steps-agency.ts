/** What agencies, the public and machines do: visit, check, decision, objection, listing, exemption query, suspension. */
import { expect, type Reader } from "./fixtures";
import type { Firm } from "./steps-enterprise";
import type { textsOf } from "./texts";

type Texts = ReturnType<typeof textsOf>;

/** Confirms the requested visit. */
export async function confirmVisit(reader: Reader, t: Texts, id: string): Promise<void> {
  await reader.open("/work");
  await reader.page.locator(`main a[href="/agency/appointments/${id}"]`).click();
  await reader.settled();
  await reader.page.locator('input[name="decision"][value="confirm"]').check();
  await reader.press(t("booking:officer.send"));
}

export async function recordVisit(reader: Reader, t: Texts, id: string): Promise<void> {
  const { page } = reader;
  await reader.open(`/agency/appointments/${id}`);
  await page.locator('input[name="outcome"][value="done"]').check();
  await page.locator('input[name="team"]').fill("陈平、梁安");
  await page.locator('textarea[name="minutes"]').fill("查看加药间与台账，当日交付纪要。 / dosing room and ledgers seen");
  await page.locator('textarea[name="advice"]').fill("核对加药记录 / compare dosing records");
  await reader.press(t("booking:officer.save"));
}

/** Moves the portal's day ahead by pressing the longest step until `days` have passed. */
export async function moveAhead(reader: Reader, days: number): Promise<void> {
  for (let left = days; left > 0; ) {
    const step = left >= 15 ? 15 : left >= 7 ? 7 : 1;
    await reader.open("/dev/clock");
    await reader.page.locator(`button[name="days"][value="${step}"]`).click();
    await reader.settled();
    left -= step;
  }
}

/** The legal representative signs and applies. */
export async function apply(reader: Reader, t: Texts): Promise<void> {
  await reader.open("/positive-list");
  await reader.open("/positive-list/what-if");
  await reader.open("/positive-list/apply");
  await reader.page.locator('input[name="pledge"]').check();
  await reader.press(t("listing:apply.button"));
  expect(reader.page.url()).toContain("done");
}

/** The firm's name in the language of the page that the reader has open. */
async function nameOf({ page }: Reader, firm: Firm): Promise<string> {
  return firm.nameIn[(await page.locator("html").getAttribute("lang")) === "en" ? "en" : "zh-CN"];
}

async function openApplication(reader: Reader, firm: Firm): Promise<void> {
  await reader.open("/applications");
  await reader.page.getByRole("link", { name: await nameOf(reader, firm) }).first().click();
  await reader.settled();
}

export async function check(reader: Reader, t: Texts, firm: Firm): Promise<void> {
  const { page } = reader;
  await openApplication(reader, firm);
  await lookAtEverything(reader);
  await page.locator('input[name="outcome"][value="checked"]').check();
  await page.locator('textarea[name="note"]').fill("材料齐全，现场情况与申请一致。 / files complete, site as stated");
  await reader.press(t("listing:review.saveCheck"));
}

/** Every item of the county's checklist in order, by the files. */
export async function lookAtEverything({ page }: Reader): Promise<void> {
  for (const box of await page.locator('input[name$=".verdict"][value="in-order"]').all()) await box.check();
  for (const note of await page.locator('input[name^="items."][name$=".note"]').all()) await note.fill("材料可以证明。 / shown by the files");
  await page.locator('input[name="basis"][value="files"]').check();
}

export async function approve(reader: Reader, t: Texts, firm: Firm): Promise<void> {
  const { page } = reader;
  await openApplication(reader, firm);
  await page.locator('input[name="decision"][value="approve"]').check();
  await page.locator('textarea[name="reason"]').fill("全部条件满足，同意列入。 / every condition is met");
  await reader.press(t("listing:review.saveDecision"));
}

/** Somebody objects without a name and follows the objection by its code. */
export async function object(reader: Reader, t: Texts, firm: Firm): Promise<void> {
  const { page } = reader;
  await reader.open("/rules/local?one=guangzhou@1&other=hainan@1");
  await reader.open("/rules/local/hainan");
  await reader.open("/register");
  await reader.follow(await nameOf(reader, firm));
  await page.locator('textarea[name="text"]').fill("十一月二十日夜间厂区北侧有异味。 / odour north of the site at night");
  await reader.press(t("listing:notice.send"));
  const code = /[0-9A-Z]{16}/.exec((await page.locator('main [role="status"]').textContent()) ?? "")?.[0] ?? "";
  await reader.open(`/objections?code=${code}`);
  await expect(page.locator("main")).toContainText(t("listing:objectionStatus.open"));
}

export async function rejectObjection(reader: Reader, t: Texts, firm: Firm): Promise<void> {
  const { page } = reader;
  await openApplication(reader, firm);
  await page.locator('input[name="verdict"][value="rejected"]').check();
  await page.locator('textarea[name="answer"]').fill("已现场核实，未发现异味来源于该企业。 / checked on site, not from this enterprise");
  await reader.press(t("listing:review.saveAnswer"));
}

/** The register names the listing; anybody can check its number. Answers with the number. */
export async function seeListed(reader: Reader, t: Texts, firm: Firm): Promise<string> {
  const { page } = reader;
  await reader.open(`/register?q=${firm.uscc}`);
  const number = (await page.locator('main a[href^="/verify"]').first().textContent()) ?? "";
  expect(number).toMatch(/^\d{4}-\d{4}-\d{6}$/);
  await reader.open(`/verify?code=${number}`);
  await expect(page.locator("main")).toContainText(t("listing:listingStatus.listed"));
  return number;
}

/** An administrator makes a key for a bank; it is shown once. */
export async function makeKey(reader: Reader, t: Texts): Promise<string> {
  const { page } = reader;
  await reader.open("/accounts/keys");
  await page.locator('input[name="organisation"]').fill("示范银行 / Model Bank");
  const scope = page.locator('input[name="scopes"][value="exemption:read"]');
  if ((await scope.count()) > 0) await scope.check();
  await reader.press(t("accounts:admin.create"));
  const key = /[\w-]{40,}/.exec((await page.locator("main code").first().textContent()) ?? "")?.[0] ?? "";
  expect(key).not.toBe("");
  return key;
}

/** The exemption query of another agency or a bank. */
export async function askExemption({ page, portal }: Reader, key: string, uscc: string): Promise<{ exempt: boolean; reasonCode: string; jws: string }> {
  const response = await page.request.get(`${portal.origin}/api/v1/exemptions/${uscc}?purpose=${encodeURIComponent("绿色贷款贷前核查用途")}`, {
    headers: { Authorization: `Bearer ${key}` },
  });
  expect(response.status()).toBe(200);
  return (await response.json()) as { exempt: boolean; reasonCode: string; jws: string };
}

/** The county imports a penalty of today: the listing is suspended at that moment. */
export async function importPenalty(reader: Reader, t: Texts, firm: Firm, day: string): Promise<void> {
  const { page } = reader;
  await reader.open("/facts?kind=penalty");
  const template = await (await page.request.get(`${reader.portal.origin}/facts/template/penalty`)).text();
  expect(template.trim().split(",").length).toBeGreaterThan(5);
  await page.locator('select[name="kind"]').selectOption("penalty");
  const csv = `uscc,decidedOn,fineYuan,severity,reference\n${firm.uscc},${day},50000,ordinary,罚〔${firm.sector}〕1号\n`;
  await page.locator('input[type="file"]').setInputFiles({ name: "penalties.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
  await reader.press(t("positive-list:facts.import"));
}
