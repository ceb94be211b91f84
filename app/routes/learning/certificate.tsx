import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { may } from "~/features/learning/policy";
import { ownCertificate } from "~/features/learning/queries.server";
import { certificateFacts } from "~/features/learning/views.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { requireActor } from "~/platform/session.server";
import { notFound } from "~/shared/params";
import { SummaryList } from "~/shared/ui/list";
import { Page } from "~/shared/ui/page";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, may.learn);
  const locale = await localeOf(request);
  const certificate = await ownCertificate(actor, params.code ?? "");
  if (!certificate) throw notFound();
  const { holderName, enterprise, uscc } = certificate;
  return { ...certificateFacts(certificate, locale), holder: holderName, enterprise: enterprise[locale], uscc, title: translator(locale, "learning")("certificate.title") };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function CertificatePage() {
  const page = useLoaderData<typeof loader>();
  const { t } = useTranslation("learning");
  return (
    <Page title={page.title} crumbs={[{ to: "/courses", label: t("title") }]} lead={t("certificate.statement", { name: page.holder, course: page.course })}>
      <SummaryList
        rows={[
          { label: t("certificate.holder"), value: page.holder },
          { label: t("certificate.enterprise"), value: page.enterprise },
          { label: t("certificate.uscc"), value: page.uscc },
          { label: t("certificate.course"), value: t("certificate.courseVersion", { course: page.course, version: page.version }) },
          { label: t("certificate.issued"), value: page.issued },
          { label: t("certificate.code"), value: page.printed },
        ]}
      />
      <p className="mb-6 flex flex-wrap gap-6">
        <a href={`/certificates/${page.code}.pdf`}>{t("certificate.download")}</a>
        <Link to={`/verify?code=${page.printed}`}>{t("certificate.check")}</Link>
      </p>
      <p className="max-w-measure text-small text-muted">{t("certificate.limits")}</p>
    </Page>
  );
}
