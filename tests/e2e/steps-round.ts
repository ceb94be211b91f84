/** A round taken on a phone, with the network cut and back again. */
import type { Browser, BrowserContext, Page } from "@playwright/test";
import type { Portal } from "../portal";
import { expect, reader, type Reader } from "./fixtures";
import { textsOf } from "./texts";

const t = textsOf("zh-CN");
/** Without a connection the browser itself reports every request that fails. */
const OF_THE_NETWORK = /net::ERR_|Failed to load resource|Failed to fetch|manifest patch/i;

export interface Phone {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly person: Reader;
  /** What the page complained of, beside requests that failed. */
  readonly faults: readonly string[];
}

export async function phoneOf(browser: Browser, portal: Portal, login: string): Promise<Phone> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" && !OF_THE_NETWORK.test(message.text())) faults.push(message.text());
  });
  page.on("pageerror", (error) => {
    if (!OF_THE_NETWORK.test(error.message)) faults.push(error.message);
  });
  const person = reader(page, portal);
  await person.signIn(login);
  return { context, page, person, faults };
}

export const named = (page: Page, key: string) => page.getByRole("button", { name: t(key), exact: true });
export const stateOf = (page: Page) => page.locator("[data-answer-state]");

/** Keeps the page of the round on the phone. */
export async function prepareRound({ page, person }: Phone, id: string): Promise<void> {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await person.open(`/self-checks/${id}`);
  expect(asked.filter((url) => url.includes("/assets/others.")), "texts that answering does not need").toEqual([]);
  await page.getByRole("link", { name: t("self-check-round:link"), exact: true }).click();
  await person.settled();
  await named(page, "self-check-round:prepare.button").click();
  await expect(page.getByText(String(t("self-check-round:prepare.ready")))).toBeVisible({ timeout: 20_000 });
}

/** Cuts the network and opens the page again, from what was kept. */
export async function cut({ context, page }: Phone): Promise<void> {
  await context.setOffline(true);
  await page.reload();
  await expect(page.locator("#round-question h2")).toBeVisible();
}

/** Answers the question that is shown, and tells which it was. */
export async function answerHere(page: Page, key: string): Promise<string> {
  await named(page, key).click();
  await expect(stateOf(page)).toHaveAttribute("data-answer-state", "saved-here");
  return (await page.locator("#round-question h2").textContent()) ?? "";
}

/** The next question that is answered with yes or no. */
export async function toYesNo(page: Page): Promise<void> {
  for (;;) {
    await named(page, "self-check-round:next").click();
    if ((await named(page, "self-check:answer.yes").count()) > 0) return;
  }
}

/** Opens a question of the list. */
export const toQuestion = (page: Page, text: string) => page.locator("ol > li > button", { hasText: text }).click();
