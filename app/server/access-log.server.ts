/** Gives each request an id and writes one line when it is over. */
import { randomUUID } from "node:crypto";
import type { RequestHandler } from "express";
import { logger } from "~/platform/logger.server";

/** The path without what names a person or opens a door: ids, tokens, credit codes. */
export function loggablePath(path: string): string {
  return path
    .split("/")
    .map((part) => {
      const [, stem = "", ending = ""] = /^(.*?)(\.[a-z]{1,5})?$/.exec(part) ?? [];
      if (/^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(stem)) return `:id${ending}`;
      const opaque = stem.length >= 16 && /\d|[A-Z].*[a-z]|[a-z].*[A-Z]|%/.test(stem);
      return opaque ? `:code${ending}` : part;
    })
    .join("/")
    .slice(0, 200);
}

export function accessLog(): RequestHandler {
  return (req, res, next) => {
    const requestId = randomUUID();
    const started = performance.now();
    res.setHeader("X-Request-Id", requestId);
    res.once("close", () => {
      logger().info(
        {
          requestId,
          method: req.method,
          path: loggablePath(req.path),
          status: res.statusCode,
          ms: Math.round(performance.now() - started),
          ...(res.writableFinished ? {} : { aborted: true }),
        },
        "request"
      );
    });
    next();
  };
}
