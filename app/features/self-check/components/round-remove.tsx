/** Takes a round off the device, for a phone that is shared or handed back. Asks first when that would lose something. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { Notice } from "~/shared/ui/status";
import { unsentOf } from "../offline/queue";
import type { RoundState } from "./use-round";

export function RoundRemove({ round: { queue, notes, remove } }: { readonly round: RoundState }) {
  const { t } = useTranslation("self-check-round");
  const [asked, setAsked] = useState(false);
  const lost = { ...unsentOf(queue), notes: notes.size };
  const loses = lost.answers + lost.photos + lost.notes > 0;
  if (asked)
    return (
      <Notice tone="attention" announce title={t("remove.sure")}>
        <p className="mb-3">{t("remove.lost", lost)}</p>
        <p className="flex flex-wrap gap-3">
          <Button type="button" kind="secondary" onClick={() => setAsked(false)}>
            {t("remove.keep")}
          </Button>
          <Button type="button" kind="warning" onClick={() => void remove()}>
            {t("remove.now")}
          </Button>
        </p>
      </Notice>
    );
  return (
    <div className="mt-8">
      <p className="mb-2 text-small text-muted">{t("remove.text")}</p>
      <Button type="button" kind="secondary" onClick={() => (loses ? setAsked(true) : void remove())}>
        {t("remove.button")}
      </Button>
    </div>
  );
}
