/**
 * Serves the prepared page of a round when the network is away. What is prepared is put in the cache by the page itself;
 * nothing is kept here, and every other request goes its way untouched.
 */
/**
 * @typedef {Event & { request: Request, respondWith(answer: Promise<Response>): void, waitUntil(work: Promise<unknown>): void }} WorkerEvent
 * @typedef {{ addEventListener(type: string, handle: (event: WorkerEvent) => void): void, skipWaiting(): Promise<void>, clients: { claim(): Promise<void> } }} ServiceWorkerSelf
 */
const worker = /** @type {ServiceWorkerSelf} */ (/** @type {unknown} */ (self));

const ROUND = /^\/self-checks\/[0-9a-f-]{36}\/round$/i;
const WAIT = 6000;

worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (ROUND.test(pathname)) event.respondWith(page(request));
  } else if (pathname.startsWith("/assets/") || pathname === "/favicon.svg") event.respondWith(asset(request));
});

/** @param {Request} request */
const kept = (request) => caches.match(request, { ignoreSearch: true, ignoreVary: true });

/**
 * The portal's page while it answers in good time, else the prepared one.
 * @param {Request} request
 */
async function page(request) {
  const fetched = fetch(request);
  const prepared = await kept(request);
  if (!prepared) return fetched;
  /** @type {Promise<Response>} */
  const late = new Promise((answer) => setTimeout(() => answer(prepared), WAIT));
  return Promise.race([fetched, late]).catch(() => prepared);
}

/**
 * Assets never change under one name, so the kept one is as good as the portal's.
 * @param {Request} request
 */
async function asset(request) {
  return (await kept(request)) ?? fetch(request);
}
