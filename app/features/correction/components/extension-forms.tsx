/** A later due day: asked for, taken back, decided. */
import { getFormProps, useForm } from "@conform-to/react";
import { Form, Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/shared/ui/button";
import { ErrorSummary } from "~/shared/ui/error-summary";
import { ChoiceField, TextAreaField, TextField } from "~/shared/ui/field";
import { Section } from "~/shared/ui/page";
import { Notice } from "~/shared/ui/status";
import type { Decider } from "../extension";
import { replyTo, type FormReply } from "./work-forms";

interface Open {
  readonly asker: string | null;
  readonly askedOn: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly whyLate: string;
  readonly mayWithdraw: boolean;
  readonly mayDecide: boolean;
}
interface Bounds {
  readonly earliest: string;
  readonly latest: string;
  readonly from: string;
  readonly to: string;
}
export interface ExtensionProps {
  readonly extension: {
    readonly open: Open | null;
    readonly mayAsk: boolean;
    readonly late: boolean;
    readonly decider: Decider;
    /** Names of those who can decide; null: not for this reader to know. */
    readonly deciders: readonly string[] | null;
    /** Whether the reader could invite somebody who can. */
    readonly mayInvite: boolean;
    readonly bounds: Bounds | null;
  };
  readonly dueOn: string;
  readonly result: FormReply | undefined;
}

export function ExtensionPart({ extension, dueOn, result }: ExtensionProps) {
  const { t } = useTranslation("correction");
  const { open, mayAsk, bounds, late } = extension;
  if (!open && !mayAsk) return null;
  const who = <WhoDecides {...extension} />;
  return (
    <Section title={t("extension.title")} id="extension">
      {open ? (
        <Notice
          tone="info"
          title={t("extension.waiting", {
            name: open.asker,
            asked: open.askedOn,
            from: open.from,
            to: open.to,
          })}
        >
          <p className="whitespace-pre-line">{open.reason}</p>
          {open.whyLate ? <p>{t("history.whyLate", { why: open.whyLate })}</p> : null}
          {who}
        </Notice>
      ) : null}
      {open?.mayWithdraw ? (
        <Form method="post">
          <input type="hidden" name="intent" value="withdraw" />
          <Button kind="secondary">{t("extension.withdraw")}</Button>
        </Form>
      ) : null}
      {open?.mayDecide ? <DecideForm to={open.to} dueOn={dueOn} result={result} /> : null}
      {mayAsk && bounds ? <AskForm bounds={bounds} late={late} who={who} result={result} /> : null}
      {mayAsk && !bounds ? <p className="text-muted">{t("extension.usedUp")}</p> : null}
    </Section>
  );
}

const DECIDED_BY = {
  "legal-representative": "extension.decidedByLegal",
  "another-lead": "extension.decidedByLead",
  officer: "extension.decidedByOfficer",
} as const;

/** Who can decide, by name; where nobody is there who could, what to do about it. */
function WhoDecides({ decider, deciders, mayInvite }: ExtensionProps["extension"]) {
  const { t } = useTranslation("correction");
  const { t: common } = useTranslation();
  return (
    <p className="mb-4 text-small">
      {t(DECIDED_BY[decider])}
      {deciders && deciders.length > 0 ? ` ${t("extension.canDecide", { names: deciders.join(common("comma")) })}` : null}
      {deciders?.length === 0 ? (
        <>
          {" "}
          <strong>{t("extension.nobodyCan")}</strong>{" "}
          {mayInvite ? <Link to="/members">{t("extension.toMembers")}</Link> : null}
        </>
      ) : null}
    </p>
  );
}

interface AskProps {
  readonly bounds: Bounds;
  readonly late: boolean;
  readonly who: ReactNode;
  readonly result: FormReply | undefined;
}

function AskForm({ bounds, late, who, result }: AskProps) {
  const { t } = useTranslation("correction");
  const [form, fields] = useForm<{ newDueOn: string; reason: string; whyLate: string }>({
    id: "ask",
    lastResult: replyTo("ask", result),
  });
  return (
    <details open={replyTo("ask", result) !== null} className="max-w-measure">
      <summary className="min-h-11 cursor-pointer py-2 font-semibold">{t("extension.ask")}</summary>
      {who}
      <ErrorSummary
        formErrors={form.errors}
        fields={[
          { field: fields.newDueOn, label: t("extension.newDueOn") },
          { field: fields.reason, label: t("extension.reason") },
          { field: fields.whyLate, label: t("extension.whyLate") },
        ]}
      />
      <Form method="post" {...getFormProps(form)}>
        <input type="hidden" name="intent" value="ask" />
        <TextField
          type="date"
          min={bounds.earliest}
          max={bounds.latest}
          field={fields.newDueOn}
          label={t("extension.newDueOn")}
          hint={t("extension.newDueHint", { from: bounds.from, to: bounds.to })}
        />
        <TextAreaField
          field={fields.reason}
          label={t("extension.reason")}
          hint={t("extension.reasonHint")}
          rows={3}
        />
        {late ? (
          <TextAreaField field={fields.whyLate} label={t("extension.whyLate")} rows={2} />
        ) : null}
        <Button kind="secondary">{t("extension.send")}</Button>
      </Form>
    </details>
  );
}

interface DecideProps {
  readonly to: string;
  readonly dueOn: string;
  readonly result: FormReply | undefined;
}

function DecideForm({ to, dueOn, result }: DecideProps) {
  const { t } = useTranslation("correction");
  const [form, fields] = useForm<{ decision: string; reason: string }>({
    id: "decide",
    lastResult: replyTo("decide", result),
  });
  return (
    <>
      <ErrorSummary
        formErrors={form.errors}
        fields={[
          { field: fields.decision, label: t("extension.question", { day: to }) },
          { field: fields.reason, label: t("extension.decisionReason") },
        ]}
      />
      <Form method="post" {...getFormProps(form)}>
        <input type="hidden" name="intent" value="decide" />
        <ChoiceField
          field={fields.decision}
          label={t("extension.question", { day: to })}
          options={[
            {
              value: "approved",
              label: t("extension.approved"),
              hint: t("extension.approvedHint"),
            },
            {
              value: "refused",
              label: t("extension.refused"),
              hint: t("extension.refusedHint", { day: dueOn }),
            },
          ]}
        />
        <TextAreaField field={fields.reason} label={t("extension.decisionReason")} rows={3} />
        <Button>{t("extension.confirm")}</Button>
      </Form>
    </>
  );
}
