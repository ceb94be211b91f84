/** Two agencies ask for a visit and make it one; the enterprise reads the code at its gate; a clue is looked at from the desk first. */
import { expect, test as journey, type Reader } from "./fixtures";
import { textsOf } from "./texts";

type Texts = ReturnType<typeof textsOf>;
const QINGXI = "91440113MA5DEM012X";
const YUNLING = "91440113MA5DEM020Q";
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const inDays = (count: number) => new Date(Date.now() + (8 + count * 24) * 3_600_000).toISOString().slice(0, 10);

async function declareConflict(officer: Reader, t: Texts): Promise<void> {
  const { page } = officer;
  await officer.open("/inspections/conflicts");
  await page.locator('input[name="uscc"]').fill(YUNLING);
  await page.locator('select[name="reason"]').selectOption("share");
  await officer.press(t("one-check:conflicts.declare"));
  await expect(page.locator("main table")).toContainText(YUNLING);
}

async function fileRequest(officer: Reader, t: Texts, matter: string, latest: string): Promise<string> {
  const { page } = officer;
  await officer.open("/inspections/requests");
  for (const [name, value] of Object.entries({ uscc: QINGXI, matter, basis: "检查事项清单 / Published list of matters", earliest: today(), latest }))
    await page.locator(`input[name="${name}"]`).fill(value);
  await officer.press(t("one-check:requests.file"));
  return new URL(page.url()).pathname;
}

/** Answers with the path of the visit. */
async function makeOne(approver: Reader, t: Texts, request: string): Promise<string> {
  const { page } = approver;
  await approver.open(request);
  await expect(page.locator("#decide, section:has(#decide)").first()).toBeVisible();
  await approver.press(t("one-check:requests.togetherMany"));
  await approver.follow(t("one-check:requests.toVisit"));
  return new URL(page.url()).pathname;
}

async function atTheGate(team: Reader, guard: Reader, manager: Reader, t: Texts, visit: string): Promise<void> {
  await team.open(`${visit}/code`);
  await team.press(t("one-check:code.show"));
  const code = (await team.page.locator("main p.text-lead").last().textContent())?.trim() ?? "";
  await guard.open("/entry");
  await guard.page.locator('input[name="code"]').fill(code.toLowerCase());
  await guard.press(t("one-check:entry.check"));
  await expect(guard.page.locator("main")).toContainText("危险废物");
  await manager.open(new URL(guard.page.url()).pathname);
  await manager.press(t("one-check:entry.confirm"));
  await manager.open("/inspections/own");
}

async function record(team: Reader, t: Texts, visit: string): Promise<void> {
  await team.open(visit);
  await team.page.locator('input[name="outcome"][value="in-order"]').check();
  await team.page.locator('textarea[name="minutes"]').fill("查看贮存场所、联单和台账，未发现问题。 / Store, manifests and ledgers in order.");
  await team.press(t("inspection:record"));
  await expect(team.page.locator("main")).toContainText(t("inspection:madeOn"));
}

async function followClue(officer: Reader, approver: Reader, t: Texts): Promise<void> {
  const { page } = officer;
  await officer.open("/inspections/clues");
  await page.locator('input[name="uscc"]').fill(QINGXI);
  await page.locator('select[name="source"]').selectOption("alarm");
  await page.locator('textarea[name="text"]').fill("总排口小时均值连续超标。 / Hourly means over the limit at the main outlet.");
  await officer.press(t("one-check:clues.enter"));
  const clue = new URL(page.url()).pathname;
  await approver.open(clue);
  await expect(approver.page.locator("main")).toContainText(t("one-check:clues.deskFirst"));
  await page.locator('select[name="kind"]').selectOption("data");
  await page.locator('textarea[name="text"]').fill("数据与用水量不符。 / The data do not agree with the water used.");
  await page.locator('input[name="result"][value="visit-needed"]').check();
  await officer.press(t("one-check:clues.step"));
  await approver.open(clue);
  await approver.press(t("one-check:clues.visit"));
  await expect(approver.page.locator("main")).toContainText(t("inspection:kind.clue"));
}

for (const locale of ["zh-CN", "en"] as const) {
  const t = textsOf(locale);
  journey.describe(locale, () => {
    journey.use({ locale, javaScriptEnabled: locale === "zh-CN" });
    journey("requests become one visit, with a code at the gate, and a clue is looked at from the desk first", async ({ as }) => {
      const [officer, city, approver] = [await as("officer"), await as("city-officer"), await as("approver")];
      await declareConflict(officer, t);
      const request = await fileRequest(officer, t, "危险废物贮存 / Hazardous waste store", inDays(20));
      await fileRequest(city, t, "危险废物转移联单 / Manifests of hazardous waste", inDays(30));
      const visit = await makeOne(approver, t, request);
      await atTheGate(officer, await as(), await as("qingxi-manager"), t, visit);
      await record(officer, t, visit);
      await followClue(officer, approver, t);
      await officer.open("/inspections/figures");
    });
  });
}
