/** Where a score stands in a group: above how many per cent, or nothing where the group is too small to speak of. */
import { ALL_SECTORS, NATION, type Place } from "./cells";

/** Fewer than this would tell about single enterprises. */
export const SMALLEST_GROUP = 5;

/** The part of the group with a lower score and half of those with the same, in whole per cent that are full. */
export function percentileOf(counts: readonly number[], score: number): number | null {
  const points = wholePoints(score);
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (all < SMALLEST_GROUP) return null;
  const lower = counts.slice(0, points).reduce((sum, count) => sum + count, 0);
  return Math.floor(((lower * 2 + (counts[points] ?? 0)) * 100) / (all * 2));
}

export const wholePoints = (score: number): number => Math.floor(score);

export const GROUPS = ["countySector", "citySector", "provinceSector", "nationSector", "county", "city", "province", "nation"] as const;
export type Group = (typeof GROUPS)[number];

/** The groups an enterprise may be compared with, the most telling first: its own sector as near as possible, then everybody. */
export function groupsFor(regionCode: string, sector: string | null): (Place & { readonly group: Group })[] {
  const county = regionCode;
  const city = regionCode.slice(0, 4);
  const province = regionCode.slice(0, 2);
  const everybody = [
    { group: "county", region: county, sector: ALL_SECTORS },
    { group: "city", region: city, sector: ALL_SECTORS },
    { group: "province", region: province, sector: ALL_SECTORS },
    { group: "nation", region: NATION, sector: ALL_SECTORS },
  ] as const;
  if (sector === null) return [...everybody];
  return [
    { group: "countySector", region: county, sector },
    { group: "citySector", region: city, sector },
    { group: "provinceSector", region: province, sector },
    { group: "nationSector", region: NATION, sector },
    ...everybody,
  ];
}
