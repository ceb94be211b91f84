/**
 * A fact is one dated statement about an enterprise with its source. `validFrom` and `validTo` are inclusive; `validTo`
 * null means that the statement still holds. A correction is a new fact that takes the old one's place before the rules
 * see either.
 */
import { z } from "zod";
import { daySchema } from "~/shared/day-schema";
import * as value from "./fact-values";

const fact = <K extends string, V extends z.ZodType>(kind: K, schema: V) =>
  z.strictObject({
    id: z.string().min(1),
    kind: z.literal(kind),
    value: schema,
    validFrom: daySchema,
    validTo: daySchema.nullable(),
    /** Where the statement comes from, in words or as a reference: "agency:4401", "portal", "import:2026-11". */
    source: z.string().min(1),
    recordedAt: z.iso.datetime().optional(),
  });

export const factSchema = z.discriminatedUnion("kind", [
  fact("record-check", value.recordCheckValue),
  fact("penalty", value.penaltyValue),
  fact("violation-without-penalty", value.violationWithoutPenaltyValue),
  fact("incident", value.incidentValue),
  fact("crime", value.crimeValue),
  fact("falsification", value.falsificationValue),
  fact("verified-complaint", value.verifiedComplaintValue),
  fact("late-fix", value.lateFixValue),
  fact("permit", value.permitValue),
  fact("reports", value.reportsValue),
  fact("monitoring-state", value.monitoringStateValue),
  fact("exclusion", value.exclusionValue),
  fact("zoning", value.zoningValue),
  fact("credit-grade", value.creditGradeValue),
  fact("open-matters", value.openMattersValue),
  fact("pledge", value.pledgeValue),
  fact("self-check-round", value.selfCheckRoundValue),
  fact("correction-share", value.correctionShareValue),
  fact("recheck-agreement", value.recheckAgreementValue),
  fact("repeated-findings", value.repeatedFindingsValue),
  fact("management", value.managementValue),
  fact("risk", value.riskValue),
  fact("self-monitoring", value.selfMonitoringValue),
  fact("ledgers", value.ledgersValue),
  fact("learning-points", value.learningPointsValue),
  fact("listing", value.listingValue),
]);

export type Fact = z.output<typeof factSchema>;
export type FactKind = Fact["kind"];
type FactByKind = { [F in Fact as F["kind"]]: F };
export type FactOf<K extends FactKind> = FactByKind[K];

/** Facts of one enterprise: the same id twice is refused, because it could hide one of two statements. */
export const factsSchema = z.array(factSchema).superRefine((facts, context) => {
  const seen = new Set<string>();
  facts.forEach((entry, at) => {
    if (seen.has(entry.id))
      context.addIssue({
        code: "custom",
        path: [at, "id"],
        message: `"${entry.id}" is used twice`,
      });
    seen.add(entry.id);
  });
});
