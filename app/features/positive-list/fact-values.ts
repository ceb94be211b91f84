/**
 * What each kind of fact says: one zod schema a kind. Units stand in the names; money is integer fen, days are civil
 * days in China. "Not applicable", "not known" and "no" are three answers.
 *
 * Schemas are for the edges (import, form, command line). The rules use the types only.
 */
import { z } from "zod";
import { daySchema } from "~/shared/day-schema";

export const answerSchema = z.enum(["yes", "no", "not-applicable", "not-known"]);
export type Answer = z.output<typeof answerSchema>;

const count = z.int().nonnegative();
/** Absent when the enterprise has one site; otherwise the site's number or name. */
const site = z.string().min(1).optional();

export const RECORD_SCOPES = [
  "penalties",
  "violations",
  "incidents",
  "crimes",
  "falsification",
] as const;
export type RecordScope = (typeof RECORD_SCOPES)[number];

export const EXCLUSIONS = [
  "household-waste-incineration",
  "hazardous-waste-disposal",
  "town-village-sewage-plant",
  "industrial-park-sewage-plant",
  "yangtze-1km-chemical-or-paper",
] as const;
export type Exclusion = (typeof EXCLUSIONS)[number];

export const CREDIT_GRADES = [
  "green",
  "blue",
  "yellow",
  "red",
  "black",
  "A",
  "B",
  "C",
  "D",
  "not-rated",
] as const;
export const creditGradeSchema = z.enum(CREDIT_GRADES);
export type CreditGrade = z.output<typeof creditGradeSchema>;

/** An agency states that its records were searched and that all entries of these scopes are among the facts. */
export const recordCheckValue = z.strictObject({
  scopes: z.array(z.enum(RECORD_SCOPES)).min(1),
  from: daySchema,
  to: daySchema,
});

export const penaltyValue = z.strictObject({
  decidedOn: daySchema,
  fineFen: count,
  severity: z.enum(["minor", "ordinary", "serious"]),
  article: z.string().optional(),
  decisionNumber: z.string().optional(),
});

export const violationWithoutPenaltyValue = z.strictObject({
  decidedOn: daySchema,
  article: z.string().optional(),
});

export const incidentValue = z.strictObject({
  occurredOn: daySchema,
  level: z.enum(["ordinary", "larger", "major", "especially-major", "not-known"]),
});

/** `convictedOn` is null while the criminal case is open. */
export const crimeValue = z.strictObject({
  openedOn: daySchema,
  convictedOn: daySchema.nullable(),
});

export const falsificationValue = z.strictObject({
  foundOn: daySchema,
  what: z.enum(["falsification", "secret-discharge", "evasion"]),
});

/** Pending until `settledOn`. */
export const verifiedComplaintValue = z.strictObject({
  verifiedOn: daySchema,
  settledOn: daySchema.nullable().optional(),
});

/** A correction closed after its due day, or not closed at all (`closedOn` null). */
export const lateFixValue = z.strictObject({ dueOn: daySchema, closedOn: daySchema.nullable() });

export const permitValue = z.strictObject({
  site,
  class: z.enum(["key", "simplified", "registration"]),
  startsOn: daySchema,
  /** The last day on which it is valid. */
  expiresOn: daySchema,
  eiaComplete: answerSchema,
  acceptanceComplete: answerSchema,
  treatmentComplete: answerSchema,
});

export const reportsValue = z.strictObject({
  site,
  executionReportsDue: count,
  executionReportsSubmitted: count,
  disclosureDone: answerSchema,
});

export const monitoringStateValue = z.strictObject({
  site,
  /** Whether law or permit requires automatic monitoring here. */
  required: answerSchema,
  installed: answerSchema,
  working: answerSchema,
  networked: answerSchema,
  stable: answerSchema,
  validDataPercent: z.number().min(0).max(100).nullable(),
  alarms: count,
  alarmsExplainedWithin24Hours: count,
  alarmsUnexplained: count,
  maintenanceLogComplete: answerSchema,
  /** For sites that need no automatic monitoring: is there other evidence that can be looked at off site? */
  offSiteEvidence: answerSchema,
});

export const exclusionValue = z.strictObject({
  findings: z.partialRecord(z.enum(EXCLUSIONS), answerSchema),
});

export const zoningValue = z.strictObject({ compliant: answerSchema });

export const creditGradeValue = z.strictObject({ grade: creditGradeSchema });

export const openMattersValue = z.strictObject({
  overdueCorrections: count,
  verifiedComplaintsPending: count,
});

export const pledgeValue = z.strictObject({
  signedOn: daySchema,
  version: z.int().positive(),
  /** Day on which an agency found the pledge to be untrue. */
  foundFalseOn: daySchema.nullable(),
});

/** One self-check round. How many findings it made is kept, and never costs a point. */
export const selfCheckRoundValue = z.strictObject({
  site,
  completedOn: daySchema,
  complete: z.boolean(),
  findings: z.strictObject({ redLine: count, major: count, minor: count }),
});

/** Corrections that fell due in the last twelve months. */
export const correctionShareValue = z.strictObject({ due: count, closedOnTime: count });

/**
 * Findings of the last twelve months that repeat one made at the same site, by the months between. Kept and said, and
 * never costs a point of its own: honest findings do not.
 */
export const repeatedFindingsValue = z.strictObject({
  within12Months: count,
  within24Months: count,
});

/** What the enterprise said, answer or submission, compared with what an agency found of the same thing. */
export const recheckAgreementValue = z.strictObject({ compared: count, agreed: count });

export const CLEANER_PRODUCTION_LEVELS = ["1", "2", "3", "none", "not-applicable", "not-known"] as const;
export const AIR_GRADES = ["A", "B", "C", "D", "none", "not-applicable", "not-known"] as const;

export const managementValue = z.strictObject({
  /** ISO 14001 certificate or EMAS registration in force. */
  managementSystem: answerSchema,
  cleanerProductionLevel: z.enum(CLEANER_PRODUCTION_LEVELS),
  airGrade: z.enum(AIR_GRADES),
});

export const riskValue = z.strictObject({
  site,
  planFiled: answerSchema,
  planDrilled: answerSchema,
  hazardousWasteInOrder: answerSchema,
  receptorsProtected: answerSchema,
});

export const selfMonitoringValue = z.strictObject({ site, complete: answerSchema });
export const ledgersValue = z.strictObject({ site, complete: answerSchema });
export const learningPointsValue = z.strictObject({ balance: count });

/** A place on the positive list. `reentryFrom` is set by the removal decision. */
export const listingValue = z.strictObject({
  listedOn: daySchema,
  endsOn: daySchema,
  status: z.enum(["listed", "suspended", "removed", "expired"]),
  reentryFrom: daySchema.nullable(),
});
