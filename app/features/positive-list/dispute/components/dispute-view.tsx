/** A dispute about a fact: what is disputed, why, what was decided, what followed. */
import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { SummaryList } from "~/shared/ui/list";
import { Section } from "~/shared/ui/page";
import { Notice, Tag, type Tone } from "~/shared/ui/status";
import { Table } from "~/shared/ui/table";
import { SaidLines, type FactView } from "../../facts-known/components/facts-table";
import type { Effects } from "../rules";

type State = "open" | "upheld" | "rejected" | "withdrawn";
const TONES: Readonly<Record<State, Tone>> = { open: "attention", upheld: "good", rejected: "plain", withdrawn: "plain" };

export function DisputeTag({ state }: { state: State }) {
  const { t } = useTranslation("fact-dispute");
  return <Tag tone={TONES[state]}>{t(`state.${state}`)}</Tag>;
}

interface Shown {
  readonly factId: string;
  readonly uscc: string;
  readonly enterprise: string;
  readonly status: State;
  readonly reason: string;
  readonly file: { readonly id: string; readonly name: string } | null;
  readonly raised: string;
  readonly due: string;
  readonly decided: string | null;
  readonly decisionReason: string;
  readonly disputed: FactView | null;
  readonly corrected: (FactView & { readonly withdrawn: boolean }) | null;
}

/** @param purpose for which an agency opens the file; the enterprise sees it */
export function DisputeFacts({ view, purpose }: { view: Shown; purpose: string }) {
  const { t } = useTranslation("fact-dispute");
  const { disputed, corrected, decided, file } = view;
  return (
    <SummaryList
      rows={[
        { label: t("view.state"), value: <DisputeTag state={view.status} /> },
        { label: t("view.enterprise"), value: `${view.enterprise} · ${view.uscc}` },
        ...(disputed ? [{ label: t("view.fact"), value: <><SaidLines says={disputed.says} /><span className="block text-small text-muted">{disputed.provenance.join(" · ")}</span></> }] : []),
        { label: t("view.reason"), value: <span className="whitespace-pre-line">{view.reason}</span> },
        ...(file ? [{ label: t("view.file"), value: <Link to={`/evidence/${file.id}${purpose}`} reloadDocument>{file.name}</Link> }] : []),
        { label: t("view.raised"), value: view.raised },
        ...(decided ? [{ label: t("view.decided"), value: decided }] : [{ label: t("view.due"), value: view.due }]),
        ...(view.decisionReason ? [{ label: t("view.decisionReason"), value: <span className="whitespace-pre-line">{view.decisionReason}</span> }] : []),
        ...(corrected ? [{ label: t("view.corrected"), value: corrected.withdrawn ? t("view.takenBack") : <SaidLines says={corrected.says} /> }] : []),
        { label: t("view.history"), value: <Link to={`/facts/${view.factId}`}>{t("view.history")}</Link> },
      ]}
    />
  );
}

export function DisputeEffects({ effects }: { effects: Effects | null }) {
  const { t } = useTranslation("fact-dispute");
  const { t: p } = useTranslation("positive-list");
  if (!effects) return <Notice tone="info" title={t("view.effectsPending")} />;
  const { before, after } = effects;
  return (
    <Section title={t("view.effects")} id="effects">
      <ul className="mb-6 list-disc pl-6">
        {before ? <li>{t("view.evaluationBefore", { outcome: p(`outcome.${before.outcome}`), score: before.score })}</li> : null}
        <li>{t("view.evaluation", { outcome: p(`outcome.${after.outcome}`), score: after.score })}</li>
        <li>{t(`effects.application.${effects.application}`)}</li>
        <li>{t(`effects.listing.${effects.listing}`)}</li>
      </ul>
    </Section>
  );
}

interface Line {
  readonly id: string;
  readonly label: string;
  readonly enterprise: string;
  readonly status: State;
  readonly raisedOn: string;
  readonly dueOn: string;
}

export function DisputeTable({ lines, withEnterprise }: { lines: readonly Line[]; withEnterprise: boolean }) {
  const { t } = useTranslation("fact-dispute");
  return (
    <Table
      caption={t("list.caption")}
      captionHidden
      rows={lines}
      rowKey={({ id }) => id}
      columns={[
        { head: t("list.fact"), label: t("list.fact"), cell: ({ id, label, enterprise }) => <Link to={`/fact-disputes/${id}`} aria-label={`${label}, ${enterprise}`}>{label}</Link> },
        ...(withEnterprise ? [{ head: t("list.enterprise"), label: t("list.enterprise"), cell: ({ enterprise }: Line) => enterprise }] : []),
        { head: t("list.raised"), label: t("list.raised"), cell: ({ raisedOn }) => raisedOn },
        { head: t("list.due"), label: t("list.due"), cell: ({ status, dueOn }) => (status === "open" ? dueOn : "–") },
        { head: t("list.state"), label: t("list.state"), cell: ({ status }) => <DisputeTag state={status} /> },
      ]}
    />
  );
}
