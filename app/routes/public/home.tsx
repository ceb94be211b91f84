import { Page } from "~/shared/ui/page";
import { useTranslation } from "react-i18next";

export default function Home() {
  const { t } = useTranslation();
  return <Page title={t("product")} lead={t("tagline")}>{null}</Page>;
}
