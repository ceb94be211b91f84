/** The certificate as PDF, in the reader's language. */
import { env } from "~/platform/env.server";
import { translator } from "~/platform/i18n.server";
import { createPdf } from "~/platform/pdf.server";
import type { Locale } from "~/shared/locale";
import type { CertificateView } from "./queries.server";
import { certificateFacts } from "./views.server";

/** Where anyone can check the certificate. */
export const checkAddress = (code: string): string => `${env().PUBLIC_ORIGIN ?? `http://localhost:${env().PORT}`}/verify?code=${code}`;

export async function certificatePdf(certificate: CertificateView, locale: Locale): Promise<Buffer> {
  const t = translator(locale, "learning");
  const facts = certificateFacts(certificate, locale);
  const address = checkAddress(certificate.code);
  const pdf = createPdf({
    title: t("certificate.title"),
    locale,
    footer: facts.printed,
    pageLabel: (page, pages) => t("certificate.page", { page, pages }),
  });
  pdf.space(60);
  pdf.title(t("certificate.title"));
  pdf.paragraph(t("certificate.statement", { name: certificate.holderName, course: facts.course }), { size: 13 });
  pdf.space(16);
  pdf.values([
    { label: t("certificate.holder"), value: certificate.holderName },
    { label: t("certificate.enterprise"), value: certificate.enterprise[locale] },
    { label: t("certificate.uscc"), value: certificate.uscc },
    { label: t("certificate.course"), value: t("certificate.courseVersion", { course: facts.course, version: facts.version }) },
    { label: t("certificate.issued"), value: facts.issued },
    { label: t("certificate.code"), value: facts.printed },
  ]);
  pdf.rule();
  pdf.paragraph(t("certificate.checkText"));
  await pdf.qr(address, address, { size: 120 });
  pdf.paragraph(address, { muted: true, size: 8.5 });
  pdf.space(16);
  pdf.paragraph(t("certificate.limits"), { muted: true, size: 9 });
  return pdf.finish();
}
