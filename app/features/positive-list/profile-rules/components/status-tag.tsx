/** How far a set of local rules can be relied on. */
import { useTranslation } from "react-i18next";
import { Tag, type Tone } from "~/shared/ui/status";
import type { Profile } from "../../profile";

const TONES: Readonly<Record<Profile["status"], Tone>> = {
  "in-force": "good",
  trial: "info",
  expired: "plain",
  "to-be-confirmed": "attention",
};

export function StatusTag({ status }: { status: Profile["status"] }) {
  const { t } = useTranslation("profile-rules");
  return <Tag tone={TONES[status]}>{t(`status.${status}`)}</Tag>;
}
