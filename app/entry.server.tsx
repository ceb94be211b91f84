/** Renders pages on the server, and hands the process its one bundle: `runPortal` is what `npm start` calls. */
import { PassThrough } from "node:stream";
import {
  createReadableStreamFromReadable,
  type AppLoadContext,
  type EntryContext,
  type HandleErrorFunction,
} from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { I18nextProvider } from "react-i18next";
import { isDatabaseGone } from "~/platform/database-gone.server";
import { i18nFor, localeOf } from "~/platform/i18n.server";
import { logError } from "~/platform/logger.server";
import { isUnreadableForm } from "~/platform/multipart.server";
import { NonceContext } from "~/shared/nonce";

export { runPortal } from "~/server/portal.server";
export const streamTimeout = 10_000;

/**
 * A missing database becomes the server's 503 page, a body that is not the form it says its 400 page, whatever was being
 * made; everything else is written down.
 */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (isDatabaseGone(error)) context.databaseGone = true;
  if (isUnreadableForm(error)) {
    context.unreadableForm = true;
    return;
  }
  const refused = isRouteErrorResponse(error) && error.status < 500;
  if (!request.signal.aborted && !refused) logError(error, { requestId: context.requestId });
};

export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
  { nonce }: AppLoadContext
): Promise<Response> {
  const i18n = i18nFor(await localeOf(request));
  headers.set("Content-Type", "text/html; charset=utf-8");
  const ready = isbot(request.headers.get("user-agent")) ? "onAllReady" : "onShellReady";
  return new Promise<Response>((resolve, reject) => {
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <I18nextProvider i18n={i18n}>
          <RemixServer
            context={context}
            url={request.url}
            nonce={nonce}
            abortDelay={streamTimeout}
          />
        </I18nextProvider>
      </NonceContext.Provider>,
      {
        nonce,
        [ready]() {
          const body = new PassThrough();
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status }));
          pipe(body);
        },
        onShellError: reject,
      }
    );
    setTimeout(abort, streamTimeout + 1_000).unref();
  });
}
