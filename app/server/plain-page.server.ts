/**
 * Pages the server answers with on its own, when the application cannot or must not: no database, no bundle code, both
 * languages on one page.
 */
import type { Request as Asked, Response } from "express";
import { localeOf } from "~/platform/i18n.server";
import { readsJson } from "./body-limit.server";

interface PageText {
  readonly zh: readonly [title: string, text: string];
  readonly en: readonly [title: string, text: string];
}

export const PLAIN_PAGES = {
  "bad-request": {
    zh: ["无法理解该请求", "浏览器发来的请求不完整。请返回上一页，重新操作。"],
    en: [
      "The request could not be read",
      "Your browser sent something incomplete. Go back and try again.",
    ],
  },
  "not-found": {
    zh: ["没有这个页面", "网址可能有误，或文件已更新。请从首页重新进入。"],
    en: [
      "There is no such page",
      "The address may be wrong or the file has been replaced. Start again from the home page.",
    ],
  },
  "foreign-origin": {
    zh: [
      "请求来自其他网站，已拒绝",
      "为保护您的账户，表单只能从本平台的页面提交。请打开本平台，重新填写并提交。",
    ],
    en: [
      "The request came from another site and was refused",
      "To protect your account, forms can only be sent from the portal's own pages. Open the portal and send the form from there.",
    ],
  },
  "method-not-allowed": {
    zh: ["不支持这种请求方式", "本平台只接受浏览和表单提交。"],
    en: [
      "This kind of request is not supported",
      "The portal accepts page views and form posts only.",
    ],
  },
  "too-large": {
    zh: [
      "提交的内容过大",
      "单个文件不得超过 20 MB，佐证材料一次合计不得超过 100 MB，其他页面的文件合计不得超过 25 MB。请返回，减少文件或压缩后再传。本次提交的内容均未保存。",
    ],
    en: [
      "What you sent is too large",
      "A file may hold up to 20 MB, evidence up to 100 MB in one go, files of other pages up to 25 MB together. Go back and send fewer or smaller files. Nothing of this was stored.",
    ],
  },
  "unsupported-type": {
    zh: ["无法读取这种格式的内容", "本页面只接受表单提交。请打开本平台的页面，填写后提交。"],
    en: [
      "This kind of content cannot be read here",
      "This page takes forms only. Open the portal's page, fill in the form and send it from there.",
    ],
  },
  "length-required": {
    zh: ["请求缺少长度", "提交内容时须注明长度（Content-Length）。"],
    en: [
      "The request has no length",
      "A request with a body must state its length (Content-Length).",
    ],
  },
  "too-many": {
    zh: ["请求过于频繁", "短时间内请求过多。请稍候一分钟再试，您已保存的内容不受影响。"],
    en: [
      "Too many requests",
      "There were too many requests in a short time. Wait a minute and try again. What you saved is safe.",
    ],
  },
  unavailable: {
    zh: [
      "服务暂时不可用",
      "平台暂时连接不上数据库。刚才提交的内容可能没有保存。请稍后刷新本页重试。",
    ],
    en: [
      "The service is briefly unavailable",
      "The portal cannot reach its database. What you just sent may not have been saved. Reload this page in a moment.",
    ],
  },
  failed: {
    zh: ["出现故障", "平台未能完成这一请求，故障已记录。请稍后重试。"],
    en: [
      "Something went wrong",
      "The portal could not finish this request. The fault has been recorded. Try again later.",
    ],
  },
} as const satisfies Record<string, PageText>;
export type PlainPage = keyof typeof PLAIN_PAGES;

export const PLAIN_STYLE_PATH = "/server-page.css";
export const PLAIN_STYLE = `:root{color-scheme:light dark;background:Canvas;color:CanvasText}a{color:LinkText}body{font:1.0625rem/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;max-width:38rem;margin:3rem auto;padding:0 1rem}section+section{border-top:1px solid;margin-top:2rem;padding-top:1rem}h1,h2{font-size:1.5rem;line-height:1.3}small{opacity:.75}`;

export function plainPageHtml(page: PlainPage, requestId: string): string {
  const { zh, en } = PLAIN_PAGES[page];
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${zh[0]} · ${en[0]}</title><link rel="stylesheet" href="${PLAIN_STYLE_PATH}"></head>
<body><main><section><h1>${zh[0]}</h1><p>${zh[1]}</p><p><a href="/">返回首页</a></p></section>
<section lang="en"><h2>${en[0]}</h2><p>${en[1]}</p><p><a href="/">Back to the home page</a></p></section></main>
<footer><small>${requestId}</small></footer></body></html>`;
}

/** Programs get JSON in English, scripts of our pages JSON in the reader's language, readers a page. */
export function sendPlainPage(req: Asked, res: Response, status: number, page: PlainPage): void {
  res.status(status).setHeader("Cache-Control", "no-store");
  const requestId = String(res.getHeader("X-Request-Id") ?? "");
  if (req.path.startsWith("/api/")) {
    res.json({ code: page, message: PLAIN_PAGES[page].en[0], requestId });
    return;
  }
  if (readsJson(req.path)) {
    void languageOf(req).then((language) =>
      res.json({ message: PLAIN_PAGES[page][language][1], requestId })
    );
    return;
  }
  res.type("html").send(plainPageHtml(page, requestId));
}

async function languageOf({ headers }: Asked): Promise<"zh" | "en"> {
  const chosen = new Headers({
    Cookie: headers.cookie ?? "",
    "Accept-Language": headers["accept-language"] ?? "",
  });
  return (await localeOf(new Request("http://portal/", { headers: chosen }))) === "en" ? "en" : "zh";
}
