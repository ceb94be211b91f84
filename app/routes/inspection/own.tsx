import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { may } from "~/features/inspection/policy";
import { ownInspections } from "~/features/inspection/own-queries.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { day } from "~/shared/day";
import { formatDay, formatInstant } from "~/shared/format";
import { SummaryList } from "~/shared/ui/list";
import { Page, Section } from "~/shared/ui/page";
import { Notice, Tag } from "~/shared/ui/status";

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.seeOwn);
  const locale = await localeOf(request);
  const { made, underWay, spared, refused, isExempt, cap, risk } = await ownInspections(actor);
  const text = (on: string | null) => (on === null ? "" : formatDay(day(on), locale));
  return {
    title: translator(locale, "inspection")("own.title"),
    number: actor.enterpriseId,
    isExempt,
    cap,
    risk: risk && { category: risk.category, months: risk.intervalMonths },
    made: made.map((row) => ({ ...row, madeOn: text(row.madeOn) })),
    underWay: underWay.map(({ id, kind, arrivedAt }) => ({ id, kind, at: arrivedAt && formatInstant(arrivedAt, locale) })),
    spared: spared.map((row) => ({ ...row, skippedOn: text(row.skippedOn) })),
    refused: refused.map(({ id, reason, decidedOn }) => ({ id, reason, on: text(decidedOn) })),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];
const TONES = { "in-order": "good", "minor-breach": "attention", "grave-breach": "bad" } as const;

export default function OwnInspectionsPage() {
  const page = useLoaderData<typeof loader>();
  const { t } = useTranslation("inspection");
  const { t: tOneCheck } = useTranslation("one-check");
  return (
    <Page title={page.title} lead={t("own.lead")}>
      <SummaryList
        rows={[
          { label: t("own.exempt"), value: page.isExempt ? t("own.exemptYes") : t("own.exemptNo") },
          { label: t("own.cap"), value: page.cap },
          { label: t("risk"), value: page.risk ? t("riskValue", page.risk) : t("riskNone") },
          { label: t("own.number"), value: <code className="break-all">{page.number}</code> },
        ]}
      />
      <p className="mb-8 max-w-measure text-small text-muted">{t("riskNote")}</p>
      {page.underWay.map(({ id, kind, at }) => (
        <Notice key={id} tone="info" title={`${t("own.underWay")} · ${t(`kind.${kind}`)} · ${at}`} />
      ))}
      <p className="mb-6">
        <Link to="/entry">{tOneCheck("entry.link")}</Link>
      </p>
      <Section title={t("own.made")} id="made">
        {page.made.length === 0 ? <p>{t("own.noneMade")}</p> : null}
        <ul className="max-w-measure">
          {page.made.map((one) => (
            <li key={one.id} className="border-b border-line py-3">
              <p>
                {one.madeOn} · {t(`kind.${one.kind}`)} {one.outcome ? <Tag tone={TONES[one.outcome]}>{t(`outcome.${one.outcome}`)}</Tag> : null}
              </p>
              <p>{one.minutes}</p>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t("own.spared")} id="spared">
        {page.spared.length + page.refused.length === 0 ? <p>{t("own.noneSpared")}</p> : null}
        <ul>
          {page.spared.map(({ skippedOn, reason }, at) => (
            <li key={at}>
              {skippedOn} · {t(`reason.${reason}`)}
            </li>
          ))}
          {page.refused.map(({ id, reason, on }) => (
            <li key={id}>
              {on} · {t("own.refused")}
              {reason ? ` · ${tOneCheck(`requests.reasons.${reason}`)}` : null}
            </li>
          ))}
        </ul>
      </Section>
    </Page>
  );
}
