/** The document and the page shell: header with the reader's place and tasks, content, footer. */
import "./styles.css";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { isRouteErrorResponse, Links, Meta, Outlet, Scripts, ScrollRestoration, useNavigation, useRouteError, useRouteLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { placeOf } from "~/features/accounts/queries.server";
import { env } from "~/platform/env.server";
import { largeTypeCookie, localeOf } from "~/platform/i18n.server";
import { currentSession } from "~/platform/session.server";
import { CONTENT_AS_OF } from "~/shared/content-day";
import { useNonce } from "~/shared/nonce";
import { SiteFooter } from "~/shared/ui/site-footer";
import { SiteHeader } from "~/shared/ui/site-header";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const session = await currentSession(request);
  const actor = session && !session.secondFactorDue ? session.actor : null;
  const place = actor ? await placeOf(actor) : null;
  return {
    locale: await localeOf(request),
    largeType: (await largeTypeCookie.parse(request.headers.get("Cookie"))) === "large",
    requestId: context.requestId,
    demonstration: env().demonstration,
    person: actor && place ? { name: actor.name, kind: actor.kind, role: actor.role, place } : null,
  };
}
export type RootData = Awaited<ReturnType<typeof loader>>;

/** For pages that name none, such as errors. */
export const meta: MetaFunction = () => [{ title: "Zijian 自检" }];

export function Layout({ children }: { children: ReactNode }) {
  const data = useRouteLoaderData<typeof loader>("root");
  const { t, i18n } = useTranslation();
  const nonce = useNonce();
  return (
    <html lang={i18n.language} data-type={data?.largeType ? "large" : undefined}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <Meta />
        <Links />
      </head>
      <body className="flex min-h-dvh flex-col bg-page text-text">
        <a href="#content" className="sr-only focus:not-sr-only focus:p-3">
          {t("skip")}
        </a>
        <SiteHeader person={data?.person ?? null} largeType={data?.largeType ?? false} demonstration={data?.demonstration ?? false} />
        <main id="content" tabIndex={-1} className="mx-auto w-full max-w-page grow px-4 pt-6 pb-16 focus:outline-none">
          {children}
        </main>
        <SiteFooter contentDay={CONTENT_AS_OF} />
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  const busy = useNavigation().state !== "idle";
  return (
    <div aria-busy={busy}>
      {/* Scripts take over the browser's own sign that a page is on its way, so this stands in for it. */}
      {busy ? <div aria-hidden="true" className="fixed inset-x-0 top-0 z-10 h-1 bg-accent motion-safe:animate-pulse print:hidden" /> : null}
      <Outlet />
    </div>
  );
}

const PAGES = { 403: "403", 404: "404", 409: "409", 500: "500", 503: "503" } as const;

export function ErrorBoundary() {
  const error = useRouteError();
  const data = useRouteLoaderData<typeof loader>("root");
  const { t } = useTranslation();
  const status = isRouteErrorResponse(error) ? error.status : 500;
  const page = status in PAGES ? PAGES[status as keyof typeof PAGES] : "500";
  return (
    <>
      <h1 className="mb-4 text-title md:text-display">{t(`error.title${page}`)}</h1>
      <p className="max-w-measure">{t(`error.body${page}`)}</p>
      {page === "500" && data ? <p className="mt-4 text-muted">{t("error.reference", { id: data.requestId })}</p> : null}
    </>
  );
}
