import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { listingCheck } from "~/features/positive-list/certificate/listing-check.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { notFound } from "~/shared/params";
import { SummaryList } from "~/shared/ui/list";
import { Page, Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const locale = await localeOf(request);
  const check = await listingCheck(params["number"] ?? "", locale);
  if (!check) throw notFound();
  return { title: translator(locale, "green-finance")("certificate.checkTitle", { number: check.number }), check };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

const TONES = { valid: "good", suspended: "attention", ended: "bad" } as const;

export default function ListingCheckPage() {
  const { title, check } = useLoaderData<typeof loader>();
  const { t } = useTranslation("green-finance");
  const kinds = useTranslation("listing").t;
  const { state, proof, exemptions } = check;
  return (
    <Page title={title} crumbs={[{ to: "/register", label: t("certificate.register") }]} lead={t("certificate.checkLead")}>
      <Notice tone={TONES[state]} title={t(`certificate.state.${state}`)}>
        {t(`certificate.stateText.${state}`)}
      </Notice>
      <SummaryList
        rows={[
          { label: t("certificate.enterprise"), value: check.enterprise },
          { label: t("certificate.uscc"), value: check.uscc },
          { label: t("certificate.listedOn"), value: check.from },
          { label: t("certificate.endsOn"), value: check.to },
          {
            label: t("certificate.exemptions"),
            value: exemptions.map((kind) => kinds(`one.kind.${kind}`)).join(" · ") || kinds("one.none"),
          },
        ]}
      />
      {state === "valid" ? (
        <p className="mb-8">
          <a href={`/register/${encodeURIComponent(check.number)}/certificate.pdf`}>{t("certificate.download")}</a>
        </p>
      ) : null}
      <Section title={t("certificate.proof")} id="proof">
        <p className="mb-3 max-w-measure">{t("certificate.proofText")}</p>
        {proof ? (
          <SummaryList
            rows={[
              { label: t("certificate.record"), value: t("certificate.recordLine", { seq: proof.seq }) },
              { label: t("certificate.hash"), value: <code className="break-all">{proof.hash}</code> },
              {
                label: t("certificate.checkpoint"),
                value: proof.checkpoint ? t("certificate.checkpointLine", proof.checkpoint) : t("certificate.noCheckpoint"),
              },
            ]}
          />
        ) : (
          <p>{t("certificate.noRecord")}</p>
        )}
      </Section>
    </Page>
  );
}
