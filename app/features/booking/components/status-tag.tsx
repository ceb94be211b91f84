import { useTranslation } from "react-i18next";
import { Tag, type Tone } from "~/shared/ui/status";

type Status = "requested" | "confirmed" | "refused" | "cancelled" | "done" | "no-show";
const TONES: Readonly<Record<Status, Tone>> = {
  requested: "info",
  confirmed: "good",
  refused: "bad",
  cancelled: "plain",
  done: "good",
  "no-show": "attention",
};

export function AppointmentStatusTag({ status }: { status: Status }) {
  const { t } = useTranslation("booking");
  return <Tag tone={TONES[status]}>{t(`status.${status}`)}</Tag>;
}
