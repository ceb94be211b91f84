/** How far an import is, in a word. */
import { useTranslation } from "react-i18next";
import { Tag, type Tone } from "~/shared/ui/status";

const TONES = { waiting: "plain", reading: "info", storing: "info", done: "good", refused: "bad", failed: "bad" } as const satisfies Record<string, Tone>;
export type JobStatus = keyof typeof TONES;

export function JobTag({ status }: { status: JobStatus }) {
  const { t } = useTranslation("fact-file");
  return <Tag tone={TONES[status]}>{t(`status.${status}`)}</Tag>;
}
