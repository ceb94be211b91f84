/** What is known of a site before any answer; the vocabulary of `site` in conditions. */
import { z } from "zod";

export const siteFactsSchema = z.strictObject({
  permitClass: z.enum(["key", "simplified", "registration"]),
  dischargesWater: z.boolean(),
  dischargesAir: z.boolean(),
  generatesHazardousWaste: z.boolean(),
  /** Required by law or permit to have automatic monitoring. */
  automaticMonitoring: z.boolean(),
  /** On the list of units that must disclose environmental information. */
  onDisclosureList: z.boolean(),
});
export type SiteFacts = z.output<typeof siteFactsSchema>;
export type SiteFactName = keyof SiteFacts;
export const SITE_FACT_NAMES = siteFactsSchema.keyof();
