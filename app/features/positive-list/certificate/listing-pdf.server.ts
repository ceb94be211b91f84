/** The certificate of a listing as PDF, in the reader's language, with the address where it is checked. */
import { env } from "~/platform/env.server";
import { translator } from "~/platform/i18n.server";
import { createPdf } from "~/platform/pdf.server";
import type { Locale } from "~/shared/locale";
import type { ListingCheck } from "./listing-check.server";

export const listingAddress = (number: string): string =>
  `${env().PUBLIC_ORIGIN ?? `http://localhost:${env().PORT}`}/register/${encodeURIComponent(number)}/check`;

export async function listingPdf(check: ListingCheck, locale: Locale): Promise<Buffer> {
  const t = translator(locale, "green-finance");
  const kindOf = translator(locale, "listing");
  const { proof } = check;
  const address = listingAddress(check.number);
  const pdf = createPdf({
    title: t("certificate.title"),
    locale,
    footer: check.number,
    pageLabel: (page, pages) => t("certificate.page", { page, pages }),
  });
  pdf.space(30);
  pdf.title(t("certificate.title"));
  pdf.paragraph(t("certificate.statement", { enterprise: check.enterprise }), { size: 13 });
  pdf.space(10);
  pdf.values([
    { label: t("certificate.number"), value: check.number },
    { label: t("certificate.enterprise"), value: check.enterprise },
    { label: t("certificate.uscc"), value: check.uscc },
    { label: t("certificate.listedOn"), value: check.from },
    { label: t("certificate.endsOn"), value: check.to },
    {
      label: t("certificate.exemptions"),
      value: check.exemptions.map((kind) => kindOf(`one.kind.${kind}`)).join(" · ") || kindOf("one.none"),
    },
    { label: t("certificate.printedOn"), value: check.asOf },
  ]);
  pdf.rule();
  pdf.paragraph(t("certificate.live"));
  await pdf.qr(address, address, { size: 120 });
  pdf.paragraph(address, { muted: true, size: 8.5 });
  if (proof) {
    const { checkpoint } = proof;
    pdf.values([
      { label: t("certificate.record"), value: t("certificate.recordLine", { seq: proof.seq }) },
      { label: t("certificate.hash"), value: proof.hash },
      { label: t("certificate.checkpoint"), value: checkpoint ? t("certificate.checkpointLine", checkpoint) : t("certificate.noCheckpoint") },
    ]);
  }
  pdf.paragraph(t("certificate.limits"), { muted: true, size: 9 });
  return pdf.finish();
}
