/** The router is patched (app/platform/patches) to work out once what follows from the routes alone. */
import { createRequire } from "node:module";
import type { matchRoutes as MatchRoutes } from "@remix-run/router";
import { expect, test } from "vitest";

// What the server loads; the other build of the package is the browser's.
const { matchRoutes } = createRequire(import.meta.url)("@remix-run/router") as { matchRoutes: typeof MatchRoutes };

test("routes are flattened and ranked once, and each address still finds its own", () => {
  let looks = 0;
  const counted = {
    id: "counted",
    get path() {
      looks += 1;
      return "sites/:siteId";
    },
    children: [
      { id: "page", index: true as const },
      { id: "edit", path: "edit" },
      { id: "file", path: "files/*" },
    ],
  };
  const routes = [{ id: "root", path: "/", children: [counted, { id: "static", path: "sites/new" }] }];
  const found = (path: string) => matchRoutes(routes, path)?.map(({ route, params }) => [route.id, { ...params }]);
  expect(found("/sites/7")?.at(-1)).toEqual(["page", { siteId: "7" }]);
  const once = looks;
  expect(found("/sites/8/edit")?.at(-1)).toEqual(["edit", { siteId: "8" }]);
  expect(found("/sites/new")?.at(-1)).toEqual(["static", {}]);
  expect(found("/sites/9/files/a/b.pdf")?.at(-1)).toEqual(["file", { siteId: "9", "*": "a/b.pdf" }]);
  expect(found("/nowhere")).toBeUndefined();
  expect(looks).toBe(once);
});
