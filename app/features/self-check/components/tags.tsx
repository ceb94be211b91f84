/** Severity and result, always as words with a colour. */
import { useTranslation } from "react-i18next";
import { Tag, type Tone } from "~/shared/ui/status";
import type { Result, Severity } from "../evaluate";

const SEVERITY_TONES: Readonly<Record<Severity, Tone>> = {
  "red-line": "bad",
  major: "attention",
  minor: "info",
};
const RESULT_TONES: Readonly<Record<Result, Tone>> = {
  red: "bad",
  amber: "attention",
  green: "good",
};

export function SeverityTag({ severity }: { severity: Severity }) {
  const { t } = useTranslation("self-check");
  return <Tag tone={SEVERITY_TONES[severity]}>{t(`severity.${severity}`)}</Tag>;
}

/** Green is said only of a complete self-check: what is not known has not passed. */
export function ResultTag({ result, complete }: { result: Result; complete: boolean }) {
  const { t } = useTranslation("self-check");
  const open = result === "green" && !complete;
  return (
    <Tag tone={open ? "plain" : RESULT_TONES[result]}>{t(`result.${open ? "open" : result}`)}</Tag>
  );
}
