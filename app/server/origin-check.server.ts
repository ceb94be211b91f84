/**
 * Keeps other sites from posting in a reader's name. Covers every unsafe method, resource routes included, and lets a
 * request pass only when it can be told to come from the portal's own pages.
 */
import type { IncomingHttpHeaders } from "node:http";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

/** @param ownOrigin scheme, host and port readers use, e.g. "https://zijian.example.cn" */
export function isFromOwnPages({ method, path, headers }: Asked, ownOrigin: string): boolean {
  if (SAFE.has(method)) return true;
  if (headers.origin !== undefined) return headers.origin === ownOrigin;
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin";
  // Programs send no cookie but a key, which no other site can make a browser send.
  return (
    path.startsWith("/api/") &&
    headers.cookie === undefined &&
    /^Bearer \S+$/.test(headers.authorization ?? "")
  );
}
