/** A correction as one sees it who may work on it, verify it, or only read it: the evidence before the verdict. */
import { useTranslation } from "react-i18next";
import { Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";
import {
  CorrectionFacts,
  EvidenceList,
  type CorrectionView,
  type EvidenceItem,
} from "./correction-facts";
import { ExtensionPart, type ExtensionProps } from "./extension-forms";
import { History, type HistoryEntry } from "./history";
import { VerdictForm } from "./verdict-form";
import { EvidenceForm, PlanForm, SubmitForm, type FormReply, type PlanProps } from "./work-forms";

interface Props {
  readonly view: CorrectionView & { readonly evidence: readonly EvidenceItem[] };
  readonly plan: PlanProps["plan"];
  readonly members: PlanProps["members"];
  readonly limits: {
    readonly foundOn: string;
    readonly on: string;
    readonly accept: string;
    readonly maxMb: number;
  };
  readonly mayWork: boolean;
  readonly mayVerify: boolean;
  readonly waitsForOther: boolean;
  readonly agency: boolean;
  readonly extension: ExtensionProps["extension"];
  readonly history: readonly HistoryEntry[];
  readonly result: FormReply | undefined;
}

export function CorrectionWork({
  view,
  plan,
  members,
  limits,
  mayWork,
  mayVerify,
  waitsForOther,
  agency,
  extension,
  history,
  result,
}: Props) {
  const { t } = useTranslation("correction");
  // One primary button: that of the next step.
  const step = plan.cause === null ? "plan" : view.evidence.length === 0 ? "evidence" : "submit";
  return (
    <>
      {waitsForOther ? (
        <Notice tone="info" title={t("one.waitsTitle")}>
          {t("one.waits")}
        </Notice>
      ) : null}
      <CorrectionFacts view={view} agency={agency} />
      {mayWork ? (
        <PlanForm result={result} plan={plan} members={members} primary={step === "plan"} />
      ) : null}
      <Section title={t("evidence.title")} id="evidence-title">
        <EvidenceList evidence={view.evidence} />
        {mayWork ? (
          <EvidenceForm
            result={result}
            {...limits}
            foundOnText={view.foundOn}
            primary={step === "evidence"}
          />
        ) : null}
      </Section>
      {mayWork ? <SubmitForm result={result} primary={step === "submit"} /> : null}
      {mayVerify ? <VerdictForm result={result} /> : null}
      <ExtensionPart extension={extension} dueOn={view.dueOn} result={result} />
      <History entries={history} />
    </>
  );
}
