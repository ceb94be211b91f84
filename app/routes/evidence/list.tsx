import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { EvidenceTable } from "~/features/self-check/components/evidence-table";
import { EvidenceSearch } from "~/features/self-check/components/evidence-search";
import { EVIDENCE_SHOWN, evidenceLines } from "~/features/self-check/evidence-list.server";
import { evidenceUseViews, evidenceView } from "~/features/self-check/evidence-views.server";
import { may } from "~/features/self-check/policy";
import { today } from "~/platform/clock.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { pageOf } from "~/shared/params";
import { Page } from "~/shared/ui/page";
import { EmptyState } from "~/shared/ui/status";
import { Pagination } from "~/shared/ui/table";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.readSelfChecks);
  const locale = await localeOf(request);
  const url = new URL(request.url);
  const text = (url.searchParams.get("q") ?? "").trim().slice(0, 100).replaceAll("\0", "");
  const asked = url.searchParams.get("show");
  const show = EVIDENCE_SHOWN.find((word) => word === asked) ?? "all";
  const on = today();
  const { rows, uses, ...found } = await evidenceLines(actor, { text, show, page: pageOf(url), on });
  return {
    ...found,
    title: translator(locale, "evidence")("list.title"),
    text,
    show,
    shown: [...EVIDENCE_SHOWN],
    lines: rows.map((row) => ({
      ...evidenceView(row, on, locale),
      uses: evidenceUseViews(row.id, uses, locale),
    })),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function EvidenceList() {
  const { title, text, show, shown, lines, total, page, pageCount } =
    useLoaderData<typeof loader>();
  const { t } = useTranslation("evidence");
  const everything = text === "" && show === "all";
  return (
    <Page title={title} lead={t("list.lead")}>
      <EvidenceSearch text={text} show={show} shown={shown} />
      {total > 0 ? (
        <p className="mb-4 text-muted">{t("list.count", { count: total })}</p>
      ) : (
        <EmptyState title={t(everything ? "list.none" : "list.notFound")}>
          {t(everything ? "list.noneText" : "list.notFoundText")}
        </EmptyState>
      )}
      {lines.length > 0 ? <EvidenceTable lines={lines} /> : null}
      <Pagination page={page} pageCount={pageCount} />
    </Page>
  );
}
