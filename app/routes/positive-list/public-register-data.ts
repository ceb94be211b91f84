/** The register as CSV and JSON, for anybody. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { registerData } from "~/features/positive-list/register-data.server";
import { today } from "~/platform/clock.server";
import { downloadHeaders } from "~/platform/files.server";
import { limit } from "~/platform/rate-limit.server";

export async function loader({ request, context }: LoaderFunctionArgs) {
  // The whole register each time: a program that wants it asks a few times a day.
  const allowed = await limit(`register-data:${context.clientAddress}`, { points: 30, seconds: 3600 });
  if (allowed !== "ok")
    return new Response("Too many requests", {
      status: 429,
      headers: { "Retry-After": String(allowed.retryAfterSeconds) },
    });
  const format = new URL(request.url).pathname.endsWith(".csv") ? "csv" : "json";
  const type = format === "csv" ? "text/csv; charset=utf-8" : "application/json";
  return new Response(registerData(format, today()), {
    headers: downloadHeaders(`positive-list-${today()}.${format}`, type),
  });
}
