import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { DisputeTable } from "~/features/positive-list/dispute/components/dispute-view";
import { disputeLines } from "~/features/positive-list/dispute/dispute-queries.server";
import { may } from "~/features/positive-list/dispute/policy";
import { kindLabel } from "~/features/positive-list/import-queries.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { formatDay } from "~/shared/format";
import { Page } from "~/shared/ui/page";
import { EmptyState } from "~/shared/ui/status";
import { TabLinks } from "~/shared/ui/table";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.seeDisputes);
  const locale = await localeOf(request);
  const isOwn = actor.kind === "enterprise";
  const onlyOpen = !isOwn && new URL(request.url).searchParams.get("show") !== "all";
  const lines = await disputeLines(actor, onlyOpen);
  return {
    title: translator(locale, "fact-dispute")("list.title"),
    isOwn,
    onlyOpen,
    lines: lines.map((line) => ({
      id: line.id,
      label: kindLabel(line.kind, locale),
      enterprise: line.enterprise[locale],
      status: line.status,
      raisedOn: formatDay(line.raisedOn, locale),
      dueOn: formatDay(line.dueOn, locale),
    })),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function DisputesPage() {
  const { title, isOwn, onlyOpen, lines } = useLoaderData<typeof loader>();
  const { t } = useTranslation("fact-dispute");
  return (
    <Page title={title} lead={t(isOwn ? "list.leadOwn" : "list.leadAgency")}>
      {isOwn ? (
        <p className="mb-6"><Link to="/positive-list/facts">{t("known.title")}</Link></p>
      ) : (
        <TabLinks
          label={t("list.views")}
          tabs={[
            { to: "/fact-disputes", label: t("list.open"), current: onlyOpen },
            { to: "/fact-disputes?show=all", label: t("list.all"), current: !onlyOpen },
          ]}
        />
      )}
      {lines.length === 0 ? (
        <EmptyState title={t("list.none")}>{isOwn ? t("list.noneHint") : null}</EmptyState>
      ) : (
        <DisputeTable lines={lines} withEnterprise={!isOwn} />
      )}
    </Page>
  );
}
