/** The state of an attempt as a word with its colour. */
import { useTranslation } from "react-i18next";
import { Tag, type Tone } from "~/shared/ui/status";
import type { StoredStatus } from "../attempt";

const TONES: Readonly<Record<StoredStatus, Tone>> = { running: "info", passed: "good", failed: "bad", expired: "plain" };

export function AttemptStatusTag({ status }: { status: StoredStatus }) {
  const { t } = useTranslation("learning");
  return <Tag tone={TONES[status]}>{t(`status.${status}`)}</Tag>;
}
