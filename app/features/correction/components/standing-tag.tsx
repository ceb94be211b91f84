/** How a correction stands, in a word. */
import { useTranslation } from "react-i18next";
import { Tag, type Tone } from "~/shared/ui/status";
import type { CorrectionStatus, Standing } from "../standing";

const TONES: Readonly<Record<Standing, Tone>> = {
  closed: "good",
  "on-time": "info",
  "due-soon": "attention",
  overdue: "bad",
};

export function StandingTag({
  standing,
  status,
}: {
  standing: Standing;
  status: CorrectionStatus;
}) {
  const { t } = useTranslation("correction");
  const waiting = status === "submitted" && standing !== "overdue";
  return (
    <Tag tone={waiting ? "info" : TONES[standing]}>
      {t(waiting ? "standing.submitted" : `standing.${standing}`)}
    </Tag>
  );
}
