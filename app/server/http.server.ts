/** The HTTP application: everything between the socket and Remix, in the order in which it happens. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { ServerBuild } from "@remix-run/node";
import compression from "compression";
import express, { type Express, type Request, type RequestHandler } from "express";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { pingDatabase } from "~/platform/db.server";
import { logError } from "~/platform/logger.server";
import { accessLog } from "./access-log.server";
import { BODY_STATUS, bodyProblem, LEFT_OVER_MS } from "./body-limit.server";
import { isFromOwnPages } from "./origin-check.server";
import { PLAIN_STYLE, PLAIN_STYLE_PATH, sendPlainPage } from "./plain-page.server";
import { remixHandler } from "./remix-adapter.server";
import { securityHeaders } from "./security-headers.server";

export interface HttpOptions {
  readonly build: ServerBuild | (() => Promise<ServerBuild>);
  /** Folder of the browser's files; undefined: the development server's middleware serves them. */
  readonly clientFolder?: string;
  readonly developmentMiddleware?: RequestHandler;
  readonly publicOrigin?: string | undefined;
  readonly trustedProxies: readonly string[];
  readonly requestsPerMinute: number;
}

const METHODS = new Set(["GET", "HEAD", "POST"]);
const FORWARDED = [
  "forwarded",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-forwarded-port",
];

export function createHttpApp(options: HttpOptions): Express {
  const { publicOrigin, developmentMiddleware } = options;
  const development = developmentMiddleware !== undefined;
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", [...options.trustedProxies]);
  // Remix reads the query itself.
  app.set("query parser", false);
  const originOf = (req: Request): string =>
    publicOrigin ?? `${req.protocol}://${req.headers.host ?? "localhost"}`;

  app.use(accessLog());
  app.use(securityHeaders({ https: publicOrigin?.startsWith("https:") ?? false, development }));
  app.use(forgetUntrustedHeaders(options.trustedProxies.length > 0));
  app.get(PLAIN_STYLE_PATH, (_req, res) => {
    res.setHeader("Cache-Control", "public, max-age=86400");
    res.type("css").send(PLAIN_STYLE);
  });
  health(app);
  app.use(guard(originOf));
  app.use(compression());
  if (developmentMiddleware) app.use(developmentMiddleware);
  if (options.clientFolder) serveFiles(app, options.clientFolder);
  app.use(pageLimit(options.requestsPerMinute));
  app.use(
    remixHandler({
      build: options.build,
      mode: development ? "development" : "production",
      originOf,
    })
  );
  app.use(lastResort);
  return app;
}

/** Without a proxy in front, these headers are whatever the client likes. */
function forgetUntrustedHeaders(behindProxy: boolean): RequestHandler {
  return (req, _res, next) => {
    if (!behindProxy) for (const name of FORWARDED) delete req.headers[name];
    next();
  };
}

function guard(originOf: (req: Request) => string): RequestHandler {
  return (req, res, next) => {
    // PostgreSQL's text holds no NUL, and no honest address has one.
    if (!isHost(req.headers.host) || /%00/.test(req.originalUrl)) return sendPlainPage(req, res, 400, "bad-request");
    if (!METHODS.has(req.method)) {
      res.setHeader("Allow", "GET, HEAD, POST");
      return sendPlainPage(req, res, 405, "method-not-allowed");
    }
    if (!isFromOwnPages(req, originOf(req))) return sendPlainPage(req, res, 403, "foreign-origin");
    const problem = bodyProblem(req.method, req.path, req.headers);
    if (problem) {
      passOver(req);
      return sendPlainPage(req, res, BODY_STATUS[problem], problem);
    }
    next();
  };
}

/**
 * The body of a refused request is thrown away as it comes: a connection that ended at once would take the answer with
 * it. What still comes after some seconds ends the connection.
 */
function passOver(req: Request): void {
  const late = setTimeout(() => req.socket.destroy(), LEFT_OVER_MS).unref();
  req.once("close", () => clearTimeout(late));
  req.resume();
}

const isHost = (host: string | undefined): boolean =>
  host !== undefined && /^[\w.-]+(:\d{1,5})?$|^\[[0-9a-f:]+\](:\d{1,5})?$/i.test(host);

function health(app: Express): void {
  app.get(
    "/livez",
    (_req, res) => void res.set("Cache-Control", "no-store").type("text").send("ok\n")
  );
  app.get("/readyz", async (_req, res) => {
    const there = await pingDatabase();
    res
      .set("Cache-Control", "no-store")
      .type("text")
      .status(there ? 200 : 503)
      .send(there ? "ok\n" : "database\n");
  });
}

function serveFiles(app: Express, folder: string): void {
  app.use(
    "/assets",
    express.static(join(folder, "assets"), {
      immutable: true,
      maxAge: "1y",
      index: false,
      fallthrough: false,
    })
  );
  // Pages have no file: asking the disk for one would cost each of them a look.
  const names = new Set(readdirSync(folder));
  const files = express.static(folder, { maxAge: "1h", index: false, redirect: false });
  app.use((req, res, next) => (names.has(req.path.split("/")[1] ?? "") ? files(req, res, next) : next()));
}

function pageLimit(perMinute: number): RequestHandler {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
  return async (req, res, next) => {
    const allowed = await limiter.consume(req.ip ?? "").then(
      () => true,
      () => false
    );
    if (allowed) return next();
    res.setHeader("Retry-After", "60");
    sendPlainPage(req, res, 429, "too-many");
  };
}

const lastResort: express.ErrorRequestHandler = (error: unknown, req, res, next) => {
  const status = statusOf(error);
  if (status >= 500) logError(error, { requestId: String(res.getHeader("X-Request-Id")) });
  if (res.headersSent) return next(error);
  sendPlainPage(
    req,
    res,
    status,
    status >= 500 ? "failed" : status === 404 ? "not-found" : "bad-request"
  );
};

/** express.static and the URL parser throw errors with a status of their own. */
function statusOf(error: unknown): number {
  const status = error instanceof Error && "status" in error ? error.status : undefined;
  return typeof status === "number" && status >= 400 && status < 500 ? status : 500;
}
