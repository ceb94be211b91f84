/**
 * What the value of each kind of fact holds, field by field, with titles and words in both languages. Kinds that agencies
 * import are described by their columns; the others here. A test holds the fields to the schemas.
 */
import type { Localised } from "~/shared/locale";
import { AIR_GRADES, CLEANER_PRODUCTION_LEVELS } from "../fact-values";
import type { FactKind } from "../facts";
import { ANSWERS, IMPORT_KINDS, isImportable, type CellType, type Choices, type ImportableKind } from "../import-columns";

export interface FactField {
  /** Where it stands in the value: "decidedOn", "findings.major". */
  readonly path: string;
  readonly title: Localised;
  readonly cell: CellType;
  readonly isRequired: boolean;
}

const text = (zh: string, en: string): Localised => ({ "zh-CN": zh, en });

const field =
  (cell: CellType, isRequired = true) =>
  (path: string, title: Localised): FactField => ({ path, title, cell, isRequired });
const dayField = field({ is: "day", mayBeAhead: true });
const openDay = field({ is: "day", mayBeAhead: true }, false);
const count = field({ is: "count" });
const answer = field({ is: "choice", options: ANSWERS });
const choice = (path: string, title: Localised, options: Choices) => field({ is: "choice", options })(path, title);
const site = field({ is: "text" }, false)("site", text("厂区", "Site"));

const FLAG: Choices = { true: text("是", "Yes"), false: text("否", "No") };
const OPEN_ANSWERS: Choices = { none: text("无", "None"), "not-applicable": text("不适用", "Not applicable"), "not-known": text("不清楚", "Not known") };
const withOpenAnswers = (words: readonly string[], say: (word: string) => Localised): Choices =>
  Object.fromEntries(words.map((word) => [word, OPEN_ANSWERS[word] ?? say(word)]));
const LEVELS = withOpenAnswers(CLEANER_PRODUCTION_LEVELS, (word) => text(`${word}级`, `Level ${word}`));
const GRADES = withOpenAnswers(AIR_GRADES, (word) => text(`${word}级`, `Grade ${word}`));
const LISTING: Choices = {
  listed: text("在单", "Listed"),
  suspended: text("暂停", "Suspended"),
  removed: text("已移出", "Removed"),
  expired: text("已到期", "Expired"),
};

const OWN: Readonly<Record<Exclude<FactKind, ImportableKind>, readonly FactField[]>> = {
  "late-fix": [dayField("dueOn", text("整改期限", "Due on")), openDay("closedOn", text("完成日期", "Closed on"))],
  "open-matters": [
    count("overdueCorrections", text("逾期整改", "Overdue corrections")),
    count("verifiedComplaintsPending", text("未办结的查实投诉", "Verified complaints pending")),
  ],
  pledge: [
    dayField("signedOn", text("签署日期", "Signed on")),
    count("version", text("承诺书版本", "Version of the pledge")),
    openDay("foundFalseOn", text("认定不实日期", "Found untrue on")),
  ],
  "self-check-round": [
    site,
    dayField("completedOn", text("完成日期", "Completed on")),
    choice("complete", text("全部作答", "All answered"), FLAG),
    count("findings.redLine", text("红线问题", "Red-line findings")),
    count("findings.major", text("较大问题", "Major findings")),
    count("findings.minor", text("一般问题", "Minor findings")),
  ],
  "correction-share": [count("due", text("到期整改", "Corrections due")), count("closedOnTime", text("按期完成", "Closed on time"))],
  "recheck-agreement": [count("compared", text("比对项", "Compared")), count("agreed", text("一致项", "In agreement"))],
  "repeated-findings": [
    count("within12Months", text("12个月内重复", "Repeated within 12 months")),
    count("within24Months", text("24个月内重复", "Repeated within 24 months")),
  ],
  management: [
    answer("managementSystem", text("环境管理体系", "Management system")),
    choice("cleanerProductionLevel", text("清洁生产水平", "Cleaner-production level"), LEVELS),
    choice("airGrade", text("重污染天气绩效分级", "Air performance grade"), GRADES),
  ],
  risk: [
    site,
    answer("planFiled", text("应急预案已备案", "Emergency plan filed")),
    answer("planDrilled", text("应急演练已开展", "Emergency plan drilled")),
    answer("hazardousWasteInOrder", text("危险废物管理规范", "Hazardous waste in order")),
    answer("receptorsProtected", text("周边敏感目标已防护", "Receptors protected")),
  ],
  "self-monitoring": [site, answer("complete", text("按方案完成", "Complete"))],
  ledgers: [site, answer("complete", text("记录完整", "Complete"))],
  "learning-points": [count("balance", text("余额", "Balance"))],
  listing: [
    dayField("listedOn", text("列入日期", "Listed on")),
    dayField("endsOn", text("有效期止", "Ends on")),
    choice("status", text("状态", "Status"), LISTING),
    openDay("reentryFrom", text("可再次申请日期", "May apply again from")),
  ],
};

const VALUE = "value.";

export const fieldsOf = (kind: FactKind): readonly FactField[] =>
  isImportable(kind)
    ? IMPORT_KINDS[kind].columns
        .filter(({ path }) => path.startsWith(VALUE))
        .map(({ path, title, cell, isRequired }) => ({ path: path.slice(VALUE.length), title, cell, isRequired }))
    : OWN[kind];
