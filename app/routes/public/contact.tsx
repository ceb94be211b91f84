import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { env } from "~/platform/env.server";
import { localeOf, translator } from "~/platform/i18n.server";
import { Page, Section } from "~/shared/ui/page";

export async function loader({ request }: LoaderFunctionArgs) {
  return { contact: env().OPERATOR_CONTACT, title: translator(await localeOf(request), "guidance")("contact.title") };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function ContactPage() {
  const { contact } = useLoaderData<typeof loader>();
  const { t } = useTranslation("guidance");
  return (
    <Page title={t("contact.title")} lead={t("contact.text")}>
      <Section title={t("contact.operator")}>
        <p className="max-w-measure">{contact === "" ? t("contact.none") : contact}</p>
      </Section>
    </Page>
  );
}
