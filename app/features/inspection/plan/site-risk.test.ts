import { expect, it } from "vitest";
import { siteRisk, type SiteKnown } from "./site-risk";

const site: SiteKnown = { permitClass: "simplified", dischargesWater: true, dischargesAir: true, generatesHazardousWaste: false };
const clean = { hadGraveBreach: false, tier: "ordinary" } as const;

it.each<[string, SiteKnown | null, Parameters<typeof siteRisk>[1], number | null]>([
  ["three criteria of 3", site, clean, 3],
  ["one alone at the top is one step less", { ...site, permitClass: "key" }, clean, 4],
  ["a grave breach is one step more", site, { hadGraveBreach: true, tier: "key" }, 4],
  ["a permit class that is not known counts as the highest", { ...site, permitClass: null }, clean, 4],
  ["nothing known", null, clean, null],
])("%s", (_name, known, record, category) => expect(siteRisk(known, record, 2)?.category ?? null).toBe(category));
