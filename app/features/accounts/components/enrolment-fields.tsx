/** How to set up an authenticator app: the QR code, the secret as text, and the offer that the form brings back. */
import { useTranslation } from "react-i18next";

export interface EnrolmentView {
  readonly sealed: string;
  readonly secret: string;
  readonly picture: string;
}

export function EnrolmentFields({ enrolment }: { enrolment: EnrolmentView }) {
  const { t } = useTranslation("accounts");
  const grouped = enrolment.secret.match(/.{1,4}/g)?.join(" ") ?? "";
  return (
    <>
      <ol className="mb-6 max-w-measure list-decimal space-y-2 pl-6">
        <li>{t("enrol.install")}</li>
        <li>{t("enrol.scan")}</li>
        <li>{t("enrol.type")}</li>
      </ol>
      <img src={enrolment.picture} width="220" height="220" alt={t("enrol.picture")} className="mb-4 bg-white" />
      <p className="mb-6 max-w-measure">
        <span className="block text-muted">{t("enrol.secret")}</span>
        <code className="break-all">{grouped}</code>
      </p>
      <input type="hidden" name="sealed" value={enrolment.sealed} />
    </>
  );
}
