/** Where the tests' Chromium is: CHROMIUM_PATH, the system's, else Playwright's own (undefined = let Playwright look). */
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

const SYSTEM = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].flatMap((name) =>
  ["/usr/bin", "/usr/local/bin", "/snap/bin"].map((folder) => `${folder}/${name}`)
);

/** @returns {string | undefined} */
export function browserPath() {
  const given = process.env.CHROMIUM_PATH;
  if (given) return given;
  return SYSTEM.find((path) => existsSync(path));
}

/** Is there a browser the tests can start? */
export function browserIsThere() {
  const path = browserPath();
  return path ? existsSync(path) : existsSync(chromium.executablePath());
}
