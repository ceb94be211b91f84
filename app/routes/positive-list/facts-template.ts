/** A CSV file with the titles of one kind's columns. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { isImportable } from "~/features/positive-list/import-columns";
import { templateCsv } from "~/features/positive-list/import-queries.server";
import { may } from "~/features/positive-list/policy";
import { downloadHeaders } from "~/platform/files.server";
import { localeOf } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound } from "~/shared/params";

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, may.importFacts);
  const kind = params["kind"] ?? "";
  if (!isImportable(kind)) throw notFound();
  return new Response(templateCsv(kind, await localeOf(request)), {
    headers: downloadHeaders(`${kind}.csv`, "text/csv; charset=utf-8"),
  });
}
