/** What an approver can do with a request: together, apart with a reason, no visit with a reason; its agency takes it back. */
import type { SubmissionResult } from "@conform-to/react";
import { getFormProps, useForm } from "@conform-to/react";
import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { SelectField } from "~/shared/ui/field";
import { Section } from "~/shared/ui/page";
import { APART_REASONS, REFUSALS } from "../request/forms";

interface Props {
  readonly reply: SubmissionResult<string[]> | null;
  readonly mayDecide: boolean;
  readonly mayWithdraw: boolean;
  /** A visit planned already takes it in. */
  readonly joins: boolean;
  /** Requests that go together, this one counted. */
  readonly count: number;
}

export function RequestDecision({ reply, mayDecide, mayWithdraw, joins, count }: Props) {
  const { t } = useTranslation("one-check");
  const together = joins ? t("requests.joinVisit") : count > 1 ? t("requests.togetherMany", { count }) : t("requests.togetherOne");
  return (
    <Section title={t("requests.decideTitle")} id="decide">
      {mayDecide ? (
        <>
          <Form method="post" className="mb-8">
            <Button name="intent" value="together">
              {together}
            </Button>
          </Form>
          {joins || count > 1 ? <ReasonForm reply={reply} intent="apart" /> : null}
          <ReasonForm reply={reply} intent="refuse" />
        </>
      ) : null}
      {mayWithdraw ? (
        <Form method="post">
          <Button kind="secondary" name="intent" value="withdraw">
            {t("requests.withdraw")}
          </Button>
        </Form>
      ) : null}
    </Section>
  );
}

const FORMS = {
  apart: { name: "apartReason", title: "requests.apartTitle", label: "requests.apartReason", reasons: APART_REASONS, button: "requests.apart" },
  refuse: { name: "refusal", title: "requests.refuseTitle", label: "requests.refusalReason", reasons: REFUSALS, button: "requests.refuse" },
} as const;

function ReasonForm({ reply, intent }: { reply: Props["reply"]; intent: keyof typeof FORMS }) {
  const { t } = useTranslation("one-check");
  const { name, title, label, reasons, button } = FORMS[intent];
  // The answer to one form says nothing about the other.
  const isAnswered = reply?.initialValue?.["intent"] === intent;
  const [form, fields] = useForm<Record<string, string>>({ id: intent, lastResult: isAnswered ? reply : null });
  const field = fields[name];
  return (
    <Form method="post" {...getFormProps(form)} className="mb-8">
      <h3 className="mb-2 font-semibold">{t(title)}</h3>
      {field ? <SelectField field={field} label={t(label)} options={reasons.map((value) => ({ value, label: t(`requests.reasons.${value}`) }))} /> : null}
      <Button kind="secondary" name="intent" value={intent}>
        {t(button)}
      </Button>
    </Form>
  );
}
