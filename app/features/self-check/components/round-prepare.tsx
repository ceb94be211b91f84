/** Makes the page ready for use without a connection. */
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { canPrepare, forgetOthers, isPrepared, prepare } from "../offline/prepare";

type Stand = "not-yet" | "preparing" | "ready" | "failed";

export function RoundPrepare({ accountId, selfCheckId }: { accountId: string; selfCheckId: string }) {
  const { t } = useTranslation("self-check-round");
  const [stand, setStand] = useState<Stand>("not-yet");
  useEffect(() => {
    void forgetOthers(accountId);
    void isPrepared(accountId, selfCheckId).then((ready) => ready && setStand("ready"));
  }, [accountId, selfCheckId]);
  if (!canPrepare()) return <p className="mb-6 text-muted">{t("prepare.cannot")}</p>;
  const start = () => {
    setStand("preparing");
    prepare(accountId, selfCheckId).then(
      () => setStand("ready"),
      () => setStand("failed")
    );
  };
  return (
    <div className="mb-6">
      <p className="mb-2">{t("prepare.text")}</p>
      <Button type="button" kind="secondary" disabled={stand === "preparing"} onClick={start}>
        {t(stand === "ready" ? "prepare.again" : "prepare.button")}
      </Button>
      <p role="status" className="mt-2 font-semibold">
        {stand === "not-yet" ? "" : t(`prepare.${stand}`)}
      </p>
    </div>
  );
}
