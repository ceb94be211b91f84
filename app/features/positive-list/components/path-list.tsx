/** The shortest way to the next tier as a numbered list, or why there is none. */
import { useTranslation } from "react-i18next";
import { formatDay } from "~/shared/format";
import type { Path, PathStep } from "../path";
import { GATE_CODES, type GateCode } from "../profile";
import type { ItemCode } from "../weights";
import { Changes, useLocale, Whys } from "./reasons";

const isGate = (code: GateCode | ItemCode): code is GateCode =>
  GATE_CODES.some((known) => known === code);

export function useStepName() {
  const { t } = useTranslation("positive-list");
  return (code: GateCode | ItemCode): string =>
    isGate(code) ? t(`gate.${code}`) : t(`item.${code}`);
}

export function PathList({ path }: { path: Path }) {
  const { t } = useTranslation("positive-list");
  const locale = useLocale();
  if (path.target === null) return <p>{t("path.highest")}</p>;
  const target = t(`tier.${path.target}`);
  if (!path.isReachable)
    return (
      <div className="max-w-measure">
        <p className="mb-2">{t("path.unreachable", { target })}</p>
        <Whys reasons={path.obstacles} />
      </div>
    );
  return (
    <div className="max-w-measure">
      <p className="mb-3">
        {t("path.lead", {
          target,
          total: path.totalAfter,
          day: formatDay(path.earliestOn, locale),
        })}
      </p>
      <ol className="list-decimal space-y-3 pl-6">
        {path.steps.map((step) => (
          <Step key={`${step.kind}-${step.code}`} step={step} />
        ))}
      </ol>
    </div>
  );
}

function Step({ step }: { step: PathStep }) {
  const { t } = useTranslation("positive-list");
  const locale = useLocale();
  const name = useStepName();
  return (
    <li>
      <span className="font-semibold">{name(step.code)}</span>
      {step.points > 0 ? (
        <span className="text-muted"> {t("path.gain", { points: step.points })}</span>
      ) : null}
      <span className="block">
        {step.until ? (
          t("path.wait", { day: formatDay(step.until, locale) })
        ) : (
          <Changes reasons={step.reasons} />
        )}
      </span>
    </li>
  );
}
