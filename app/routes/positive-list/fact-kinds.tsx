import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { may } from "~/features/positive-list/dispute/policy";
import { KindTable } from "~/features/positive-list/facts-known/components/kind-table";
import { ownRegion, registryView } from "~/features/positive-list/facts-known/facts-view.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { Page } from "~/shared/ui/page";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.readKinds);
  const locale = await localeOf(request);
  return {
    title: translator(locale, "fact-dispute")("kinds.title"),
    ...registryView(await ownRegion(actor), locale),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }];

export default function FactKindsPage() {
  const { title, profile, kinds } = useLoaderData<typeof loader>();
  const { t } = useTranslation("fact-dispute");
  return (
    <Page title={title} lead={t("kinds.lead")}>
      <p className="mb-6 max-w-measure text-muted">{t("kinds.rules", { profile })}</p>
      <KindTable kinds={kinds} />
    </Page>
  );
}
