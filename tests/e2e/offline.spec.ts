/** A round with the network cut: nothing given on the phone is lost, and what two people answered is put side by side. */
import { createHash } from "node:crypto";
import type { BrowserContext, Page } from "@playwright/test";
import sharp from "sharp";
import { expect, reader, test, type Reader } from "./fixtures";
import { textsOf } from "./texts";

const t = textsOf("zh-CN");
/** Without a connection the browser itself reports every request that fails. */
const OF_THE_NETWORK = /net::ERR_|Failed to load resource|Failed to fetch|manifest patch/i;

async function phone(page: Page): Promise<string[]> {
  const faults: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" && !OF_THE_NETWORK.test(message.text())) faults.push(message.text());
  });
  page.on("pageerror", (error) => {
    if (!OF_THE_NETWORK.test(error.message)) faults.push(error.message);
  });
  return faults;
}

const state = (page: Page) => page.locator("[data-answer-state]");
const named = (page: Page, key: string) => page.getByRole("button", { name: t(key), exact: true });

async function answerHere(page: Page, key: string): Promise<string> {
  await named(page, key).click();
  await expect(state(page)).toHaveAttribute("data-answer-state", "saved-here");
  return (await page.locator("#round-question h2").textContent()) ?? "";
}

/** The next question that is answered with yes or no. */
async function toYesNo(page: Page): Promise<void> {
  for (;;) {
    await named(page, "self-check-round:next").click();
    if ((await named(page, "self-check:answer.yes").count()) > 0) return;
  }
}

async function startRound(person: Reader): Promise<string> {
  const { page, portal } = person;
  await page.goto(`${portal.origin}/self-checks`);
  await page.locator('main form button[type="submit"]').first().click();
  await page.waitForURL(/[0-9a-f-]{36}/);
  const id = /[0-9a-f-]{36}/.exec(page.url())?.[0] ?? "";
  await page.goto(`${portal.origin}/self-checks/${id}`);
  await page.getByRole("link", { name: t("self-check-round:link"), exact: true }).click();
  await person.settled();
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

async function cut(context: BrowserContext, page: Page): Promise<void> {
  await context.setOffline(true);
  await page.reload();
  await expect(page.locator("#round-question h2")).toBeVisible();
}

test("a round without a connection loses nothing, and both answers are shown", async ({ browser, portal, as }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const faults = await phone(page);
  const worker = reader(page, portal);
  await worker.signIn("qingxi-legal");
  const id = await startRound(worker);

  await named(page, "self-check-round:prepare.button").click();
  await expect(page.getByText(String(t("self-check-round:prepare.ready")))).toBeVisible({ timeout: 20_000 });
  await cut(context, page);
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
  await page.locator("#round-question textarea").fill("巡查时记录");
  await answerHere(page, "self-check:answer.no");
  await toYesNo(page);
  await answerHere(page, "self-check:answer.not-known");
  await expect(page.locator("main").getByRole("status").filter({ hasText: "4" })).toBeVisible();

  await page.reload();
  const row = page.locator("ol > li > button", { hasText: contested });
  await row.click();
  await expect(state(page)).toHaveAttribute("data-answer-state", "saved-here");
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
  await expect(state(page)).toHaveAttribute("data-answer-state", "conflict");
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
  await context.close();
  expect(faults).toEqual([]);
});
