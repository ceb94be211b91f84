/**
 * A round on the shop floor: shared out, answered by several people at once, one of them without a signal, arguments
 * settled, the finding corrected and verified, and the next round begun from this one. Each page is checked as in the loop.
 */
import { expect, test as journey, type Reader } from "./fixtures";
import { answerTopic, complete, correct, startFirst, topicsOf, verifyCorrection } from "./steps-enterprise";
import { answerHere, cut, named, phoneOf, prepareRound, stateOf, toQuestion, toYesNo, type Phone } from "./steps-round";
import { textsOf } from "./texts";

const BREACH = "core-hw-labels";
const t = textsOf("zh-CN");

async function shareOut({ page, open, press }: Reader, overview: string, topics: readonly string[], person: string): Promise<void> {
  await open(`${overview}/parts`);
  for (const topic of topics) await page.locator(`input[name="topics"][value="${topic}"]`).check();
  const option = page.locator('select[name="person"] option', { hasText: person });
  await page.locator('select[name="person"]').selectOption((await option.getAttribute("value")) ?? "");
  await press(t("self-check-work:parts.give"));
}

/** Two people have the same page open; the second save does not win in silence. */
async function argue(first: Reader, second: Reader, path: string): Promise<void> {
  for (const { open } of [first, second]) await open(path);
  const question = (reader: Reader) => reader.page.locator("main article").first();
  await question(first).locator('input[type="radio"][value="yes"]').check();
  await first.press(t("self-check:topic.save"));
  await question(second).locator('input[type="radio"][value="not-known"]').check();
  await second.page.getByRole("button", { name: t("self-check:topic.save") }).click();
  await second.settled();
  await expect(question(second)).toContainText("何田");
  await question(second).getByRole("button", { name: /^保留我的/ }).click();
  await second.settled();
  await second.open(path);
  await expect(question(second).locator('input[type="radio"][value="not-known"]')).toBeChecked();
}

interface Walked {
  readonly contested: string;
  readonly agreed: string;
}

/** Two answers without a signal: one the others will give otherwise, one they will give too. */
async function walkRound(phone: Phone, id: string): Promise<Walked> {
  await prepareRound(phone, id);
  await cut(phone);
  const { page } = phone;
  if ((await named(page, "self-check:answer.yes").count()) === 0) await toYesNo(page);
  const contested = await answerHere(page, "self-check:answer.not-known");
  await toYesNo(page);
  return { contested, agreed: await answerHere(page, "self-check:answer.yes") };
}

/** The signal is back: what others answered otherwise is put side by side, and theirs is taken. */
async function comeBack({ context, page, person, faults }: Phone, { contested, agreed }: Walked): Promise<void> {
  await context.setOffline(false);
  await toQuestion(page, contested);
  await expect(stateOf(page)).toHaveAttribute("data-answer-state", "conflict", { timeout: 20_000 });
  await person.settled();
  await named(page, "self-check-work:conflict.takeTheirs").click();
  await expect(page.locator("[data-answer-state=conflict]")).toHaveCount(0);
  for (const question of [contested, agreed])
    await expect(page.locator("ol > li", { hasText: question })).toContainText(String(t("self-check:answer.yes")));
  expect(faults).toEqual([]);
  await context.close();
}

/** The answer of the last round, confirmed in the table with one key. */
async function stillSo({ page, open, settled }: Reader, table: string): Promise<void> {
  await open(table);
  const offered = page.locator("tr:has(select):has(button[name=then])").first();
  const row = page.locator(`tr[id="${await offered.getAttribute("id")}"]`);
  const select = row.locator("select");
  await expect(select).toHaveValue("");
  await select.press("=");
  await expect(select).not.toHaveValue("");
  await expect(row.locator("button[name=then]")).toHaveCount(0);
  await expect(row).toContainText("本次自查已确认");
  await settled();
}

journey("people of one firm share a round, settle what they disagree on, and begin the next from it", async ({ as, browser, portal }) => {
  const [manager, learner, legal] = [await as("qingxi-manager"), await as("qingxi-learner"), await as("qingxi-legal")];
  const overview = await startFirst(manager);
  const paths = await topicsOf(manager, overview);
  const topicOf = (path: string) => path.split("/").at(-1) ?? "";
  const given = paths.slice(0, 3);
  await shareOut(manager, overview, given.map(topicOf), "何田");

  const own = await topicsOf(manager, overview);
  await learner.open(overview);
  expect(own.length).toBe(paths.length);
  await argue(learner, manager, given[0] ?? "");

  const phone = await phoneOf(browser, portal, "qingxi-legal");
  const walked = await walkRound(phone, topicOf(overview));
  // At once, from two browsers: each on a part of their own.
  await Promise.all([
    (async () => {
      for (const path of given) await answerTopic(learner, t, path, BREACH);
    })(),
    (async () => {
      for (const path of paths.slice(3)) await answerTopic(manager, t, path, BREACH);
    })(),
  ]);
  await comeBack(phone, walked);
  await complete(manager, t, overview, BREACH);
  await expect(manager.page.locator("main")).toContainText("危险废物的容器");

  const correction = await correct(manager, t);
  await verifyCorrection(legal, t, correction);

  await manager.open("/self-checks");
  await manager.page.locator('main a[href$="/start"]').first().click();
  await manager.settled();
  await manager.page.locator('input[name="from"][value="last"]').check();
  await manager.press(t("rounds:start.button"));
  const next = new URL(manager.page.url()).pathname;
  expect(next).not.toBe(overview);
  await stillSo(manager, `${next}/table`);
  await manager.open(`${next}/${topicOf(given[1] ?? "")}`);
  await manager.page.locator('button[name="then"][value="confirm-all"]').first().click();
  await manager.settled();
  await manager.open(next);
});
