/** What an exam asks and allows, said before it starts. */
import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";

interface Rules {
  readonly questions: number;
  readonly minutes: number;
  readonly passPercent: number;
  readonly resits: number;
  readonly hours: number;
}

export function ExamRules({ rules, full = false }: { rules: Rules; full?: boolean }) {
  const { t } = useTranslation("learning");
  return (
    <ul className="mb-6 max-w-measure list-disc space-y-2 pl-6">
      <li>{t("exam.draw", { questions: rules.questions })}</li>
      <li>{t("exam.time", { minutes: rules.minutes })}</li>
      <li>{t("exam.pass", { percent: rules.passPercent })}</li>
      {full ? <li>{t("exam.save")}</li> : null}
      <li>{t("exam.resits", { hours: rules.hours, n: rules.resits })}</li>
      {full ? (
        <li>
          {t("exam.points")} <Link to="/points">{t("exam.pointRules")}</Link>
        </li>
      ) : null}
    </ul>
  );
}
