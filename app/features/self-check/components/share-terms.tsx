/** What is shared, with whom and what follows from it: read before sharing. */
import { useTranslation } from "react-i18next";
import type { CitationView } from "~/features/law/citation-view";
import { Citations } from "~/features/law/components/citation";
import { Section } from "~/shared/ui/page";

interface Counts {
  readonly answers: number;
  readonly findings: number;
  readonly evidence: number;
}
interface Statement {
  readonly text: string;
  readonly basis: readonly CitationView[];
}
export interface Terms {
  readonly version: number;
  readonly day: string;
  readonly does: readonly Statement[];
  readonly doesNot: readonly Statement[];
}

export function SharedThings({
  counts,
  withEvidence,
  siteName,
}: {
  counts: Counts;
  withEvidence: boolean;
  siteName: string;
}) {
  const { t } = useTranslation("sharing");
  return (
    <>
      <ul className="mb-3 max-w-measure list-disc space-y-1 pl-5">
        <li>{t("scope.answers", { count: counts.answers })}</li>
        <li>{t("scope.findings", { count: counts.findings })}</li>
        {withEvidence ? <li>{t("scope.evidence", { count: counts.evidence })}</li> : null}
        <li>{t("scope.site", { site: siteName })}</li>
      </ul>
      <p className="max-w-measure text-small text-muted">{t("scope.not")}</p>
    </>
  );
}

export function Recipients({ agencies }: { agencies: readonly string[] }) {
  const { t } = useTranslation("sharing");
  if (agencies.length === 0) return <p className="mb-3 max-w-measure">{t("whomNone")}</p>;
  return (
    <ul className="mb-3 list-disc pl-5">
      {agencies.map((name) => (
        <li key={name}>{name}</li>
      ))}
    </ul>
  );
}

export function LegalEffect({ version, day, does, doesNot }: Terms) {
  const { t } = useTranslation("sharing");
  return (
    <Section title={t("law")} id="law">
      <h3 className="mb-2 font-semibold">{t("does")}</h3>
      <Statements all={does} />
      <h3 className="mb-2 font-semibold">{t("doesNot")}</h3>
      <Statements all={doesNot} />
      <p className="mb-2 max-w-measure font-semibold">{t("confirm")}</p>
      <p className="max-w-measure text-small text-muted">{t("version", { version, day })}</p>
    </Section>
  );
}

const Statements = ({ all }: { all: readonly Statement[] }) => (
  <ul className="mb-6 max-w-measure list-disc space-y-3 pl-5">
    {all.map(({ text, basis }) => (
      <li key={text}>
        {text}
        <Citations basis={basis} />
      </li>
    ))}
  </ul>
);
