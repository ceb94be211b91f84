/** A round with the network cut: nothing given on the phone is lost, and what two people answered is put side by side. */
import { createHash } from "node:crypto";
import type { Page } from "@playwright/test";
import sharp from "sharp";
import { expect, test } from "./fixtures";
import { answerHere, cut, named, phoneOf, prepareRound, stateOf, toQuestion, toYesNo, type Phone } from "./steps-round";
import { textsOf } from "./texts";

const t = textsOf("zh-CN");
async function startRound(phone: Phone): Promise<string> {
  const { page, person } = phone;
  await person.open("/self-checks");
  await page.locator('main form button[type="submit"]').first().click();
  await page.waitForURL(/[0-9a-f-]{36}/);
  const id = /[0-9a-f-]{36}/.exec(page.url())?.[0] ?? "";
  await prepareRound(phone, id);
  return id;
}

/** Whether the page's scripts carry the nonce of the answer that was kept. */
const servedAsPrepared = (page: Page) =>
  page.evaluate(async () => {
    const kept = await caches.match(location.href, { ignoreVary: true });
    const nonce = document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce;
    return Boolean(nonce) && (kept?.headers.get("Content-Security-Policy") ?? "").includes(`'nonce-${nonce}'`);
  });

/** The question the photo was taken for, as the device knows it. */
const hungOn = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<string | undefined>((found) => {
        const opened = indexedDB.open("zijian-rounds");
        opened.addEventListener("success", () => {
          const all = opened.result.transaction("items").objectStore("items").getAll();
          all.addEventListener("success", () =>
            found((all.result as { is: string; questionId: string }[]).find(({ is }) => is === "photo")?.questionId)
          );
        });
      })
  );

/** Files the device still holds. */
const filesKept = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((found) => {
        const opened = indexedDB.open("zijian-rounds");
        opened.addEventListener("success", () => {
          const count = opened.result.transaction("files").objectStore("files").count();
          count.addEventListener("success", () => found(count.result));
        });
      })
  );

/** All that the device holds of any round. */
const leftBehind = (page: Page) =>
  page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((found) => {
      const opened = indexedDB.open("zijian-rounds");
      opened.addEventListener("success", () => found(opened.result));
    });
    const count = (name: string) =>
      new Promise<number>((found) => {
        const counted = database.transaction(name).objectStore(name).count();
        counted.addEventListener("success", () => found(counted.result));
      });
    const [items, files, data] = await Promise.all(["items", "files", "data"].map(count));
    return { items, files, data, pages: (await caches.keys()).length };
  });

test("a round without a connection loses nothing, and both answers are shown", async ({ browser, portal, as }) => {
  const phone = await phoneOf(browser, portal, "qingxi-legal");
  const { context, page, person: worker, faults } = phone;
  const id = await startRound(phone);
  await cut(phone);
  expect(await page.evaluate(() => fetch("/livez").then(() => "online", () => "offline"))).toBe("offline");
  expect(await servedAsPrepared(page), "the prepared page, with the policy it was answered with").toBe(true);

  // Three answers and a photo.
  if ((await named(page, "self-check:answer.yes").count()) === 0) await toYesNo(page);
  const contested = await answerHere(page, "self-check:answer.yes");
  const bytes = await sharp({ create: { width: 80, height: 60, channels: 3, background: "#4a7" } }).jpeg().toBuffer();
  const hash = createHash("sha256").update(bytes).digest("hex");
  await page.locator('input[type="file"]').setInputFiles({ name: "outlet.jpg", mimeType: "image/jpeg", buffer: bytes });
  const photo = page.locator(`[data-photo="${hash}"]`);
  await expect(photo).toHaveAttribute("data-photo-state", "saved-here");
  await toYesNo(page);
  // A note before its answer is there when one comes back to it.
  const note = page.locator("#round-question textarea");
  await note.fill("巡查时记录");
  await named(page, "self-check-round:next").click();
  await named(page, "self-check-round:previous").click();
  await expect(note).toHaveValue("巡查时记录");
  await answerHere(page, "self-check:answer.no");
  await toYesNo(page);
  await answerHere(page, "self-check:answer.not-known");
  await expect(page.locator("main").getByRole("status").filter({ hasText: "4" })).toBeVisible();

  await page.reload();
  const row = page.locator("ol > li > button", { hasText: contested });
  await toQuestion(page, contested);
  await expect(stateOf(page)).toHaveAttribute("data-answer-state", "saved-here");
  await expect(named(page, "self-check:answer.yes")).toHaveAttribute("aria-pressed", "true");
  await expect(photo).toHaveAttribute("data-photo-state", "saved-here");

  // Meanwhile a colleague answers the first of them in the table.
  const colleague = await as("qingxi-manager");
  await colleague.page.goto(`${portal.origin}/self-checks/${id}/table`);
  const theirs = colleague.page.locator("tr", { hasText: contested }).locator("select");
  await theirs.selectOption("no");
  await expect(colleague.page.locator("tr", { hasText: contested })).toContainText(String(t("self-check-work:table.saved")));

  expect(await filesKept(page)).toBe(1);
  await context.setOffline(false);
  await expect(photo).toHaveAttribute("data-photo-state", "sent", { timeout: 20_000 });
  expect(await filesKept(page), "let go once the portal gave back its hash").toBe(0);
  await expect(stateOf(page)).toHaveAttribute("data-answer-state", "conflict");
  const sides = page.locator("#round-question dl dd");
  await expect(sides).toHaveText([String(t("self-check:answer.no")), String(t("self-check:answer.yes"))]);
  await worker.settled();
  await named(page, "self-check-work:conflict.keepMine").click();
  await expect(page.locator("[data-answer-state=conflict]")).toHaveCount(0);
  await expect(row).toContainText(String(t("self-check:answer.yes")));

  const read = async () => {
    const response = await page.request.get(`${portal.origin}/self-checks/${id}/round.json`);
    const { stored } = (await response.json()) as { stored: { answer: { is: string }; note: string }[] };
    return stored.map(({ answer, note }) => `${answer.is} ${note}`.trim()).sort();
  };
  await expect.poll(read).toEqual(["no 巡查时记录", "not-known", "yes"]);
  const evidence = await page.request.get(`${portal.origin}/self-checks/${id}/evidence/${String(await hungOn(page))}`);
  expect(await evidence.text()).toContain("outlet.jpg");

  // Handed back: what was not sent is named first, and nothing stays behind.
  await context.setOffline(true);
  await toYesNo(page);
  await named(page, "self-check:answer.yes").click();
  await expect(stateOf(page)).toHaveAttribute("data-answer-state", /saved-here|sending/);
  await named(page, "self-check-round:remove.button").click();
  await expect(page.getByText(/回答 1 项，照片 0 张/)).toBeVisible();
  await named(page, "self-check-round:remove.now").click();
  await expect(page.getByText(String(t("self-check-round:remove.done")))).toBeVisible();
  await worker.settled();
  await context.setOffline(false);
  expect(await leftBehind(page)).toEqual({ items: 0, files: 0, data: 0, pages: 0 });
  expect(await read(), "what the portal had, it has").toHaveLength(3);
  await context.close();
  expect(faults).toEqual([]);
});
