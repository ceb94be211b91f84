/** The certificate of a listing that is in force, for everybody who has its number. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { listingCheck } from "~/features/positive-list/certificate/listing-check.server";
import { listingPdf } from "~/features/positive-list/certificate/listing-pdf.server";
import { localeOf } from "~/platform/i18n.server";
import { pdfHeaders } from "~/platform/pdf.server";
import { limit } from "~/platform/rate-limit.server";
import { notFound } from "~/shared/params";

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const locale = await localeOf(request);
  const check = await listingCheck(params["number"] ?? "", locale);
  // Of a listing that is suspended or has ended there is no certificate to be had.
  if (check?.state !== "valid") throw notFound();
  const allowed = await limit(`listing-pdf:${context.clientAddress}`, { points: 30, seconds: 600 });
  if (allowed !== "ok")
    throw new Response("Too many requests", { status: 429, headers: { "Retry-After": String(allowed.retryAfterSeconds) } });
  const pdf = await listingPdf(check, locale);
  return new Response(new Uint8Array(pdf), { headers: pdfHeaders("listing-certificate.pdf") });
}
