import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Citations } from "~/features/law/components/citation";
import { citationView, citationViews, inForceOn, lawRegistry, provisionOf } from "~/features/law/content.server";
import { today } from "~/platform/clock.server";
import { localeOf } from "~/platform/i18n.server";
import { formatDay, formatYuan } from "~/shared/format";
import { notFound, slugParam } from "~/shared/params";
import { SummaryList } from "~/shared/ui/list";
import { Page, Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const locale = await localeOf(request);
  const found = lawRegistry().provisions.get(`${slugParam(params, "instrument")}/${slugParam(params, "article")}`);
  if (!found) throw notFound();
  const { instrument, provision, id } = found;
  const to = provision.inForceTo ?? instrument.inForceTo;
  return {
    view: citationView(id, locale),
    instrument: { id: instrument.id, title: instrument.title[locale], link: instrument.link },
    kind: provision.kind,
    summary: provision.summary[locale],
    from: formatDay(provision.inForceFrom ?? instrument.inForceFrom, locale),
    to: to === null ? null : formatDay(to, locale),
    inForce: inForceOn(found, today()),
    amounts: provision.amounts.map(({ what, minYuan, maxYuan }) => ({
      what: what[locale],
      range: [minYuan, maxYuan].filter((yuan) => yuan !== null).map((yuan) => formatYuan(yuan, locale)).join(" – "),
    })),
    formerly: citationViews(provision.formerly.filter((former) => provisionOf(former)), locale),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.view.label} ${data.view.heading}` : "" }];

export default function ProvisionPage() {
  const data = useLoaderData<typeof loader>();
  const { t } = useTranslation("guidance");
  return (
    <Page
      crumbs={[
        { to: "/law", label: t("law.title") },
        { to: `/law/${data.instrument.id}`, label: data.instrument.title },
      ]}
      kicker={data.view.label}
      title={data.view.heading}
    >
      {data.inForce ? null : <Notice tone="attention" title={t("law.notInForce", { day: data.to ?? "" })} />}
      <p className="mb-6 max-w-measure text-lead">{data.summary}</p>
      <SummaryList
        rows={[
          { label: t("law.kindLabel"), value: t(`law.kind.${data.kind}`) },
          { label: t("law.inForce"), value: data.to ? t("law.fromTo", { from: data.from, to: data.to }) : t("law.since", { day: data.from }) },
          ...data.amounts.map((amount) => ({ label: amount.what, value: amount.range })),
        ]}
      />
      {data.formerly.length > 0 ? (
        <Section title={t("law.formerly")}>
          <p className="mb-2 max-w-measure">{t("law.formerlyNote")}</p>
          <Citations basis={data.formerly} />
        </Section>
      ) : null}
      <p className="text-small text-muted">{t("law.ownWords")}</p>
      {data.instrument.link ? (
        <a href={data.instrument.link} rel="noreferrer">
          {t("law.official")}
        </a>
      ) : null}
    </Page>
  );
}
