/** How inspections are planned: content/rules/inspection.yaml, read once. */
import { z } from "zod";
import { contentFile, parseYaml } from "~/platform/content.server";
import { localisedSchema } from "~/shared/locale";
import { STRATA } from "./strata";

const percent = z.number().min(0).max(100);
const rulesSchema = z.strictObject({
  version: z.int().positive(),
  source: localisedSchema,
  design: z.boolean(),
  percentsPerQuarter: z.record(z.enum(STRATA), percent),
  officersEach: z.int().min(2).max(4),
  ticketsPerWeight: z.int().min(1).max(10),
  graveBreachFactor: z.int().min(1).max(10),
  graveBreachMonths: z.int().min(1).max(60),
  intervalMonths: z.array(z.int().positive()).length(5),
  atLeast: z.int().min(1).max(10),
});
export type InspectionRules = z.output<typeof rulesSchema>;

let cached: InspectionRules | null = null;
/** @throws {ContentError} when the file does not fit its schema */
export const inspectionRules = (): InspectionRules =>
  (cached ??= parseYaml(contentFile("rules/inspection.yaml"), rulesSchema));
