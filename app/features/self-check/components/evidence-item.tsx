/** One file of evidence: what it looks like, the time it speaks for, when it came. */
import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Tag, type Tone } from "~/shared/ui/status";

export interface EvidenceLine {
  readonly id: string;
  readonly fileName: string;
  readonly kind: "picture" | "pdf" | "table";
  readonly size: string;
  readonly unreadable: boolean;
  readonly standing: "valid" | "ending" | "ended";
  readonly open: boolean;
  readonly period: string;
  readonly received: string;
}

const TONES: Readonly<Record<EvidenceLine["standing"], Tone>> = {
  valid: "good",
  ending: "attention",
  ended: "bad",
};

export function EvidenceItem({ item, children }: { item: EvidenceLine; children?: ReactNode }) {
  const { t } = useTranslation("evidence");
  return (
    <li className="flex gap-4 border-t border-line py-3">
      <Thumbnail item={item} />
      <div className="min-w-0 grow">
        <EvidenceName item={item} />
        <p className="text-small text-muted">
          {t("item.received", { at: item.received })} · {item.size}
        </p>
        {children}
      </div>
    </li>
  );
}

export function EvidenceName({ item }: { item: EvidenceLine }) {
  const { t } = useTranslation("evidence");
  return (
    <>
      <p className="break-words">
        {item.unreadable ? (
          item.fileName
        ) : (
          <Link to={`/evidence/${item.id}`} reloadDocument>
            {item.fileName}
          </Link>
        )}{" "}
        {item.standing === "valid" ? null : <StandingTag standing={item.standing} />}
      </p>
      <p className="text-small">
        {item.open
          ? t("item.from", { day: item.period })
          : t("item.speaksFor", { period: item.period })}
      </p>
      {item.unreadable ? <p className="text-small text-bad">{t("preview.unreadable")}</p> : null}
    </>
  );
}

export function StandingTag({ standing }: Pick<EvidenceLine, "standing">) {
  const { t } = useTranslation("evidence");
  return <Tag tone={TONES[standing]}>{t(`standing.${standing}`)}</Tag>;
}

/** The picture itself, small; of any other file its kind in words. */
export function Thumbnail({ item }: { item: EvidenceLine }) {
  const { t } = useTranslation("evidence");
  const box =
    "flex size-20 shrink-0 items-center justify-center rounded-box border border-line bg-surface text-small text-muted";
  if (item.kind !== "picture" || item.unreadable)
    return <span className={box}>{t(`kind.${item.kind}`)}</span>;
  return (
    <img
      src={`/evidence/${item.id}/preview`}
      alt={t("preview.alt", { file: item.fileName })}
      width={80}
      height={80}
      loading="lazy"
      className={`${box} object-cover`}
    />
  );
}
