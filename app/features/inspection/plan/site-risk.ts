/** The risk class of a site from what the portal knows of it. Which fact feeds which criterion is a design value. */
import { riskClass, type Performance, type RiskClass } from "./risk";

export interface SiteKnown {
  readonly permitClass: "key" | "simplified" | "registration" | null;
  readonly dischargesWater: boolean;
  readonly dischargesAir: boolean;
  readonly generatesHazardousWaste: boolean;
}
export interface Record12Months {
  readonly hadGraveBreach: boolean;
  readonly tier: "T1" | "T2" | "ordinary" | "watch" | "key" | null;
}

const ACTIVITY = { key: 5, simplified: 3, registration: 1 } as const;
/** What is not known takes the cautious value. */
const UNKNOWN_ACTIVITY = 5;

/** Null when nothing is known of the site. */
export function siteRisk(site: SiteKnown | null, record: Record12Months, atLeast: number): RiskClass | null {
  if (!site) return null;
  const plain = (impact: number) => ({ impact, weighting: 0 });
  const criteria = [
    plain(site.permitClass ? ACTIVITY[site.permitClass] : UNKNOWN_ACTIVITY),
    plain(site.dischargesWater ? 3 : 0),
    plain(site.dischargesAir ? 3 : 0),
    plain(site.generatesHazardousWaste ? 4 : 0),
  ];
  const performance: Performance[] = [
    { value: record.hadGraveBreach ? 1 : 0, weight: 2 },
    { value: record.tier === "T1" || record.tier === "T2" ? -1 : record.tier === "key" ? 1 : 0, weight: 1 },
  ];
  return riskClass(criteria, performance, atLeast);
}

/** The highest of an enterprise's sites; null when nothing is known of any. */
export function highestRisk(sites: readonly (SiteKnown | null)[], record: Record12Months, atLeast: number): RiskClass | null {
  const classes = sites.map((site) => siteRisk(site, record, atLeast)).filter((found) => found !== null && found.category > 0);
  return classes.reduce((highest, one) => (one && (!highest || one.category > highest.category) ? one : highest), null);
}
