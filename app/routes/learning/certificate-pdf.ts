import type { LoaderFunctionArgs } from "@remix-run/node";
import { certificatePdf } from "~/features/learning/certificate.server";
import { may } from "~/features/learning/policy";
import { ownCertificate } from "~/features/learning/queries.server";
import { localeOf } from "~/platform/i18n.server";
import { pdfHeaders } from "~/platform/pdf.server";
import { limit } from "~/platform/rate-limit.server";
import { requireActor } from "~/platform/session.server";
import { notFound } from "~/shared/params";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.learn);
  const certificate = await ownCertificate(actor, params.code ?? "");
  if (!certificate) throw notFound();
  // A document takes a second of processor time.
  const allowed = await limit(`certificate-pdf:${actor.accountId}`, { points: 30, seconds: 600 });
  if (allowed !== "ok") throw new Response("Too many requests", { status: 429, headers: { "Retry-After": String(allowed.retryAfterSeconds) } });
  const pdf = await certificatePdf(certificate, await localeOf(request));
  return new Response(new Uint8Array(pdf), { headers: pdfHeaders(`certificate-${certificate.code}.pdf`) });
}
