/** What a listing's number stands for: enterprise, state, term, exemptions in force. */
import { useTranslation } from "react-i18next";
import { SummaryList } from "~/shared/ui/list";
import { Notice, Tag } from "~/shared/ui/status";

interface Props {
  readonly listing: {
    readonly number: string;
    readonly enterprise: string;
    readonly uscc: string;
    readonly status: "listed" | "suspended" | "removed" | "expired";
    readonly from: string;
    readonly to: string;
    readonly exemptions: readonly ("on-site" | "control" | "green-finance")[];
  };
}

export function CheckedListing({ listing }: Props) {
  const { t } = useTranslation("listing");
  const { number, enterprise, uscc, status, from, to, exemptions } = listing;
  return (
    <>
      <Notice tone={status === "listed" ? "good" : "attention"} announce title={t("one.verified")} />
      <SummaryList
        rows={[
          { label: t("register.number"), value: number },
          { label: t("one.enterprise"), value: enterprise },
          { label: t("register.uscc"), value: uscc },
          { label: t("one.status"), value: <Tag tone={status === "listed" ? "good" : "attention"}>{t(`listingStatus.${status}`)}</Tag> },
          { label: t("one.term"), value: t("notice.period", { from, to }) },
          {
            label: t("one.exemptions"),
            value:
              exemptions.length === 0 ? (
                t("one.none")
              ) : (
                <ul>
                  {exemptions.map((kind) => (
                    <li key={kind}>{t(`one.kind.${kind}`)}</li>
                  ))}
                </ul>
              ),
          },
        ]}
      />
    </>
  );
}
