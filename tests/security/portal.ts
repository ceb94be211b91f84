/** One portal for all security tests of a worker; pages are not limited, so that only the limits under test count. */
import { test as base } from "@playwright/test";
import { startPortal, type Portal } from "../portal";
import { client, type Client } from "./client";

export { expect } from "@playwright/test";

export const test = base.extend<{ visitor: Client }, { portal: Portal }>({
  portal: [
    // Playwright wants the first argument destructured.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      // Behind a proxy, so that each client has an address of its own.
      const portal = await startPortal({ REQUESTS_PER_MINUTE: "100000", TRUST_PROXY: "127.0.0.1,::1" });
      await use(portal);
      await portal.stop();
    },
    { scope: "worker" },
  ],
  visitor: async ({ portal }, use) => use(client(portal.origin)),
});
