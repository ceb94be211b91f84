/**
 * A browser page that fails its test on any accessibility violation, CSP violation, console error or broken response,
 * and a portal of its own per test file.
 */
import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import { startPortal, type Portal } from "../portal";

export { expect };

export interface Reader {
  readonly page: Page;
  readonly portal: Portal;
  /** Opens a page and checks it. */
  open(path: string): Promise<void>;
  /** Presses a button or follows a link by its name, waits for the next page, and checks it. */
  press(name: string | RegExp): Promise<void>;
  follow(name: string | RegExp): Promise<void>;
  /** Waits for the page that is loading, then runs axe on it. */
  settled(): Promise<void>;
  signIn(login: string): Promise<void>;
}

/** What every demonstration account is opened with; printed by the portal when it starts. */
const passwordOf = (portal: Portal, login: string): string => {
  const line = portal.output().split("\n").find((text) => text.trim().startsWith(`${login} `));
  const password = line?.trim().split(/\s+/)[1];
  if (!password) throw new Error(`No demonstration account "${login}" was printed:\n${portal.output()}`);
  return password;
};

export function reader(page: Page, portal: Portal, auditor: Page = page): Reader {
  const check = async (): Promise<void> => {
    if (auditor !== page) await showSame(page, auditor);
    const { violations } = await new AxeBuilder({ page: auditor }).analyze();
    const found = violations.map(({ id, help, nodes }) => `${id}: ${help}\n    ${nodes.map((node) => node.html).join("\n    ")}`);
    expect(found, `accessibility of ${page.url()}`).toEqual([]);
  };
  const settle = async (action: () => Promise<unknown>): Promise<void> => {
    await action();
    await page.waitForLoadState("load");
    await page.waitForLoadState("networkidle");
    await arrived(page);
    await check();
  };
  const self: Reader = {
    page,
    portal,
    settled: () => settle(async () => {}),
    open: (path) =>
      settle(async () => {
        const response = await page.goto(portal.origin + path);
        expect(response?.status(), path).toBeLessThan(400);
      }),
    press: async (name) => {
      await settle(() => page.getByRole("button", { name, exact: typeof name === "string" }).first().click());
      expect(await page.locator('main [role="alert"]').allTextContents(), `refused after ${String(name)}`).toEqual([]);
    },
    follow: (name) => settle(() => page.getByRole("link", { name, exact: typeof name === "string" }).first().click()),
    signIn: async (login) => {
      await self.open("/sign-in");
      await page.locator('input[name="loginName"]').fill(login);
      await page.locator('input[name="password"]').fill(passwordOf(portal, login));
      await settle(() => page.locator('main button[type="submit"]').first().click());
      if (page.url().includes("/sign-in/second-factor")) {
        await page.locator('input[name="code"]').fill(await currentCode(portal, login));
        await settle(() => page.locator('main button[type="submit"]').first().click());
      }
    },
  };
  return self;
}

/** Where scripts change pages, the browser counts as idle at once: wait until the page itself says that it has arrived. */
async function arrived(page: Page): Promise<void> {
  await page.waitForTimeout(100);
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}

/**
 * Shows the auditor the page as it stands, without its scripts: axe itself is a script, so it cannot run where the
 * journey has JavaScript off.
 */
async function showSame(page: Page, auditor: Page): Promise<void> {
  const html = (await page.content()).replace(/<script\b[\s\S]*?<\/script>/g, "");
  await auditor.unrouteAll();
  await auditor.route(page.url(), (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: html }));
  await auditor.goto(page.url());
}

/** The second factor of a demonstration account, as its owner would read it off a phone. */
async function currentCode(portal: Portal, login: string): Promise<string> {
  const html = await (await fetch(`${portal.origin}/dev/codes`)).text();
  const code = new RegExp(`data-login="${login}"[^>]*data-code="(\\d{6})"`).exec(html)?.[1];
  if (!code) throw new Error(`/dev/codes shows no code for ${login}.`);
  return code;
}

/** Anything the browser complains about: console errors, CSP violations, broken responses. */
function watch(page: Page, faults: string[]): void {
  page.on("console", (message) => {
    // A refused form answers 4xx on purpose; the browser logs that as an error of the network, not of the page.
    if (message.type() === "error" && !/Failed to load resource: the server responded with a status of 4\d\d/.test(message.text()))
      faults.push(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`${page.url()}: ${error.message}`));
  page.on("response", (response) => {
    if (response.status() >= 500) faults.push(`${response.url()}: ${response.status()}`);
  });
}

interface Fixtures {
  portal: Portal;
  /** A browser of one's own for each person: signed in with the name, or nobody in particular without one. */
  as(login?: string): Promise<Reader>;
}

export const test = base.extend<Fixtures>({
  // Playwright wants the first argument destructured.
  // oxlint-disable-next-line no-empty-pattern
  portal: async ({}, use) => {
    const portal = await startPortal({ REQUESTS_PER_MINUTE: "100000" });
    await use(portal);
    await portal.stop();
  },
  as: async ({ browser, portal, viewport, locale, javaScriptEnabled }, use) => {
    const settings = { viewport, locale: locale ?? "zh-CN" };
    const faults: string[] = [];
    const readers = new Map<string, Reader>();
    const auditorContext = await browser.newContext({ ...settings, javaScriptEnabled: true });
    const auditor = await auditorContext.newPage();
    await use(async (login = "") => {
      const known = readers.get(login);
      if (known) return known;
      const context = await browser.newContext({ ...settings, javaScriptEnabled: javaScriptEnabled ?? true });
      const page = await context.newPage();
      watch(page, faults);
      const made = reader(page, portal, javaScriptEnabled === false ? auditor : page);
      readers.set(login, made);
      if (login) await made.signIn(login);
      return made;
    });
    for (const { page } of readers.values()) await page.context().close();
    await auditorContext.close();
    expect(faults, "console errors, CSP violations and server faults").toEqual([]);
  },
});
