/**
 * The registry of fact kinds: what each is called, its unit, where it comes from and who may write it. The schema of a
 * kind's value is in `fact-values.ts`. Adding a kind is adding an entry here and a member in `facts.ts`.
 */
import type { z } from "zod";
import type { Localised } from "~/shared/locale";
import { factSchema, type FactKind } from "./facts";

/** agency: stated or imported by an agency. system: computed by the portal. enterprise: stated by the enterprise. */
export type FactWriter = "agency" | "system" | "enterprise";

export interface FactKindEntry {
  readonly label: Localised;
  /** null when the value is an answer or a word. */
  readonly unit: Localised | null;
  readonly source: Localised;
  readonly writer: FactWriter;
  /** An event happened on a day and counts from then on; a state holds until a newer statement. */
  readonly nature: "event" | "state";
}

const text = (zh: string, en: string): Localised => ({ "zh-CN": zh, en });

const CASES = text("行政执法案件记录", "Enforcement case records");
const AGENCY_FILE = text("生态环境部门登记或导入", "Entered or imported by the agency");
const PERMIT_PLATFORM = text("排污许可管理信息", "Permit management data");
const PORTAL = text("平台计算", "Computed by the portal");
const ENTERPRISE = text("企业填报并附证据", "Stated by the enterprise with evidence");

const entry = (
  label: Localised,
  nature: FactKindEntry["nature"],
  writer: FactWriter,
  source: Localised,
  unit: Localised | null = null
): FactKindEntry => ({ label, unit, source, writer, nature });

export const FACT_KINDS: Readonly<Record<FactKind, FactKindEntry>> = {
  "record-check": entry(text("记录核对", "Search of records"), "event", "agency", AGENCY_FILE),
  penalty: entry(
    text("行政处罚", "Penalty"),
    "event",
    "agency",
    CASES,
    text("分（人民币）", "fen")
  ),
  "violation-without-penalty": entry(
    text("未处罚的违法行为", "Violation without penalty"),
    "event",
    "agency",
    CASES
  ),
  incident: entry(text("突发环境事件", "Sudden incident"), "event", "agency", AGENCY_FILE),
  crime: entry(text("环境刑事案件", "Criminal case"), "event", "agency", CASES),
  falsification: entry(
    text("弄虚作假、偷排或逃避监管", "Falsification, secret discharge or evasion"),
    "event",
    "agency",
    CASES
  ),
  "verified-complaint": entry(
    text("查实投诉", "Verified complaint"),
    "event",
    "agency",
    AGENCY_FILE
  ),
  "late-fix": entry(text("逾期整改", "Late correction"), "event", "system", PORTAL),
  permit: entry(
    text("排污许可或登记", "Permit or registration"),
    "state",
    "agency",
    PERMIT_PLATFORM
  ),
  reports: entry(
    text("执行报告与信息公开", "Execution reports and disclosure"),
    "state",
    "agency",
    PERMIT_PLATFORM,
    text("份", "reports")
  ),
  "monitoring-state": entry(
    text("自动监测情况", "State of automatic monitoring"),
    "state",
    "agency",
    AGENCY_FILE,
    text("%", "%")
  ),
  exclusion: entry(
    text("排除行业与地点", "Excluded sector or place"),
    "state",
    "agency",
    AGENCY_FILE
  ),
  zoning: entry(text("分区管控", "Environmental zoning"), "state", "agency", AGENCY_FILE),
  "credit-grade": entry(
    text("环境信用等级", "Environmental credit grade"),
    "state",
    "agency",
    AGENCY_FILE
  ),
  "open-matters": entry(
    text("未结事项", "Open matters"),
    "state",
    "system",
    PORTAL,
    text("项", "matters")
  ),
  pledge: entry(text("真实性承诺", "Truth pledge"), "event", "enterprise", PORTAL),
  "self-check-round": entry(text("自查", "Self-check round"), "event", "system", PORTAL),
  "correction-share": entry(
    text("按期整改情况", "Corrections on time"),
    "state",
    "system",
    PORTAL,
    text("项", "corrections")
  ),
  "recheck-agreement": entry(
    text("复核一致情况", "Agreement on re-check"),
    "state",
    "system",
    PORTAL,
    text("项", "answers")
  ),
  "repeated-findings": entry(
    text("重复发生的问题", "Repeated findings"),
    "state",
    "system",
    PORTAL,
    text("项", "findings")
  ),
  management: entry(
    text("环境管理水平", "Environmental management"),
    "state",
    "enterprise",
    ENTERPRISE
  ),
  risk: entry(text("环境风险防控", "Environmental risk"), "state", "enterprise", ENTERPRISE),
  "self-monitoring": entry(text("自行监测", "Self-monitoring"), "state", "enterprise", ENTERPRISE),
  ledgers: entry(text("管理台账", "Environmental ledgers"), "state", "enterprise", ENTERPRISE),
  "learning-points": entry(
    text("学法积分", "Learning points"),
    "state",
    "system",
    PORTAL,
    text("分", "points")
  ),
  listing: entry(text("清单资格", "Listing"), "state", "system", PORTAL),
};

export function isFactKind(kind: string): kind is FactKind {
  return Object.hasOwn(FACT_KINDS, kind);
}

/** The schema of one kind's facts, for an import that knows the kind in advance. */
export function factSchemaOf(kind: FactKind): z.ZodType {
  const schema = factSchema.options.find((option) => option.shape.kind.value === kind);
  if (!schema) throw new RangeError(`No schema for facts of kind "${kind}".`);
  return schema;
}
