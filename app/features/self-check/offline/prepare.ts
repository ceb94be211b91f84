/** Keeps the page of a round and what it is made of on the device, for the service worker to serve without a connection. */
const WORKER = "/round-worker.js";
const SCOPE = "/self-checks/";
const PREFIX = "zijian-round:";
const cacheName = (account: string, run: string) => `${PREFIX}${account}:${run}`;

export const canPrepare = (): boolean => "serviceWorker" in navigator && "caches" in window;

/**
 * The page is kept as it was answered, with its headers: its scripts carry the nonce of its own policy.
 * @throws when anything of it could not be fetched; what was prepared before stays
 */
export async function prepare(account: string, run: string): Promise<void> {
  const path = `/self-checks/${run}/round`;
  await navigator.serviceWorker.register(WORKER, { scope: SCOPE, updateViaCache: "none" });
  await navigator.serviceWorker.ready;
  const page = await fetch(path, { cache: "no-store", headers: { Accept: "text/html" } });
  if (!page.ok || page.redirected) throw new Error(`The page answered ${page.status}.`);
  const assets = assetsOf(await page.clone().text());
  const cache = await caches.open(cacheName(account, run));
  await cache.addAll(assets);
  await cache.put(path, page);
  const keep = new Set([path, ...assets]);
  for (const request of await cache.keys())
    if (!keep.has(new URL(request.url).pathname)) await cache.delete(request);
  // Otherwise the browser may clear it, with what waits to be sent, when the device runs full.
  await navigator.storage?.persist?.().catch(() => false);
}

/** What the page names, and what its scripts have loaded since. */
function assetsOf(html: string): string[] {
  const named = [...html.matchAll(/\/assets\/[\w.-]+/g)].map(([path]) => path);
  const loaded = performance
    .getEntriesByType("resource")
    .map(({ name }) => new URL(name))
    .filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith("/assets/"))
    .map(({ pathname }) => pathname);
  return [...new Set([...named, ...loaded, "/favicon.svg"])];
}

export const isPrepared = (account: string, run: string): Promise<boolean> =>
  canPrepare() ? caches.has(cacheName(account, run)) : Promise.resolve(false);

/** Takes the prepared page off the device. */
export async function unprepare(account: string, run: string): Promise<void> {
  if (canPrepare()) await caches.delete(cacheName(account, run));
}

/** A page prepared by another person of this device would be shown in the place of the reader's own. */
export async function forgetOthers(account: string): Promise<void> {
  if (!canPrepare()) return;
  for (const name of await caches.keys())
    if (name.startsWith(PREFIX) && !name.startsWith(`${PREFIX}${account}:`)) await caches.delete(name);
}
