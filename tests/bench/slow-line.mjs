/**
 * How soon the pages of answering can be used on a line of 400 kbit/s with 300 ms there and back, nothing kept in the
 * browser: until the first question can be read and answered as the page came, and until its scripts have taken over.
 * The browser itself slows the line down. Against the same page with scripts switched off.
 */
import { chromium } from "@playwright/test";
import { browserPath } from "../browser.mjs";
import { startPortal } from "./start/portal.mjs";

const LINE = { offline: false, latency: 300, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8 };
const ROUNDS = 5;
const LOGIN = "qingxi-manager";

/** React leaves its props on what it has taken over. */
const TAKEN_OVER = (/** @type {string} */ selector) => {
  const element = document.querySelector(selector);
  return element !== null && Object.keys(element).some((key) => key.startsWith("__reactProps"));
};

const PAGES = [
  { name: "topic", first: 'main input[type="radio"]', scripted: true },
  { name: "table", first: "main table select", scripted: true },
  // Without its script the round shows nothing but a notice: it keeps answers on the device.
  { name: "round", first: "#round-question button", scripted: false },
];

/** @param {import("@playwright/test").Browser} browser @param {Awaited<ReturnType<typeof startPortal>>} portal */
async function signIn(browser, portal) {
  const context = await browser.newContext({ locale: "zh-CN" });
  const page = await context.newPage();
  const [, password = ""] = new RegExp(`^\\s*${LOGIN}\\s+(\\S+)`, "m").exec(portal.output()) ?? [];
  await page.goto(`${portal.origin}/sign-in`);
  await page.locator('input[name="loginName"]').fill(LOGIN);
  await page.locator('input[name="password"]').fill(password);
  await page.locator('main button[type="submit"]').first().click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  await page.goto(`${portal.origin}/self-checks`);
  await page.locator('main form button[type="submit"]').first().click();
  await page.waitForURL(/[0-9a-f-]{36}/);
  const overview = /\/self-checks\/[0-9a-f-]{36}/.exec(page.url())?.[0] ?? "";
  const state = await context.storageState();
  await context.close();
  return { state, overview };
}

/** Asked from outside: a page without scripts runs none of ours either. */
async function painted(/** @type {import("@playwright/test").Page} */ page) {
  for (;;) {
    const at = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null);
    if (at !== null) return at;
    await page.waitForTimeout(20);
  }
}

/**
 * @param {import("@playwright/test").Browser} browser @param {string} url
 * @param {{ state: Awaited<ReturnType<import("@playwright/test").BrowserContext["storageState"]>>, first: string, scripts: boolean }} how
 */
async function once(browser, url, { state, first, scripts }) {
  const context = await browser.newContext({ storageState: state, locale: "zh-CN", javaScriptEnabled: scripts });
  const page = await context.newPage();
  const line = await context.newCDPSession(page);
  await line.send("Network.enable");
  await line.send("Network.setCacheDisabled", { cacheDisabled: true });
  await line.send("Network.emulateNetworkConditions", LINE);
  let bytes = 0;
  line.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  const started = performance.now();
  await page.goto(url, { waitUntil: "commit" });
  await page.locator(first).first().waitFor({ timeout: 60_000 });
  // There and painted: nothing is until the styles have come.
  const visible = performance.now() - started;
  const readable = Math.max(visible, await painted(page));
  if (scripts) await page.waitForFunction(TAKEN_OVER, first, { polling: 20, timeout: 60_000 });
  const live = performance.now() - started;
  await page.waitForLoadState("load");
  const all = bytes;
  await context.close();
  return { readable, live, bytes: all };
}

const median = (/** @type {number[]} */ all) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;

/** @param {import("@playwright/test").Browser} browser @param {string} url @param {Parameters<typeof once>[2]} how */
async function several(browser, url, how) {
  await once(browser, url, how);
  const all = [];
  for (let at = 0; at < ROUNDS; at += 1) all.push(await once(browser, url, how));
  return {
    readable: Math.round(median(all.map(({ readable }) => readable))),
    live: Math.round(median(all.map(({ live }) => live))),
    kilobytes: Math.round(median(all.map(({ bytes }) => bytes)) / 1024),
  };
}

const portal = await startPortal();
const executablePath = browserPath();
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
try {
  const { state, overview } = await signIn(browser, portal);
  for (const { name, first, scripted } of PAGES) {
    const url = `${portal.origin}${overview}/${name === "topic" ? "permit" : name}`;
    const value = await several(browser, url, { state, first, scripts: true });
    const plain = scripted ? await several(browser, url, { state, first, scripts: false }) : null;
    console.log(
      JSON.stringify({
        bench: `slow-line ${name}`,
        value: value.live,
        unit: "ms until the scripts of the page have taken over, 400 kbit/s, 300 ms, empty cache",
        usable: value.readable,
        kilobytes: value.kilobytes,
        baseline: plain ? `the page without scripts: ${plain.readable} ms, ${plain.kilobytes} KB` : null,
        ratio: plain ? Number((value.readable / plain.readable).toFixed(2)) : null,
      })
    );
  }
} finally {
  await browser.close();
  await portal.stop();
}
