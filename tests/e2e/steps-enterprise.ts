/** What people of an enterprise do on the way from guidance to a verified correction, and to a booked visit. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "@playwright/test";
import sharp from "sharp";
import { parse } from "yaml";
import { expect, type Reader } from "./fixtures";
import type { textsOf } from "./texts";

export interface Firm {
  readonly legal: string;
  readonly manager: string;
  readonly sector: string;
  readonly nameIn: { readonly "zh-CN": string; readonly en: string };
  readonly uscc: string;
}
type Texts = ReturnType<typeof textsOf>;

/** Reads what is public: home, guides of the sector, one guide, its law, search, what changed, the public list. */
export async function readGuidance(reader: Reader, t: Texts, firm: Firm, query: string): Promise<void> {
  const { page } = reader;
  await reader.open("/");
  await reader.open(`/guidance?sector=${firm.sector}`);
  await page.locator("main h2 a").first().click();
  await reader.settled();
  await page.locator(".prose a.citation").first().click();
  await reader.settled();
  expect(page.url()).toContain("/law/");
  await reader.open(`/search?q=${encodeURIComponent(query)}`);
  expect(await page.locator("main li").count()).toBeGreaterThan(0);
  await reader.open("/law/changes");
  for (const path of ["/about", "/accessibility", "/contact", "/law"]) await reader.open(path);
  expect(await page.locator("h1").textContent()).toBe(t("guidance:law.title"));
}

/** Starts the first self-check and answers every question with what complies, but `breach` with "no". */
export async function selfCheck(reader: Reader, t: Texts, breach: string): Promise<void> {
  const overview = await startFirst(reader);
  for (const path of await topicsOf(reader, overview)) await answerTopic(reader, t, path, breach);
  await complete(reader, t, overview, breach);
}

/** Answers with the path of the draft's overview. */
export async function startFirst({ page, open, settled }: Reader): Promise<string> {
  await open("/self-checks");
  await page.locator('main form button[type="submit"]').first().click();
  await settled();
  return new URL(page.url()).pathname;
}

export async function topicsOf({ page, open }: Reader, overview: string): Promise<string[]> {
  await open(overview);
  const paths = await page.locator(`main ul a[href^="${overview}/"]`).evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute("href") ?? ""))]);
  expect(paths.length).toBeGreaterThan(5);
  return paths;
}

/** Answers open further questions: the last page names what is still open. */
export async function complete(reader: Reader, t: Texts, overview: string, breach: string): Promise<void> {
  const { page } = reader;
  for (let round = 0; round < 3; round += 1) {
    await reader.open(`${overview}/complete`);
    const open = await page.locator(`main li a[href^="${overview}/"]`).evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute("href") ?? ""))]);
    if (open.length === 0) break;
    for (const path of open) await answerTopic(reader, t, path, breach);
  }
  await reader.press(t("self-check:complete.button"));
  expect(page.url()).toContain("/result");
}

export async function answerTopic(reader: Reader, t: Texts, path: string, breach: string): Promise<void> {
  const { page } = reader;
  await reader.open(path);
  const inTwoYears = new Date(Date.now() + 730 * 86_400_000).toISOString().slice(0, 10);
  for (const question of await page.locator("main article").all()) {
    const name = (await question.locator('input[type="radio"]').first().getAttribute("name")) ?? "";
    const filled = await fillKinds(question);
    const wanted = name === `${breach}.is` ? "no" : filled ? "yes" : "not-applicable";
    const plain = question.locator(`input[type="radio"][value="${wanted}"]`);
    await ((await plain.count()) > 0 ? plain : question.locator('input[type="radio"]').first()).check();
    const day = question.locator('input[type="date"]:not([name*=".rows["])');
    if ((await day.count()) > 0) await day.fill(inTwoYears);
    const number = question.locator('input[inputmode="decimal"]:not([name*=".rows["])');
    if ((await number.count()) > 0) await number.fill("97");
  }
  await reader.press(t("self-check:topic.save"));
}

/** Ticks what can be ticked but the last, "none", and fills one row of a table. False for a question that wants a file. */
async function fillKinds(question: Locator): Promise<boolean> {
  const first = question.locator('input[type="radio"]').first();
  if ((await first.getAttribute("value")) !== "value") return true;
  const ticks = await question.locator('input[type="checkbox"]').all();
  for (const tick of ticks.slice(0, -1)) await tick.check();
  const cells = await question.locator('[name*=".rows[0]."]:not([type="date"])').all();
  for (const cell of cells) {
    if ((await cell.evaluate((element) => element.tagName)) === "SELECT") await cell.selectOption({ index: 1 });
    else await cell.fill("DW001");
  }
  const plain = question.locator('input[type="date"], input[inputmode="decimal"], textarea[name$=".text"]');
  return ticks.length + cells.length + (await plain.count()) > 0;
}

