import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { publicDraws } from "~/features/inspection/public-queries.server";
import { publicLine } from "~/features/inspection/view.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { Page, Section } from "~/shared/ui/page";
import { EmptyState } from "~/shared/ui/status";

export async function loader({ request }: LoaderFunctionArgs) {
  const locale = await localeOf(request);
  const draws = await publicDraws();
  return { title: translator(locale, "inspection")("public.title"), draws: draws.map((draw) => publicLine(draw, locale)) };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function PublicDrawsPage() {
  const { title, draws } = useLoaderData<typeof loader>();
  const { t } = useTranslation("inspection");
  return (
    <Page title={title} lead={t("public.lead")}>
      {draws.length === 0 ? <EmptyState title={t("public.none")} /> : null}
      <ul className="mb-8 max-w-measure">
        {draws.map((draw) => (
          <li key={draw.id} className="border-b border-line py-3">
            <p className="font-semibold">
              {draw.period} · {t("planBy", { region: draw.regionCode })} · {t(`kind.${draw.kind}`)}
            </p>
            <p>{draw.counts ? `${t("drawnOn", { day: draw.drawnOn })} · ${t("public.counts", draw.counts)}` : t("public.waiting")}</p>
            <p className="text-small">
              {t("public.seedHash")}: <code className="break-all">{draw.seedHash}</code>
            </p>
            <p className="text-small">
              {t("public.seed")}: {draw.seed ? <code className="break-all">{draw.seed}</code> : t("public.sealed")}
            </p>
            {draw.isRevealed ? (
              <p>
                <a href={`/inspections/draws/${draw.id}/data.json`}>{t("public.download")}</a>
              </p>
            ) : null}
          </li>
        ))}
      </ul>
      <Section title={t("public.howTitle")} id="how">
        <p className="max-w-measure">{t("public.how")}</p>
      </Section>
    </Page>
  );
}
