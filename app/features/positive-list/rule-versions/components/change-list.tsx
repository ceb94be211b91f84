/** Proposals to change the rules and what became of them. */
import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Tag } from "~/shared/ui/status";

export interface ChangeLine {
  readonly id: string;
  readonly runId: string;
  readonly status: "proposed" | "approved" | "refused" | "withdrawn";
  readonly profile: string;
  readonly version: number;
  readonly from: string;
  readonly reason: string;
  readonly proposed: string;
  readonly decided: string | null;
  readonly decisionReason: string;
}
const TONES = { proposed: "attention", approved: "good", refused: "bad", withdrawn: "plain" } as const;

export function ChangeList({ changes }: { changes: readonly ChangeLine[] }) {
  const { t } = useTranslation("rule-versions");
  return (
    <ul className="mb-6 max-w-measure">
      {changes.map((change) => (
        <li key={change.id} className="border-b border-line py-3">
          <p>
            <Link to={`/rules/runs/${change.runId}`}>{t("changeLine", { profile: change.profile, version: change.version, day: change.from })}</Link>{" "}
            <Tag tone={TONES[change.status]}>{t(`changeStatus.${change.status}`)}</Tag>
          </p>
          <p className="text-small text-muted">
            {t("proposedOn")} {change.proposed}
            {change.decided ? ` · ${t("decidedOn")} ${change.decided}` : ""}
          </p>
          <p>{change.reason}</p>
          {change.decisionReason ? (
            <p>
              {t("decisionReason")}: {change.decisionReason}
            </p>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
