/** How the enterprise's application stands, with the way back. */
import { Form, Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { SummaryList } from "~/shared/ui/list";
import { Section } from "~/shared/ui/page";
import { Tag, type Tone } from "~/shared/ui/status";
import type { ApplicationStatus } from "../listing-life/states";

const TONES: Readonly<Record<ApplicationStatus, Tone>> = {
  submitted: "info",
  checked: "info",
  "in-notice": "info",
  approved: "good",
  listed: "good",
  lapsed: "plain",
  returned: "attention",
  refused: "bad",
  withdrawn: "plain",
};

export function ApplicationTag({ status }: { status: ApplicationStatus }) {
  const { t } = useTranslation("listing");
  return <Tag tone={TONES[status]}>{t(`status.${status}`)}</Tag>;
}

interface Own {
  readonly status: ApplicationStatus;
  readonly submittedOn: string;
  readonly decisionReason: string;
  readonly noticeId: string | null;
  readonly noticeEndsOn: string | null;
  readonly open: boolean;
}

export function OwnApplication({ own, mayWithdraw }: { own: Own; mayWithdraw: boolean }) {
  const { t } = useTranslation("listing");
  return (
    <Section title={t("apply.own")} id="own">
      <SummaryList
        rows={[
          { label: t("list.status"), value: <ApplicationTag status={own.status} /> },
          { label: t("apply.submitted"), value: own.submittedOn },
          ...(own.decisionReason === "" ? [] : [{ label: t("apply.reason"), value: own.decisionReason }]),
          ...(own.noticeId && own.noticeEndsOn
            ? [{ label: t("apply.notice"), value: <Link to={`/notices/${own.noticeId}`}>{t("apply.noticeUntil", { day: own.noticeEndsOn })}</Link> }]
            : []),
        ]}
      />
      {own.open && mayWithdraw ? (
        <Form method="post">
          <p className="mb-2 text-small text-muted">{t("apply.withdrawText")}</p>
          <Button kind="warning" name="intent" value="withdraw">
            {t("apply.withdraw")}
          </Button>
        </Form>
      ) : null}
    </Section>
  );
}
