/** Why a half-day was not given, and what to choose instead. What was typed travels in the links. */
import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Notice } from "~/shared/ui/status";

export interface Refusal {
  readonly is: "taken" | "wait" | "not-offered";
  readonly day: string;
  readonly slots: readonly { readonly value: string; readonly day: string; readonly half: "am" | "pm" }[];
}

export function RefusedRequest({ refusal, wish }: { refusal: Refusal; wish: Readonly<Record<string, string>> }) {
  const { t } = useTranslation("booking");
  return (
    <Notice tone="bad" announce title={t(`refusal.${refusal.is}Title`, { day: refusal.day })}>
      <p>{t(`refusal.${refusal.is}`)}</p>
      {refusal.is === "taken" && refusal.slots.length === 0 ? <p>{t("refusal.noAlternatives")}</p> : null}
      <ul className="mt-2 list-disc pl-5">
        {refusal.slots.map((slot) => (
          <li key={slot.value}>
            <Link to={`/appointments/check?${new URLSearchParams({ ...wish, slot: slot.value })}`}>
              {t("form.slotLabel", { day: slot.day, half: t(`half.${slot.half}`) })}
            </Link>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
