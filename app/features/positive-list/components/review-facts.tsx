/** What is known of an application: who signed what, who checked, who decided, who objected. */
import type { SubmissionResult } from "@conform-to/react";
import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { SummaryList } from "~/shared/ui/list";
import { Section } from "~/shared/ui/page";
import { Tag } from "~/shared/ui/status";
import type { CheckBasis, CheckVerdict } from "../listing-life/county-check";
import type { ApplicationStatus } from "../listing-life/states";
import { ApplicationTag } from "./own-application";
import { AnswerForm } from "./review-forms";

interface View {
  readonly status: ApplicationStatus;
  readonly uscc: string;
  readonly hash: string;
  readonly evaluatedOn: string;
  readonly submittedOn: string;
  readonly pledge: { readonly version: number; readonly text: string };
  readonly check: {
    readonly basis: CheckBasis;
    readonly items: readonly { readonly id: string; readonly title: string; readonly verdict: CheckVerdict; readonly note: string }[];
    readonly note: string;
    readonly by: string;
    readonly on: string;
  } | null;
  readonly sentBackReason: string;
  readonly isProposed: boolean;
  readonly renewalGround: "help-visit" | "audit" | "off-site-pack" | null;
  readonly decider: string | null;
  readonly decidedOn: string | null;
  readonly decisionReason: string;
  readonly notice: { readonly id: string; readonly endsOn: string } | "" | null;
  readonly listingId: string | null;
  readonly objections: readonly {
    readonly id: string;
    readonly text: string;
    readonly contact: string;
    readonly status: "open" | "upheld" | "rejected";
    readonly answer: string;
    readonly createdAt: string;
  }[];
}

export function ReviewFacts({ view }: { view: View }) {
  const { t } = useTranslation("listing");
  const { t: l } = useTranslation("listing-life");
  return (
    <>
      <SummaryList
        rows={[
          { label: t("list.status"), value: <ApplicationTag status={view.status} /> },
          { label: t("register.uscc"), value: view.uscc },
          { label: t("apply.submitted"), value: view.submittedOn },
          {
            label: t("review.pledge", { version: view.pledge.version }),
            value: view.pledge.text,
          },
          ...(view.check
            ? [
                {
                  label: t("review.check"),
                  value: (
                    <>
                      <span className="block">{t("review.checkedBy", { name: view.check.by, day: view.check.on })}</span>
                      <span className="block">{`${l("check.basis")} · ${l(`check.bases.${view.check.basis}`)}`}</span>
                      <ul className="list-disc pl-5">
                        {view.check.items.map((item) => (
                          <li key={item.id}>{`${item.title} · ${l(`check.verdicts.${item.verdict}`)}${item.note ? ` · ${item.note}` : ""}`}</li>
                        ))}
                      </ul>
                      <span className="block whitespace-pre-line">{view.check.note}</span>
                    </>
                  ),
                },
              ]
            : []),
          ...(view.isProposed ? [{ label: l("proposal.status"), value: l("check.proposed") }] : []),
          ...(view.renewalGround ? [{ label: l("check.renewal"), value: l(`renewal.grounds.${view.renewalGround}`) }] : []),
          ...(view.sentBackReason ? [{ label: l("check.sentBack"), value: view.sentBackReason }] : []),
          ...(view.decisionReason
            ? [{ label: t("apply.reason"), value: view.decider && view.decidedOn ? `${view.decisionReason} (${t("review.decidedBy", { name: view.decider })}, ${view.decidedOn})` : view.decisionReason }]
            : []),
          ...(view.notice ? [{ label: t("apply.notice"), value: <Link to={`/notices/${view.notice.id}`}>{t("apply.noticeUntil", { day: view.notice.endsOn })}</Link> }] : []),
          ...(view.listingId ? [{ label: t("status.listed"), value: <Link to={`/listings/${view.listingId}`}>{t("review.toListing")}</Link> }] : []),
        ]}
      />
      <p className="mb-8 text-small text-muted">{t("review.frozen", { day: view.evaluatedOn, hash: view.hash })}</p>
    </>
  );
}

interface ObjectionsProps {
  readonly view: View;
  readonly mayAnswer: boolean;
  readonly replyTo: (objectionId: string) => SubmissionResult<string[]> | null;
}

export function ReviewObjections({ view, mayAnswer, replyTo }: ObjectionsProps) {
  const { t } = useTranslation("listing");
  if (!view.notice) return null;
  return (
    <Section title={t("review.objections")} id="objections">
      {view.objections.length === 0 ? <p className="text-muted">{t("review.noObjections")}</p> : null}
      {view.objections.map((objection) => (
        <article key={objection.id} className="mb-6 border-t border-line pt-4">
          <p className="mb-2">
            <Tag tone={objection.status === "open" ? "attention" : "plain"}>{t(`objectionStatus.${objection.status}`)}</Tag>{" "}
            <span className="text-small text-muted">{objection.createdAt}</span>
          </p>
          <p className="max-w-measure whitespace-pre-line">{objection.text}</p>
          <p className="text-small text-muted">
            {t("review.contact")} · {objection.contact || t("review.anonymous")}
          </p>
          {objection.answer ? <p className="mt-2 max-w-measure">{objection.answer}</p> : null}
          {objection.status === "open" && mayAnswer ? <AnswerForm objectionId={objection.id} reply={replyTo(objection.id)} /> : null}
        </article>
      ))}
    </Section>
  );
}
