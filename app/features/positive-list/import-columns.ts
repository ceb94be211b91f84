/**
 * The columns of an import, one list a kind: what an agency states about enterprises. A column is found by its name or by
 * its title in either language; choices are read by code or by word in either language.
 */
import type { Localised } from "~/shared/locale";
import type { FactKind } from "./facts";
import { CREDIT_GRADES, EXCLUSIONS, RECORD_SCOPES, type Exclusion } from "./fact-values";

export type Choices = Readonly<Record<string, Localised>>;

export type CellType =
  | { readonly is: "day"; readonly mayBeAhead: boolean }
  | { readonly is: "count" | "percent" | "yuan" | "text" | "uscc" }
  | { readonly is: "choice" | "choices"; readonly options: Choices };

export interface ImportColumn {
  /** Name in the file, and where the value goes: "value.decidedOn", or a field of the statement itself. */
  readonly name: string;
  readonly path: string;
  readonly title: Localised;
  readonly cell: CellType;
  readonly isRequired: boolean;
}

const text = (zh: string, en: string): Localised => ({ "zh-CN": zh, en });
const same = (word: string): Localised => text(word, word);

export const ANSWERS: Choices = {
  yes: text("是", "Yes"),
  no: text("否", "No"),
  "not-applicable": text("不适用", "Not applicable"),
  "not-known": text("不清楚", "Not known"),
};

const column =
  (isRequired: boolean) =>
  (name: string, title: Localised, cell: CellType, path = `value.${name}`): ImportColumn => ({
    name,
    path,
    title,
    cell,
    isRequired,
  });
const needed = column(true);
const optional = column(false);

const PAST: CellType = { is: "day", mayBeAhead: false };
const ANY_DAY: CellType = { is: "day", mayBeAhead: true };
const COUNT: CellType = { is: "count" };
const TEXT: CellType = { is: "text" };
const ANSWER: CellType = { is: "choice", options: ANSWERS };
const choice = (options: Choices): CellType => ({ is: "choice", options });

const USCC = needed("uscc", text("统一社会信用代码", "Credit code"), { is: "uscc" }, "uscc");
const AS_OF = needed("validFrom", text("截至日期", "As of"), PAST, "validFrom");
const ENDS = optional("validTo", text("失效日期", "Ends on"), ANY_DAY, "validTo");
const REFERENCE = optional("reference", text("编号", "Reference"), TEXT, "reference");
const SITE = optional("site", text("厂区", "Site"), TEXT);
const ARTICLE = optional("article", text("条款", "Article"), TEXT);
const answer = (name: string, title: Localised) => needed(name, title, ANSWER);

const SCOPES: Readonly<Record<(typeof RECORD_SCOPES)[number], Localised>> = {
  penalties: text("行政处罚", "Penalties"),
  violations: text("未处罚违法行为", "Violations without penalty"),
  incidents: text("突发环境事件", "Incidents"),
  crimes: text("环境污染犯罪", "Crimes"),
  falsification: text("弄虚作假", "Falsification"),
};

const EXCLUDED: Readonly<Record<Exclusion, Localised>> = {
  "household-waste-incineration": text("生活垃圾焚烧", "Household-waste incineration"),
  "hazardous-waste-disposal": text("危险废物处置", "Hazardous-waste disposal"),
  "town-village-sewage-plant": text("乡镇村庄污水处理厂", "Town or village sewage plant"),
  "industrial-park-sewage-plant": text("工业园区污水处理厂", "Industrial-park sewage plant"),
  "yangtze-1km-chemical-or-paper": text(
    "沿江1公里化工造纸",
    "Chemical or paper within 1 km of the Yangtze"
  ),
};

const GRADES: Choices = {
  ...Object.fromEntries(CREDIT_GRADES.map((grade) => [grade, same(grade)])),
  green: text("绿", "Green"),
  blue: text("蓝", "Blue"),
  yellow: text("黄", "Yellow"),
  red: text("红", "Red"),
  black: text("黑", "Black"),
  "not-rated": text("未参评", "Not rated"),
};

export interface ImportKind {
  readonly columns: readonly ImportColumn[];
  /** Field of the value whose day the statement holds from when the file does not say. */
  readonly fromField: string | null;
}

const kind = (fromField: string | null, ...columns: ImportColumn[]): ImportKind => ({
  columns: [USCC, ...columns, ENDS, REFERENCE],
  fromField,
});
const state = (...columns: ImportColumn[]) => kind(null, ...columns, AS_OF);

