/**
 * Hands requests to Remix. Our own instead of the package's adapter for two reasons: the URL is made from the origin we
 * trust rather than from headers, and a response can be replaced when the database went away while it was made.
 */
import {
  createReadableStreamFromReadable,
  createRequestHandler,
  writeReadableStreamToWritable,
} from "@remix-run/node";
import type { AppLoadContext, ServerBuild } from "@remix-run/node";
import type { Request as Asked, RequestHandler, Response as Answer } from "express";
import { isDatabaseGone } from "~/platform/database-gone.server";
import { pageCache } from "./page-cache.server";
import { sendPlainPage } from "./plain-page.server";
import { nonceOf } from "./security-headers.server";

interface Options {
  readonly build: ServerBuild | (() => Promise<ServerBuild>);
  readonly mode: "production" | "development";
  readonly originOf: (req: Asked) => string;
}

export function remixHandler({ build, mode, originOf }: Options): RequestHandler {
  const handle = createRequestHandler(build, mode);
  const cache = mode === "production" ? pageCache(originOf) : null;
  return async (req, res, next) => {
    const context: AppLoadContext = {
      nonce: nonceOf(res),
      requestId: String(res.getHeader("X-Request-Id")),
      clientAddress: req.ip ?? "",
      databaseGone: false,
      unreadableForm: false,
    };
    if (cache?.send(req, res)) return;
    try {
      const response = await handle(toRequest(req, res, originOf(req)), context);
      // Set by handleError in entry.server when a loader, an action or the render met the missing database.
      if (context.databaseGone) {
        await response.body?.cancel();
        return unavailable(req, res);
      }
      if (context.unreadableForm) {
        await response.body?.cancel();
        return sendPlainPage(req, res, 400, "bad-request");
      }
      await send(res, cache ? await cache.keep(req, res, response) : response);
    } catch (error) {
      if (isDatabaseGone(error) && !res.headersSent) return unavailable(req, res);
      next(error);
    }
  };
}

function unavailable(req: Asked, res: Answer): void {
  res.setHeader("Retry-After", "5");
  sendPlainPage(req, res, 503, "unavailable");
}

function toRequest(req: Asked, res: Answer, origin: string): Request {
  const controller = new AbortController();
  res.once("close", () => {
    if (!res.writableFinished) controller.abort();
  });
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers))
    for (const one of Array.isArray(value) ? value : [value ?? ""]) headers.append(name, one);
  const init: RequestInit & { duplex?: "half" } = {
    method: req.method,
    headers,
  };
  if (req.method !== "GET" && req.method !== "HEAD") {
    init.body = createReadableStreamFromReadable(req);
    init.duplex = "half";
  }
  // A path of two slashes would read as another host.
  const request = new Request(origin + req.originalUrl.replace(/^\/{2,}/, "/"), init);
  // Given to the constructor, a signal would be followed by one of the request's own, and each such pair leaves an entry
  // for the collection of memory to work off: tens of thousands of them held up everybody for a third of a second.
  return Object.defineProperty(request, "signal", { value: controller.signal });
}

async function send(res: Answer, response: Response): Promise<void> {
  res.status(response.status);
  for (const [name, value] of response.headers)
    if (name === "set-cookie") res.append(name, value);
    else res.setHeader(name, value);
  if (!response.headers.has("Cache-Control")) res.setHeader("Cache-Control", "no-store");
  if (response.body) await writeReadableStreamToWritable(response.body, res);
  else res.end();
}
