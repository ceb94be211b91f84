import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { publicHistory } from "~/features/positive-list/listing-life/listing-queries.server";
import { TRIGGERS } from "~/features/positive-list/profile";
import { localeOf, translator } from "~/platform/i18n.server";
import { formatDay } from "~/shared/format";
import { notFound } from "~/shared/params";
import { SummaryList } from "~/shared/ui/list";
import { Page, Section } from "~/shared/ui/page";
import { Tag } from "~/shared/ui/status";
import { Table } from "~/shared/ui/table";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const found = await publicHistory(params["number"] ?? "");
  if (!found) throw notFound();
  const locale = await localeOf(request);
  const t = translator(locale, "listing-life");
  const cause = (word: string): string => {
    const trigger = TRIGGERS.find((known) => known === word);
    return trigger ? translator(locale, "positive-list")(`trigger.${trigger}`) : "";
  };
  return {
    title: t("history.title", { number: found.number }),
    enterprise: found.enterprise[locale],
    uscc: found.uscc,
    status: found.status,
    from: formatDay(found.listedOn, locale),
    to: formatDay(found.endsOn, locale),
    reentryFrom: found.status === "removed" && found.reentryFrom ? formatDay(found.reentryFrom, locale) : null,
    changes: found.changes.map(({ id, kind, onDay, cause: word }) => {
      const change = t(`history.kind.${kind}`);
      return { id, day: formatDay(onDay, locale), change: cause(word) ? t("history.because", { change, cause: cause(word) }) : change };
    }),
    exemptions: found.exemptions.map((one) => ({
      id: one.id,
      kind: one.kind,
      from: formatDay(one.validFrom, locale),
      to: formatDay(one.validTo, locale),
      revokedOn: one.revokedOn && formatDay(one.revokedOn, locale),
    })),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function PublicListingPage() {
  const page = useLoaderData<typeof loader>();
  const { t } = useTranslation("listing-life");
  const { t: l } = useTranslation("listing");
  return (
    <Page title={page.title} crumbs={[{ to: "/register", label: l("register.title") }]}>
      <SummaryList
        rows={[
          { label: l("register.enterprise"), value: page.enterprise },
          { label: l("register.uscc"), value: page.uscc },
          { label: l("one.status"), value: <Tag tone={page.status === "listed" ? "good" : "attention"}>{l(`listingStatus.${page.status}`)}</Tag> },
          { label: l("one.term"), value: l("notice.period", { from: page.from, to: page.to }) },
          ...(page.reentryFrom ? [{ label: l("one.reentry"), value: page.reentryFrom }] : []),
        ]}
      />
      <Section title={t("history.changes")} id="changes">
        <Table
          caption={t("history.changes")}
          captionHidden
          rows={page.changes}
          rowKey={({ id }) => id}
          columns={[
            { head: t("history.day"), label: t("history.day"), cell: ({ day }) => day },
            { head: t("history.change"), label: t("history.change"), cell: ({ change }) => change },
          ]}
        />
      </Section>
      <Section title={t("history.exemptions")} id="exemptions">
        <Table
          caption={t("history.exemptions")}
          captionHidden
          rows={page.exemptions}
          rowKey={({ id }) => id}
          columns={[
            { head: t("history.exemption"), label: t("history.exemption"), cell: ({ kind }) => l(`one.kind.${kind}`) },
            { head: t("history.from"), label: t("history.from"), cell: ({ from }) => from },
            { head: t("history.to"), label: t("history.to"), cell: ({ to }) => to },
            { head: t("history.revoked"), label: t("history.revoked"), cell: ({ revokedOn }) => revokedOn ?? t("history.notRevoked") },
          ]}
        />
      </Section>
    </Page>
  );
}