/** Looks at the result, fetches the report, and shares it with the agency. */
export async function shareResult(reader: Reader, t: Texts): Promise<void> {
  const { page } = reader;
  const result = page.url();
  const report = await page.request.get(result.replace(/\/result.*$/, "/report.pdf"));
  expect([report.status(), report.headers()["content-type"]]).toEqual([200, "application/pdf"]);
  expect((await report.body()).subarray(0, 5).toString()).toBe("%PDF-");
  await page.goto(result.replace(/\/result.*$/, "/share"));
  await reader.settled();
  await page.locator('input[name="scope"][value="with-evidence"]').check();
  await reader.press(t("sharing:button"));
}

const photo = (): Promise<Buffer> => sharp({ create: { width: 64, height: 48, channels: 3, background: "#2a7" } }).png().toBuffer();

/** Plans the first open correction, proves it and submits it. Answers with its address. */
export async function correct(reader: Reader, t: Texts): Promise<string> {
  const { page } = reader;
  await reader.open("/corrections");
  await page.locator('main a[href^="/corrections/"]').first().click();
  await reader.settled();
  await page.locator('input[name="cause"][value="operation"]').check();
  await page.locator('textarea[name="measure"]').fill("更换标签并培训班组 / labels replaced, shift trained");
  const owner = page.locator('select[name="ownerAccountId"]');
  if ((await owner.count()) > 0) await owner.selectOption({ index: 1 });
  await reader.press(t("correction:plan.save"));
  await page.locator('input[type="file"]').setInputFiles({ name: "label.png", mimeType: "image/png", buffer: await photo() });
  await reader.press(t("correction:evidence.upload"));
  await reader.press(t("correction:submit.button"));
  return new URL(page.url()).pathname;
}

export async function verifyCorrection(reader: Reader, t: Texts, path: string): Promise<void> {
  const { page } = reader;
  await reader.open(path);
  await page.locator('input[name="verdict"][value="verified"]').check();
  await reader.press(t("correction:verdict.button"));
  expect(await page.locator('input[name="verdict"]').count()).toBe(0);
}

interface BankQuestion {
  readonly id: string;
  readonly options: readonly { readonly id: string; readonly correct: boolean }[];
}

/** Reads a lesson, takes the exam with the right answers from the bank, and fetches the certificate. */
export async function passExam(reader: Reader, t: Texts, course: string): Promise<void> {
  const { page } = reader;
  const bank = parse(readFileSync(join(import.meta.dirname, `../../content/courses/${course}/bank.yaml`), "utf8")) as { questions: BankQuestion[] };
  await reader.open("/courses");
  await reader.open(`/courses/${course}`);
  await page.locator(`main a[href^="/courses/${course}/"]`).first().click();
  await reader.settled();
  await reader.open(`/courses/${course}/exam`);
  await reader.press(t("learning:exam.start"));
  for (const { id, options } of bank.questions)
    for (const option of options.filter(({ correct }) => correct)) {
      const box = page.locator(`[id$="${id}-${option.id}"]`);
      if ((await box.count()) > 0) await box.first().check();
    }
  await reader.press(t("learning:attempt.submit"));
  expect(page.url()).toContain("/result");
  await page.locator('main a[href^="/certificates/"]').first().click();
  await reader.settled();
  const code = page.url().split("/").at(-1) ?? "";
  const pdf = await page.request.get(`${reader.portal.origin}/certificates/${code}.pdf`);
  expect((await pdf.body()).subarray(0, 5).toString()).toBe("%PDF-");
  await reader.open(`/verify?code=${code}`);
  await reader.open("/points");
}

/** Asks for the first free half-day. Answers with the appointment's id and day. */
export async function book(reader: Reader, t: Texts): Promise<{ id: string; day: string }> {
  const { page } = reader;
  await reader.open("/appointments/new");
  await page.locator('select[name="siteId"]').selectOption({ index: 1 });
  await page.locator('input[name="kind"][value="help"]').check();
  await page.locator('textarea[name="topic"]').fill("废水处理加药量如何核对 / how to check dosing");
  const day = (await page.locator('select[name="slot"] option').nth(1).getAttribute("value")) ?? "";
  await page.locator('select[name="slot"]').selectOption(day);
  await reader.press(t("booking:form.toCheck"));
  await page.locator('input[name="understood"]').check();
  await reader.press(t("booking:check.ask"));
  const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  return { id, day: day.split(" ")[0] ?? "" };
}

export async function rate(reader: Reader, t: Texts, appointmentId: string): Promise<void> {
  await reader.open(`/appointments/${appointmentId}`);
  await reader.page.locator('input[name="stars"][value="5"]').check();
  await reader.press(t("booking:one.rate"));
}
