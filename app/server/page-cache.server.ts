/**
 * Pages that are the same for everybody are made once: guidance, law, cases and questions come from content that does
 * not change while the process runs. What differs from answer to answer, the nonce and the request's number, is put in
 * when a kept page is sent. Who is signed in, or has any cookie but language and type size, gets a page of their own.
 */
import type { Request as Asked, Response as Answer } from "express";
import { today } from "~/platform/clock.server";
import { nonceOf } from "./security-headers.server";

const PUBLIC = /^\/(guidance|law|cases|questions)(\/[\w-]+){0,2}$/;
const onlyPreferences = (cookie: string): boolean =>
  cookie.length <= 200 && cookie.split(";").every((pair) => /^ ?(lang|type)=/.test(pair));
/** About 30 kB each. */
const MAX_PAGES = 1_000;

export interface PageCache {
  /** Answers from the cache; false when the page must be made. */
  send(req: Asked, res: Answer): boolean;
  /** Keeps a page that was just made. The response comes back, since keeping has read its body. */
  keep(req: Asked, res: Answer, response: Response): Promise<Response>;
}

interface Kept {
  readonly headers: readonly [string, string][];
  /** The page, cut at each nonce and then at each request number. */
  readonly parts: readonly (readonly string[])[];
}

export function pageCache(originOf: (req: Asked) => string): PageCache {
  const pages = new Map<string, Kept>();
  const keyOf = (req: Asked): string | null => {
    const { cookie = "", "accept-language": language = "" } = req.headers;
    if (req.method !== "GET" || !PUBLIC.test(req.originalUrl)) return null;
    if (cookie !== "" && !onlyPreferences(cookie)) return null;
    // What is in force depends on the day.
    return JSON.stringify([originOf(req), req.originalUrl, language.slice(0, 200), cookie, today()]);
  };
  return {
    send(req, res) {
      const key = keyOf(req);
      const kept = key === null ? undefined : pages.get(key);
      if (key === null || !kept) return false;
      // The last used stands last: what goes first is what nobody asks for.
      pages.delete(key);
      pages.set(key, kept);
      for (const [name, value] of kept.headers) res.setHeader(name, value);
      const requestId = String(res.getHeader("X-Request-Id"));
      res.setHeader("Cache-Control", "no-store");
      res.end(kept.parts.map((part) => part.join(requestId)).join(nonceOf(res)));
      return true;
    },
    async keep(req, res, response) {
      const key = keyOf(req);
      const { status, headers } = response;
      if (key === null || status !== 200 || headers.has("Set-Cookie")) return response;
      const html = await response.text();
      const requestId = String(res.getHeader("X-Request-Id"));
      const parts = html.split(nonceOf(res)).map((part) => part.split(requestId));
      // A nonce that was written in another way would be sent to the next reader.
      if (parts.length === html.split('nonce="').length)
        pages.set(key, { headers: [...headers], parts });
      const [oldest] = pages.keys();
      if (pages.size > MAX_PAGES && oldest !== undefined) pages.delete(oldest);
      return new Response(html, { status, headers });
    },
  };
}
