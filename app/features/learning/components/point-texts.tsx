/** What learning points are for, and the rules they follow with where each comes from. */
import { useTranslation } from "react-i18next";
import { Section } from "~/shared/ui/page";

function Purpose({ finePercent }: { finePercent: number }) {
  const { t } = useTranslation("learning");
  return (
    <Section title={t("points.for")}>
      <ul className="list-disc space-y-2 pl-5">
        <li>{t("points.forList")}</li>
        <li>{t("points.forEvidence")}</li>
        <li>{t("points.forFine", { percent: finePercent })}</li>
      </ul>
    </Section>
  );
}

interface Rules {
  readonly fine: number;
  readonly months: number;
  readonly capMonths: number;
  readonly person: number;
  readonly enterprise: number;
  readonly repeatMonths: number;
}
type RuleName = "pointsPerPass" | "expiryMonths" | "personCap" | "enterpriseCap" | "repeatMonths" | "fineReductionPercent";

interface Props {
  readonly rules: Rules;
  readonly sources: readonly { readonly name: RuleName; readonly source: string }[];
}

export function PointTexts({ rules, sources }: Props) {
  return (
    <>
      <Purpose finePercent={rules.fine} />
      <RulesText rules={rules} sources={sources} />
    </>
  );
}

function RulesText({ rules, sources }: Props) {
  const { t } = useTranslation("learning");
  return (
    <Section title={t("points.rules")}>
      <ul className="mb-4 list-disc space-y-2 pl-5">
        <li>{t("points.ruleMonths", { months: rules.months })}</li>
        <li>{t("points.rulePerson", { n: rules.person, months: rules.capMonths })}</li>
        <li>{t("points.ruleEnterprise", { n: rules.enterprise, months: rules.capMonths })}</li>
        <li>{t("points.ruleRepeat", { months: rules.repeatMonths })}</li>
        <li>{t("points.ruleTransfer")}</li>
      </ul>
      <details className="text-small">
        <summary>{t("points.sources")}</summary>
        <dl className="mt-2">
          {sources.map(({ name, source }) => (
            <div key={name} className="mb-2">
              <dt className="font-semibold">{t(`points.sourceName.${name}`)}</dt>
              <dd className="text-muted">{source}</dd>
            </div>
          ))}
        </dl>
      </details>
    </Section>
  );
}
