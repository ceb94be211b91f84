import type { LoaderFunctionArgs } from "@remix-run/node";
import { filtersOf } from "~/features/correction/board";
import { correctionLines } from "~/features/correction/board-queries.server";
import { correctionsCsv, correctionsXlsx } from "~/features/correction/export.server";
import { may } from "~/features/correction/policy";
import { today } from "~/platform/clock.server";
import { downloadHeaders } from "~/platform/files.server";
import { localeOf } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound } from "~/shared/params";

const TYPES = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.list);
  const { format } = params;
  if (format !== "csv" && format !== "xlsx") throw notFound();
  const locale = await localeOf(request);
  const lines = await correctionLines(actor, today(), filtersOf(new URL(request.url).searchParams));
  const body = format === "csv" ? correctionsCsv(lines, locale) : new Uint8Array(await correctionsXlsx(lines, locale));
  return new Response(body, { headers: downloadHeaders(`corrections-${today()}.${format}`, TYPES[format]) });
}
