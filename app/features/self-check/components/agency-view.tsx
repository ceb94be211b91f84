/** A shared self-check on the agency's side: before its first opening, and after. */
import type { SubmissionResult } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { SummaryList } from "~/shared/ui/list";
import { Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";
import type { Purpose } from "../purpose";
import { AnswersList } from "./answers-list";
import { ResultSummary, type ResultSummaryProps } from "./result-summary";
import { AcknowledgeForm } from "./share-forms";
import { Acknowledgments, type Acknowledgment } from "./share-state";
import { ThreeDaysSection } from "./three-days";

interface Share {
  readonly siteName: string;
  readonly enterprise: { readonly name: string; readonly uscc: string };
  readonly withEvidence: boolean;
  readonly evidenceCount: number;
  readonly sharedAt: string;
  readonly openedAt: string | null;
}

/** Reading ends the enterprise's right to take the share back, so it is a button and not a link. */
export function UnopenedSelfCheck({ share, purpose }: { share: Share; purpose: Purpose }) {
  const { t } = useTranslation("sharing");
  return (
    <>
      <Facts share={share} />
      <p className="mb-6 max-w-measure">{t("cover.text")}</p>
      <Form method="post">
        <input type="hidden" name="purpose" value={purpose} />
        <Button name="intent" value="open">
          {t("cover.button")}
        </Button>
      </Form>
    </>
  );
}

function Facts({ share, completed }: { share: Share; completed?: string }) {
  const { t } = useTranslation("sharing");
  const { t: selfCheck } = useTranslation("self-check");
  const { enterprise, siteName, sharedAt, withEvidence } = share;
  return (
    <SummaryList
      rows={[
        { label: t("list.enterprise"), value: `${enterprise.name} ${enterprise.uscc}` },
        { label: t("list.site"), value: siteName },
        ...(completed ? [{ label: selfCheck("record.completed"), value: completed }] : []),
        { label: t("list.sharedAt"), value: sharedAt },
        { label: t("scopeOf"), value: t(withEvidence ? "scopeWith" : "scopeWithout") },
      ]}
    />
  );
}

interface Props {
  readonly share: Share;
  readonly opened: {
    readonly view: ResultSummaryProps & { readonly completedOn: string; readonly completedBy: string };
    readonly topics: Parameters<typeof AnswersList>[0]["topics"];
    readonly days: Parameters<typeof ThreeDaysSection>[0]["days"];
    readonly words: readonly Acknowledgment[];
  };
  readonly mayAcknowledge: boolean;
  readonly idempotencyKey: string;
  readonly reply: SubmissionResult<string[]> | null;
}

export function OpenedSelfCheck({ share, opened, mayAcknowledge, idempotencyKey, reply }: Props) {
  const { t } = useTranslation("sharing");
  const { t: selfCheck } = useTranslation("self-check");
  const { view, topics, days, words } = opened;
  const completed = selfCheck("record.completedBy", { day: view.completedOn, name: view.completedBy });
  return (
    <>
      <Notice tone="info" title={t("agency.why")}>
        <p>{t("agency.whyText", { shared: share.sharedAt, opened: share.openedAt ?? "" })}</p>
        {share.withEvidence || share.evidenceCount === 0 ? null : (
          <p>{t("agency.withoutFiles", { count: share.evidenceCount })}</p>
        )}
      </Notice>
      <Facts share={share} completed={completed} />
      <ResultSummary {...view} />
      <ThreeDaysSection days={days} />
      <AnswersList topics={topics} />
      <Acknowledgments all={words} />
      {mayAcknowledge ? (
        <Section title={t("acknowledge.title")} id="acknowledge">
          <AcknowledgeForm key={words.length} reply={reply} idempotencyKey={idempotencyKey} />
        </Section>
      ) : null}
    </>
  );
}