/** Kinds an agency may import. */
export const IMPORT_KINDS = {
  penalty: kind(
    "decidedOn",
    needed("decidedOn", text("处罚决定日期", "Decided on"), PAST),
    needed("fineYuan", text("罚款金额（元）", "Fine (yuan)"), { is: "yuan" }, "value.fineFen"),
    needed(
      "severity",
      text("情节", "Severity"),
      choice({
        minor: text("轻微", "Minor"),
        ordinary: text("一般", "Ordinary"),
        serious: text("严重", "Serious"),
      })
    ),
    ARTICLE,
    optional("decisionNumber", text("处罚决定书文号", "Decision number"), TEXT)
  ),
  "violation-without-penalty": kind(
    "decidedOn",
    needed("decidedOn", text("认定日期", "Decided on"), PAST),
    ARTICLE
  ),
  incident: kind(
    "occurredOn",
    needed("occurredOn", text("发生日期", "Occurred on"), PAST),
    needed(
      "level",
      text("事件等级", "Level"),
      choice({
        ordinary: text("一般", "Ordinary"),
        larger: text("较大", "Larger"),
        major: text("重大", "Major"),
        "especially-major": text("特别重大", "Especially major"),
        "not-known": text("不清楚", "Not known"),
      })
    )
  ),
  crime: kind(
    "openedOn",
    needed("openedOn", text("立案日期", "Opened on"), PAST),
    optional("convictedOn", text("判决日期", "Convicted on"), PAST)
  ),
  falsification: kind(
    "foundOn",
    needed("foundOn", text("查实日期", "Found on"), PAST),
    needed(
      "what",
      text("行为", "Conduct"),
      choice({
        falsification: text("弄虚作假", "Falsification"),
        "secret-discharge": text("偷排", "Secret discharge"),
        evasion: text("逃避监管", "Evasion of supervision"),
      })
    )
  ),
  "verified-complaint": kind(
    "verifiedOn",
    needed("verifiedOn", text("查实日期", "Verified on"), PAST),
    optional("settledOn", text("办结日期", "Settled on"), PAST)
  ),
  "record-check": kind(
    "to",
    needed("scopes", text("核对范围", "Records searched"), {
      is: "choices",
      options: SCOPES,
    }),
    needed("from", text("核对起始日", "Searched from"), PAST),
    needed("to", text("核对截止日", "Searched to"), PAST)
  ),
  permit: kind(
    "startsOn",
    SITE,
    needed(
      "class",
      text("管理类别", "Permit class"),
      choice({
        key: text("重点管理", "Key"),
        simplified: text("简化管理", "Simplified"),
        registration: text("登记管理", "Registration"),
      })
    ),
    needed("startsOn", text("有效期起", "Starts on"), ANY_DAY),
    needed("expiresOn", text("有效期止", "Expires on"), ANY_DAY),
    answer("eiaComplete", text("环评手续齐全", "EIA complete")),
    answer("acceptanceComplete", text("已验收", "Acceptance complete")),
    answer("treatmentComplete", text("治理设施完备稳定", "Treatment complete"))
  ),
  reports: state(
    SITE,
    needed("executionReportsDue", text("应交执行报告", "Execution reports due"), COUNT),
    needed("executionReportsSubmitted", text("已交执行报告", "Execution reports submitted"), COUNT),
    answer("disclosureDone", text("信息已公开", "Disclosure done"))
  ),
  "monitoring-state": state(
    SITE,
    answer("required", text("应当安装自动监测", "Automatic monitoring required")),
    answer("installed", text("已安装", "Installed")),
    answer("working", text("正常运行", "Working")),
    answer("networked", text("已联网", "Networked")),
    answer("stable", text("稳定达标", "Within limits steadily")),
    optional("validDataPercent", text("数据有效传输率", "Valid data (%)"), {
      is: "percent",
    }),
    needed("alarms", text("报警数", "Alarms"), COUNT),
    needed(
      "alarmsExplainedWithin24Hours",
      text("24小时内说明数", "Alarms explained within 24 hours"),
      COUNT
    ),
    needed("alarmsUnexplained", text("未说明数", "Alarms unexplained"), COUNT),
    answer("maintenanceLogComplete", text("运维记录完整", "Maintenance log complete")),
    answer("offSiteEvidence", text("有非现场证据", "Off-site evidence"))
  ),
  exclusion: state(
    ...EXCLUSIONS.map((code) => needed(code, EXCLUDED[code], ANSWER, `value.findings.${code}`))
  ),
  zoning: state(answer("compliant", text("符合分区管控", "Zoning met"))),
  "credit-grade": state(needed("grade", text("信用等级", "Grade"), choice(GRADES))),
} as const satisfies Partial<Record<FactKind, ImportKind>>;

export type ImportableKind = keyof typeof IMPORT_KINDS;
export const IMPORTABLE_KINDS = Object.keys(IMPORT_KINDS).filter(isImportable);

export function isImportable(word: string): word is ImportableKind {
  return Object.hasOwn(IMPORT_KINDS, word);
}
