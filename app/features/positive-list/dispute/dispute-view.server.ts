/** A fact's history, and a dispute, as pages show them in one language. */
import { translator } from "~/platform/i18n.server";
import { formatDay } from "~/shared/format";
import type { Locale } from "~/shared/locale";
import { FACT_KINDS } from "../fact-kinds";
import { isImportable } from "../import-columns";
import { columnGuide, kindLabel } from "../import-queries.server";
import { factHistory, type FactReader, type FactRow } from "../facts-known/facts-queries.server";
import { shownFact } from "../facts-known/facts-view.server";
import { cellsOf, correctableColumns } from "./corrected";
import { disputeOf, type DisputeView } from "./dispute-queries.server";
import { may } from "./policy";
import { isDisputable } from "./rules";

/** Null when it is out of reach. */
export async function factPage(actor: FactReader, factId: string, locale: Locale) {
  const history = await factHistory(actor, factId);
  const last = history?.versions.at(-1);
  if (!history || !last) return null;
  const { versions, agencies, disputes } = history;
  const open = disputes.find(({ status, factId: about }) => status === "open" && about === last.id);
  return {
    lastId: last.id,
    kind: last.kind,
    label: kindLabel(last.kind, locale),
    enterpriseId: history.enterpriseId,
    enterprise: history.enterprise[locale],
    uscc: history.uscc,
    versions: versions
      .map((row, at) => ({ ...shownFact(row, agencies, locale), number: at + 1, isLast: at === versions.length - 1 }))
      .reverse(),
    disputes: disputes.map((line) => ({ id: line.id, status: line.status, raisedOn: formatDay(line.raisedOn, locale) })),
    /** Why there is no way to dispute it here; null when there is one. */
    closed: closedBecause(last),
    openDisputeId: open?.id ?? null,
  };
}

function closedBecause({ kind, withdrawn }: FactRow): "withdrawn" | "own" | "computed" | null {
  if (isDisputable(kind)) return withdrawn ? "withdrawn" : null;
  return FACT_KINDS[kind].writer === "enterprise" ? "own" : "computed";
}

/** Null when it is out of reach. */
export async function disputePage(actor: FactReader, id: string, locale: Locale) {
  const dispute = await disputeOf(actor, id);
  const history = dispute && (await factHistory(actor, dispute.factId));
  if (!dispute || !history) return null;
  const { versions, agencies } = history;
  const shown = (factId: string | null) => {
    const row = versions.find((version) => version.id === factId);
    return row ? shownFact(row, agencies, locale) : null;
  };
  const isOpen = dispute.status === "open";
  const mayDecide = may.decide(actor) && isOpen;
  return {
    ...inWords(dispute, locale),
    label: kindLabel(dispute.kind, locale),
    disputed: shown(dispute.factId),
    corrected: shown(dispute.correctedFactId),
    mayWithdraw: actor.kind === "enterprise" && isOpen,
    mayDecide,
    isOwnRecord: mayDecide && dispute.recordedBy === actor.accountId,
    columns: mayDecide ? columnsFor(dispute.kind, versions.at(-1), locale) : [],
  };
}
export type DisputePage = NonNullable<Awaited<ReturnType<typeof disputePage>>>;

function inWords(dispute: DisputeView, locale: Locale) {
  const t = translator(locale, "fact-dispute");
  const { raiser, decider, decidedOn, effects } = dispute;
  const by = (day: string, name: string | null) => {
    const on = formatDay(day, locale);
    return name === null ? on : t("view.raisedBy", { day: on, name });
  };
  return {
    id: dispute.id,
    factId: dispute.factId,
    kind: dispute.kind,
    uscc: dispute.uscc,
    enterpriseId: dispute.enterpriseId,
    enterprise: dispute.enterprise[locale],
    status: dispute.status,
    reason: dispute.reason,
    file: dispute.evidenceId === null ? null : { id: dispute.evidenceId, name: dispute.fileName ?? "" },
    raised: by(dispute.raisedOn, raiser),
    due: formatDay(dispute.dueOn, locale),
    decided: decidedOn === null ? null : by(decidedOn, decider),
    decisionReason: dispute.decisionReason,
    effects,
  };
}

/** The fields of a corrected statement, filled with what stands on record. */
function columnsFor(kind: string, last: Parameters<typeof cellsOf>[1] | undefined, locale: Locale) {
  if (!isImportable(kind) || !last) return [];
  const cells = cellsOf(kind, last);
  const guide = new Map(columnGuide(kind, locale).map((line) => [line.name, line]));
  return correctableColumns(kind).map(({ name, cell, isRequired }) => ({
    name,
    title: guide.get(name)?.title ?? name,
    is: cell.is,
    isRequired,
    value: cells[name] ?? "",
    options: "options" in cell ? Object.entries(cell.options).map(([value, titles]) => ({ value, label: titles[locale] })) : [],
  }));
}
