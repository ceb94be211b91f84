/**
 * A profile is one city's or province's version of the positive list: which gates apply, with which windows, and how a
 * listing lives. Content: content/profiles/<id>.yaml. Every value says where it comes from; `design: true` marks a value
 * that the source does not give, which an agency confirms before use.
 */
import { z } from "zod";
import { citationSchema } from "~/shared/citation";
import { daySchema } from "~/shared/day-schema";
import { localisedSchema } from "~/shared/locale";
import { creditGradeSchema, EXCLUSIONS } from "./fact-values";

export const GATE_CODES = [
  "G1",
  "G2",
  "G2b",
  "G3",
  "G4",
  "G5",
  "G6",
  "G7",
  "G8",
  "G9",
  "G10",
  "G11",
  "G12",
  "G13",
] as const;
export type GateCode = (typeof GATE_CODES)[number];

/** What ends a listing's exemption at once. */
export const TRIGGERS = [
  "penalty",
  "incident",
  "crime",
  "falsification",
  "unexplained-alarm",
  "verified-complaint",
  "false-pledge",
] as const;
export type Trigger = (typeof TRIGGERS)[number];

export const basisSchema = z.strictObject({
  source: localisedSchema,
  citations: z.array(citationSchema).default([]),
  design: z.boolean().default(false),
});
export type Basis = z.output<typeof basisSchema>;

const months = z.int().min(1).max(120);
const gate = <S extends z.ZodRawShape>(shape: S) =>
  z.strictObject({ isOn: z.boolean(), basis: basisSchema, ...shape });
const count = z.int().min(1).max(50);
const setting = <S extends z.ZodType>(value: S) => z.strictObject({ value, basis: basisSchema });

/** What a place's credit grade means for supervision there. */
export const CREDIT_EFFECTS = [
  "priority",
  "fewer-checks",
  "not-stated",
  "more-checks",
  "surcharge",
  "key-target",
] as const;
const creditBandSchema = z.strictObject({
  grade: creditGradeSchema.exclude(["not-rated"]),
  from: z.int().nullable(),
  effect: z.enum(CREDIT_EFFECTS),
});

export const profileSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  version: z.int().positive(),
  title: localisedSchema,
  status: z.enum(["in-force", "trial", "expired", "to-be-confirmed"]),
  /** What a reader must know about the status. */
  note: localisedSchema,
  validFrom: daySchema,
  validTo: daySchema.nullable(),
  /** A search of the records counts until it is this many days old. */
  recordFreshDays: setting(z.int().min(0).max(366)),
  gates: z.strictObject({
    G1: gate({}),
    G2: gate({ windowMonths: months }),
    /** "flag" notes a violation without penalty, "fail" closes the gate. */
    G2b: gate({ mode: z.enum(["flag", "fail"]), windowMonths: months }),
    G3: gate({ windowMonths: months }),
    G4: gate({ windowMonths: months, openCaseBlocks: z.boolean() }),
    G5: gate({}),
    G6: gate({ offSiteEvidenceForOthers: z.boolean() }),
    G7: gate({ exclusions: z.array(z.enum(EXCLUSIONS)) }),
    G8: gate({}),
    G9: gate({ windowMonths: months }),
    G10: gate({ refusedGrades: z.array(creditGradeSchema) }),
    G11: gate({}),
    G12: gate({ falsePledgeMonths: months }),
    G13: gate({}),
  }),
  listing: z.strictObject({
    noticeWorkingDays: setting(z.int().min(5).max(30)),
    termYears: setting(z.int().min(1).max(5)),
    decisionAfterTriggerWorkingDays: setting(z.int().min(1).max(60)),
    /** Every one ends the exemption at once; `malicious` ones carry the longer wait. */
    triggers: setting(z.array(z.enum(TRIGGERS)).min(1)),
    maliciousTriggers: setting(z.array(z.enum(TRIGGERS))),
    reentryMonths: setting(z.strictObject({ ordinary: months, malicious: months })),
    verificationDrawPercent: setting(z.number().min(0).max(100)),
    /** The agency is warned when the list holds more than this share of the permit pool. */
    poolSharePercent: setting(z.number().min(0).max(100)),
  }),
  visits: z.strictObject({
    /** ISOLATED: the visiting team collects no evidence. GRADED: serious findings open a case. */
    legalEffect: setting(z.enum(["ISOLATED", "GRADED"])),
    inspectionsPerYear: setting(z.int().min(0).max(12)),
  }),
  /**
   * What a place asks beyond the gates and what the agency there sees to itself: the rules here do not decide by it.
   * No defaults: a version without it keeps its bytes.
   */
  local: z
    .strictObject({
      /** Besides all basic conditions, at least so many of the screening ones. */
      screening: setting(
        z.strictObject({ basic: count, atLeast: count, of: count })
      ).optional(),
      /** The list is gone through every so many months. */
      refreshMonths: setting(z.int().min(1).max(36)).optional(),
      /** From the best grade to the worst; null: no lower end. */
      creditBands: setting(z.array(creditBandSchema).min(2)).optional(),
    })
    .optional(),
});
export type Profile = z.output<typeof profileSchema>;
